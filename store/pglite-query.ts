import { type PGlite, protocol } from '@electric-sql/pglite';

// PGlite's own `query` goes into the database six times for each statement (parse, describe, bind, describe, execute, sync) and
// parses each anew; that was two fifths of the program's CPU time. Here all of it goes at once, as the wire protocol allows, and
// a statement that was seen before is not parsed again.

/** As `pg` gives it to Kysely. */
interface Result {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: Record<string, unknown>[];
}

const { serialize } = protocol;
const { CommandCompleteMessage, DatabaseError, DataRowMessage, RowDescriptionMessage, parseComplete } = protocol.messages;

/** Statements that are kept parsed; Kysely makes the same text each time, but for the length of lists. */
const KEPT_MAX = 500;

/** A kept statement whose table has another shape by now, and one that the database no longer has. */
const STALE: ReadonlySet<string | undefined> = new Set(['0A000', '26000']);

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

/**
 * One statement after another on PGlite's one connection; the caller sees to it that they do not overlap.
 * @returns a function that throws what the database says, with its SQLSTATE as `code`
 */
export function pgliteQuery(pglite: PGlite): (text: string, parameters: readonly unknown[]) => Promise<Result> {
  const kept = new Map<string, string>();
  let named = 0;

  /** Whether the database answered with an error is in the messages: what it took before it failed is there too. */
  async function ask(text: string, parameters: readonly unknown[]): Promise<readonly Message[]> {
    const values = parameters.map(asText);
    const known = kept.get(text);
    // No name is given twice, whatever became of the statement that had it.
    const name = known ?? (kept.size < KEPT_MAX ? `s${named++}` : '');
    const sent = [
      ...(known === undefined ? [serialize.parse({ name, text })] : []),
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ];
    const messages = await pglite.execProtocolStream(joined(sent), { throwOnError: false });
    // It stays parsed also where it failed afterwards.
    if (name !== '' && messages.includes(parseComplete)) kept.set(text, name);
    return messages;
  }

  return async (text, parameters) => {
    const wasKept = kept.has(text);
    let messages = await ask(text, parameters);
    let error = errorIn(messages);
    if (error && wasKept && STALE.has(error.code)) {
      kept.delete(text);
      // Inside a transaction nothing can be tried again: it has failed as a whole.
      if (!pglite.isInTransaction()) {
        messages = await ask(text, parameters);
        error = errorIn(messages);
      }
    }
    if (error) throw error;
    return resultOf(messages, pglite.parsers);
  };
}

function errorIn(messages: readonly Message[]): InstanceType<typeof DatabaseError> | undefined {
  return messages.find((message) => message instanceof DatabaseError);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function resultOf(messages: readonly Message[], parsers: PGlite['parsers']): Result {
  const fields = messages.find((message) => message instanceof RowDescriptionMessage)?.fields ?? [];
  const columns = fields.map(({ name, dataTypeID }) => ({ name, dataTypeID, parse: parsers[dataTypeID] }));
  const rows: Record<string, unknown>[] = [];
  let complete = '';
  for (const message of messages) {
    if (message instanceof CommandCompleteMessage) complete = message.text;
    if (!(message instanceof DataRowMessage)) continue;
    const row: Record<string, unknown> = {};
    for (const [at, { name, dataTypeID, parse }] of columns.entries()) {
      const value = message.fields[at] ?? null;
      row[name] = value !== null && parse ? parse(value, dataTypeID) : value;
    }
    rows.push(row);
  }
  // Such as `UPDATE 1` and `INSERT 0 1`.
  const [command = '', ...counts] = complete.split(' ');
  return { command, rowCount: Number(counts.at(-1) ?? rows.length), rows };
}

/** A parameter in PostgreSQL's own words, as `pg` writes it. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(asElement).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | boolean | bigint}`;
}

function asElement(value: unknown): string {
  const text = asText(value);
  return text === null ? 'NULL' : Array.isArray(value) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
