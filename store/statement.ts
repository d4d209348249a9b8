import { isTracing, spanned } from '../telemetry/spans.ts';

/** Of a statement with several parts, the first one's: that is what it is about. */
const OPERATION = /^\s*(?:with\s+\w+\s+as\s*\(\s*)?(\w+)/i;
const TABLE = /\b(?:from|into|update|join)\s+"?(\w+)"?/i;

/** A statement as a span of the request that it belongs to: what it does and to which table, never with what. */
export function statement<T>(text: string, run: () => Promise<T>): Promise<T> {
  if (!isTracing()) return run();
  const [, operation = 'sql'] = OPERATION.exec(text) ?? [];
  const [, table] = TABLE.exec(text) ?? [];
  const name = operation.toUpperCase();
  return spanned(
    table === undefined ? name : `${name} ${table}`,
    {
      kind: 'client',
      onlyInside: true,
      attributes: () => ({
        'db.system.name': 'postgresql',
        'db.operation.name': name,
        ...(table === undefined ? {} : { 'db.collection.name': table }),
      }),
    },
    run,
  );
}
