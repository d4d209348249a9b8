import { isTracing, spanned } from '../../telemetry/spans.ts';
import { noteStatement } from './fault.ts';
import { type WireValue, wireValues } from './wire.ts';

/** Of a statement with several parts, the first one's: that is what it is about. */
const OPERATION = /^\s*(?:\/\*.*?\*\/\s*)?(?:with\s+\w+\s+as\s*\(\s*)?(\w+)/i;
const TABLE = /\b(?:from|into|update|join)\s+"?(\w+)"?/i;

/** What both engines make of a statement, as `pg` gives it to Kysely. */
export interface StatementResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
}

/**
 * The one way of a statement to either engine: its values are put into words, its error knows which statement it is of, and a
 * commit that undid everything is no commit.
 */
export async function statement<R extends StatementResult>(
  text: string,
  parameters: readonly unknown[],
  send: (values: readonly WireValue[]) => Promise<R>,
): Promise<R> {
  try {
    const values = wireValues(parameters);
    const result = await (isTracing() ? spannedStatement(text, () => send(values)) : send(values));
    if (result.command === 'ROLLBACK' && /^commit/i.test(text))
      throw new FailedBefore('a statement of the transaction had failed: nothing of it was kept');
    return result;
  } catch (error) {
    noteStatement(error, nameOf(text).whole);
    throw error;
  }
}

/** PostgreSQL answers the `commit` of a transaction that has failed with success, and rolls it back. */
class FailedBefore extends Error {
  override readonly name = 'FailedBefore';
  readonly code = '25P02';
}

interface StatementName {
  readonly operation: string;
  readonly table: string | undefined;
  readonly whole: string;
}

function nameOf(text: string): StatementName {
  const [, given = 'sql'] = OPERATION.exec(text) ?? [];
  const [, table] = TABLE.exec(text) ?? [];
  const operation = given.toUpperCase();
  return { operation, table, whole: table === undefined ? operation : `${operation} ${table}` };
}

/** A statement as a span of the request that it belongs to: what it does and to which table, never with what. */
function spannedStatement<T>(text: string, run: () => Promise<T>): Promise<T> {
  const { operation, table, whole } = nameOf(text);
  return spanned(
    whole,
    {
      kind: 'client',
      onlyInside: true,
      attributes: () => ({
        'db.system.name': 'postgresql',
        'db.operation.name': operation,
        ...(table === undefined ? {} : { 'db.collection.name': table }),
      }),
    },
    run,
  );
}
