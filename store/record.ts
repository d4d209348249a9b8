import { type Kysely, type Selectable, sql } from 'kysely';
import type { OrderEvent } from '../domain/order/events.ts';
import { fold } from '../domain/order/evolve.ts';
import { appendEvents } from './append.ts';
import { canonicalJson } from './canonical.ts';
import { UnknownOrder } from './errors.ts';
import { type Folded, foldEvent, type Step } from './fold.ts';
import { answered } from './inbox-rows.ts';
import { insertMessages } from './message-rows.ts';
import { fromOrder, orderColumns } from './order-rows.ts';
import type { GivenCommand, OrderRecord, RecordResult } from './store.ts';
import type { OrdersTable, Tables } from './tables.ts';
import { withoutWords } from './texts.ts';

// Contract of record()
// 1. One transaction under the order's row lock: calls for one order follow one another, and each finds what the last one left.
// 2. Events that are there already are compared, not written: equal content is skipped, other content marks the order and changes nothing.
// 3. A diverged order takes no new events: on which of two pasts would they stand? A person decides (design, "Loss").
// 4. A gap changes nothing. The caller asks the workflow for what is missing, outside of any transaction.
// 5. Events, read model, message rows and answers appear together. The feed's lock is taken last (append.ts).

/** @throws UnknownOrder, RangeError where the events are not consecutive */
export async function record(tx: Kysely<Tables>, orderId: string, events: readonly OrderEvent[]): Promise<RecordResult> {
  assertConsecutive(events);
  const row = await tx.selectFrom('orders').selectAll().where('order_id', '=', orderId).forUpdate().executeTakeFirst();
  if (!row) throw new UnknownOrder('events were given for an order that is not in the store');
  const known = events.filter(({ sequence }) => sequence <= row.sequence);
  const missing = events.slice(known.length);
  const differing = await firstDifference(tx, orderId, known);
  if (differing !== null) return diverged(tx, orderId, differing);
  const [first] = missing;
  if (first && first.sequence > row.sequence + 1) return { kind: 'gap', have: row.sequence };
  if (first && row.diverged_at) return { kind: 'diverged', sequence: first.sequence };
  return { kind: 'recorded', order: await append(tx, row, known, missing), appended: missing.length };
}

function assertConsecutive(events: readonly OrderEvent[]): void {
  for (const [index, { sequence }] of events.entries()) {
    if (sequence !== (events[0]?.sequence ?? 0) + index) throw new RangeError('events are given in sequence, without a gap');
  }
}

async function firstDifference(tx: Kysely<Tables>, orderId: string, known: readonly OrderEvent[]): Promise<number | null> {
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return null;
  const rows = await tx
    .selectFrom('events')
    .select(['sequence', 'data'])
    .where('order_id', '=', orderId)
    .where('sequence', '>=', first.sequence)
    .where('sequence', '<=', last.sequence)
    .execute();
  const stored = new Map(rows.map(({ sequence, data }) => [sequence, canonicalJson(data)]));
  return known.find((event) => stored.get(event.sequence) !== canonicalJson(withoutWords(event)))?.sequence ?? null;
}

async function diverged(tx: Kysely<Tables>, orderId: string, sequence: number): Promise<RecordResult> {
  await tx
    .updateTable('orders')
    .set({ diverged_at: sql<Date>`coalesce(diverged_at, clock_timestamp())` })
    .where('order_id', '=', orderId)
    .execute();
  return { kind: 'diverged', sequence };
}

async function append(
  tx: Kysely<Tables>,
  row: Selectable<OrdersTable>,
  known: readonly OrderEvent[],
  missing: readonly OrderEvent[],
): Promise<OrderRecord> {
  const { order_id: orderId } = row;
  const bodies = await bodiesOf(tx, orderId, missing);
  const steps: Step[] = [];
  let folded: Folded & { readonly state: OrderRecord['state'] } = { state: row.state, details: row.details, lastHash: row.last_hash };
  for (const event of missing) {
    const step = foldEvent(folded, event, event.commandId === null ? null : (bodies.get(event.commandId) ?? null));
    steps.push(step);
    folded = step.folded;
  }
  if (steps.length > 0) {
    await tx
      .updateTable('orders')
      .set(orderColumns(folded.state, folded.details, row.terms, folded.lastHash))
      .where('order_id', '=', orderId)
      .execute();
    await insertMessages(
      tx,
      steps.flatMap(({ messages }) => messages),
    );
  }
  await settleAccepted(tx, orderId, [...known, ...missing], steps);
  await appendEvents(
    tx,
    steps.map(({ linked }) => linked),
  );
  return { ...fromOrder(row), state: folded.state, details: folded.details };
}

function commandIdsOf(events: readonly OrderEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ commandId }) => (commandId === null ? [] : [commandId])))];
}

async function bodiesOf(
  tx: Kysely<Tables>,
  orderId: string,
  events: readonly OrderEvent[],
): Promise<ReadonlyMap<string, readonly GivenCommand[]>> {
  const ids = commandIdsOf(events);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('inbox')
    .select(['command_id', 'commands'])
    .where('order_id', '=', orderId)
    .where('command_id', 'in', ids)
    .execute();
  return new Map(rows.map(({ command_id: id, commands }) => [id, commands ?? []]));
}

/** Commands whose events are here and which nobody has answered yet. */
async function settleAccepted(tx: Kysely<Tables>, orderId: string, events: readonly OrderEvent[], steps: readonly Step[]): Promise<void> {
  const ids = commandIdsOf(events);
  if (ids.length === 0) return;
  const rows = await tx
    .selectFrom('inbox')
    .select('command_id')
    .where('order_id', '=', orderId)
    .where('command_id', 'in', ids)
    .where('outcome', 'is', null)
    .forUpdate()
    .execute();
  for (const { command_id: id } of rows) {
    const [first, last] = await endsOf(tx, orderId, id, events);
    const version = steps.find(({ linked }) => linked.event.sequence === last.sequence)?.folded.state.version;
    const answer = answered({
      outcome: 'ACCEPTED',
      firstSequence: first.sequence,
      lastSequence: last.sequence,
      version: version ?? (await versionAt(tx, orderId, last.sequence)),
      decidedAt: last.at,
    });
    await tx.updateTable('inbox').set(answer).where('command_id', '=', id).execute();
  }
}

/** First and last event of a command, those that are in the store already included. */
async function endsOf(
  tx: Kysely<Tables>,
  orderId: string,
  commandId: string,
  events: readonly OrderEvent[],
): Promise<readonly [first: OrderEvent, last: OrderEvent]> {
  const stored = await tx.selectFrom('events').select('data').where('order_id', '=', orderId).where('command_id', '=', commandId).execute();
  const own = [...stored.map(({ data }) => data), ...events.filter((event) => event.commandId === commandId)];
  const [first, last] = own
    .sort((a, b) => a.sequence - b.sequence)
    .reduce<readonly OrderEvent[]>((ends, event) => [ends[0] ?? event, event], []);
  if (!first || !last) throw new Error('a command that is settled has events');
  return [first, last];
}

async function versionAt(tx: Kysely<Tables>, orderId: string, sequence: number): Promise<number> {
  const rows = await tx
    .selectFrom('events')
    .select('data')
    .where('order_id', '=', orderId)
    .where('sequence', '<=', sequence)
    .orderBy('sequence')
    .execute();
  return fold(
    null,
    rows.map(({ data }) => data),
  ).version;
}
