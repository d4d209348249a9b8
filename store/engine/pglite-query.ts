import { type PGlite, protocol } from '@electric-sql/pglite';
import type { StatementResult } from './statement.ts';
import type { WireValue } from './wire.ts';

// PGlite's own `query` goes into the database six times for each statement (parse, describe, bind, describe, execute, sync) and
// parses each anew; that was two fifths of the program's CPU time. Here all of it goes at once, as the wire protocol allows, and
// a statement that was seen before is not parsed again.

const { serialize } = protocol;
const { CommandCompleteMessage, DatabaseError, DataRowMessage, RowDescriptionMessage, parseComplete } = protocol.messages;

/** Statements that are kept parsed: Kysely makes the same text each time, but for the length of lists. The longest unused one goes. */
const KEPT_MAX = 500;

/** A kept statement whose table has another shape by now, and one that the database no longer has. */
const STALE: ReadonlySet<string | undefined> = new Set(['0A000', '26000']);

let clients = 0;

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];
type Query = (text: string, values: readonly WireValue[]) => Promise<StatementResult>;

/**
 * One statement after another on PGlite's one connection; the caller sees to it that they do not overlap.
 * @param keptMax fewer in tests
 * @returns a function that throws what the database says, with its SQLSTATE as `code`
 */
export function pgliteQuery(pglite: PGlite, keptMax = KEPT_MAX): Query {
  // By text, the longest unused first.
  const kept = new Map<string, string>();
  const own = clients++;
  let named = 0;

  async function ask(text: string, values: readonly WireValue[]): Promise<readonly Message[]> {
    const known = kept.get(text);
    // No name is given twice, whatever became of the statement that had it, and whoever else asks this database.
    const name = known ?? `c${own}s${named++}`;
    const sent = [
      ...(known === undefined ? [serialize.parse({ name, text })] : []),
      serialize.bind({ statement: name, values: [...values] }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ];
    // Without throwing: what the database took before it failed is in its messages too.
    const messages = await pglite.execProtocolStream(joined(sent), { throwOnError: false });
    // A statement stays parsed also where it failed afterwards.
    if (known !== undefined || messages.includes(parseComplete)) await keep(text, name);
    return messages;
  }

  async function keep(text: string, name: string): Promise<void> {
    kept.delete(text);
    kept.set(text, name);
    const [oldest] = kept.size > keptMax ? kept : [];
    if (oldest) await forget(...oldest);
  }

  async function forget(text: string, name: string): Promise<void> {
    kept.delete(text);
    // Closing what is not there is no error.
    await pglite.execProtocolStream(joined([serialize.close({ type: 'S', name }), serialize.sync()]), { throwOnError: false });
  }

  return async (text, values) => {
    const known = kept.get(text);
    let messages = await ask(text, values);
    let error = errorIn(messages);
    if (error && known !== undefined && STALE.has(error.code)) {
      await forget(text, known);
      // Inside a transaction nothing can be tried again: it has failed as a whole.
      if (!pglite.isInTransaction()) {
        messages = await ask(text, values);
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

function resultOf(messages: readonly Message[], parsers: PGlite['parsers']): StatementResult {
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
