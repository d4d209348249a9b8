import { type Kysely, sql } from 'kysely';
import type { Recorded } from '../domain/shared/recorded.ts';
import type { PrivateData } from '../domain/shared/redaction.ts';
import { canonicalJson } from './canonical.ts';
import { bindDocuments, documentIdsIn } from './documents.ts';
import { UnknownOrder } from './errors.ts';
import { answered } from './inbox-rows.ts';
import { insertMessages } from './message-rows.ts';
import type { AnyGivenCommand, MessageRow, RecordResult } from './store.ts';
import type { Tables } from './tables.ts';

// Contract of record()
// 1. One transaction under the row lock of the order or claim: calls for one follow one another, and each finds what the last one left.
// 2. Events that are there already are compared, not written: equal content is skipped, other content marks the row and changes nothing.
// 3. What has diverged takes no new events: on which of two pasts would they stand? A person decides (design, "Loss").
// 4. A gap changes nothing. The caller asks the workflow for what is missing, outside of any transaction.
// 5. Events, read model, message rows and answers appear together. The feed's lock is taken last (append.ts).

export type LoggedEvent = Recorded<string>;

/** What the row of an order or claim says while it is locked. */
export interface Head {
  readonly orderId: string;
  /** Null: an order's own log. */
  readonly claimId: string | null;
  readonly sequence: number;
  readonly version: number;
  readonly isDiverged: boolean;
}

/** An event as it is stored: its private side beside it, and its link in the chain. */
export interface Linked<E> {
  readonly orderId: string;
  readonly event: E;
  readonly texts: PrivateData | null;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface Step<H, E> {
  readonly head: H;
  readonly linked: Linked<E>;
  readonly messages: readonly MessageRow[];
}

/** One kind of log: that of the orders, that of the claims. What differs between them, and nothing else. */
export interface Log<H extends Head, E extends LoggedEvent, R> {
  /** Locks the row; null: there is none. */
  readonly lock: (tx: Kysely<Tables>, id: string) => Promise<H | null>;
  readonly stored: (tx: Kysely<Tables>, id: string, first: number, last: number) => Promise<readonly E[]>;
  readonly ofCommand: (tx: Kysely<Tables>, id: string, commandId: string) => Promise<readonly E[]>;
  readonly markDiverged: (tx: Kysely<Tables>, id: string) => Promise<void>;
  readonly step: (head: H, event: E, commands: readonly AnyGivenCommand[] | null) => Step<H, E>;
  /** The version after these events, complete from the first. */
  readonly versionOf: (events: readonly E[]) => number;
  readonly save: (tx: Kysely<Tables>, head: H, steps: readonly Step<H, E>[]) => Promise<void>;
  readonly append: (tx: Kysely<Tables>, id: string, linked: readonly Linked<E>[]) => Promise<void>;
  readonly recordOf: (head: H) => R;
}

/** @throws UnknownOrder, RangeError where the events are not consecutive */
export async function recordIn<H extends Head, E extends LoggedEvent, R>(
  log: Log<H, E, R>,
  tx: Kysely<Tables>,
  id: string,
  events: readonly E[],
): Promise<RecordResult<R>> {
  assertConsecutive(events);
  const head = await log.lock(tx, id);
  if (!head) throw new UnknownOrder('events were given for something that is not in the store');
  const known = events.filter(({ sequence }) => sequence <= head.sequence);
  const missing = events.slice(known.length);
  const differing = await firstDifference(log, tx, id, known);
  if (differing !== null) {
    await log.markDiverged(tx, id);
    return { kind: 'diverged', sequence: differing };
  }
  const [first] = missing;
  if (first && first.sequence > head.sequence + 1) return { kind: 'gap', have: head.sequence };
  if (first && head.isDiverged) return { kind: 'diverged', sequence: first.sequence };
  return { kind: 'recorded', record: log.recordOf(await append(log, tx, id, { head, known, missing })), appended: missing.length };
}

function assertConsecutive(events: readonly LoggedEvent[]): void {
  for (const [index, { sequence }] of events.entries()) {
    if (sequence !== (events[0]?.sequence ?? 0) + index) throw new RangeError('events are given in sequence, without a gap');
  }
}

/** The event as it is stored and hashed: the words of a signal are private and lie beside it. */
export function withoutWords<E extends LoggedEvent>(event: E): E {
  const { words: _words, ...stored } = event;
  return stored as E;
}

async function firstDifference<H extends Head, E extends LoggedEvent>(
  log: Log<H, E, unknown>,
  tx: Kysely<Tables>,
  id: string,
  known: readonly E[],
): Promise<number | null> {
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return null;
  const rows = await log.stored(tx, id, first.sequence, last.sequence);
  const stored = new Map(rows.map((event) => [event.sequence, canonicalJson(event)]));
  return known.find((event) => stored.get(event.sequence) !== canonicalJson(withoutWords(event)))?.sequence ?? null;
}

interface Appending<H, E> {
  readonly head: H;
  readonly known: readonly E[];
  readonly missing: readonly E[];
}

async function append<H extends Head, E extends LoggedEvent, R>(
  log: Log<H, E, R>,
  tx: Kysely<Tables>,
  id: string,
  { head, known, missing }: Appending<H, E>,
): Promise<H> {
  const bodies = await bodiesOf(tx, head.orderId, missing);
  const steps: Step<H, E>[] = [];
  let folded = head;
  for (const event of missing) {
    const step = log.step(folded, event, event.commandId === null ? null : (bodies.get(event.commandId) ?? null));
    steps.push(step);
    folded = step.head;
  }
  if (steps.length > 0) {
    await log.save(tx, folded, steps);
    await bindDocuments(
      tx,
      head.orderId,
      [...bodies.values()].flat().flatMap(({ body }) => documentIdsIn(body)),
    );
    await insertMessages(
      tx,
      steps.flatMap(({ messages }) => messages),
    );
  }
  await settleAccepted(log, tx, id, { head, events: [...known, ...missing], steps });
  await log.append(
    tx,
    id,
    steps.map(({ linked }) => linked),
  );
  return folded;
}

function commandIdsOf(events: readonly LoggedEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ commandId }) => (commandId === null ? [] : [commandId])))];
}

/** A claim's first event has its words in a row of its order: the claim was filed there. */
async function bodiesOf(
  tx: Kysely<Tables>,
  orderId: string,
  events: readonly LoggedEvent[],
): Promise<ReadonlyMap<string, readonly AnyGivenCommand[]>> {
  const ids = commandIdsOf(events);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('inbox')
    .select(['command_id', 'commands'])
    .where('order_id', '=', orderId)
    .where('command_id', 'in', ids)
    .execute();
  return new Map(rows.map(({ command_id: commandId, commands }) => [commandId, commands ?? []]));
}

interface Settling<H, E> {
  readonly head: H;
  readonly events: readonly E[];
  readonly steps: readonly Step<H, E>[];
}

/** Commands whose events are here and which nobody has answered yet. */
async function settleAccepted<H extends Head, E extends LoggedEvent>(
  log: Log<H, E, unknown>,
  tx: Kysely<Tables>,
  id: string,
  { head, events, steps }: Settling<H, E>,
): Promise<void> {
  const ids = commandIdsOf(events);
  if (ids.length === 0) return;
  const rows = await tx
    .selectFrom('inbox')
    .select('command_id')
    .where('order_id', '=', head.orderId)
    .where(sql<boolean>`claim_id is not distinct from ${head.claimId}::text`)
    .where('command_id', 'in', ids)
    .where('outcome', 'is', null)
    .forUpdate()
    .execute();
  for (const { command_id: commandId } of rows) {
    const [first, last] = await endsOf(log, tx, id, { commandId, events });
    const version = steps.find(({ linked }) => linked.event.sequence === last.sequence)?.head.version;
    const answer = answered({
      outcome: 'ACCEPTED',
      firstSequence: first.sequence,
      lastSequence: last.sequence,
      version: version ?? log.versionOf(await log.stored(tx, id, 1, last.sequence)),
      decidedAt: last.at,
    });
    await tx.updateTable('inbox').set(answer).where('command_id', '=', commandId).execute();
  }
}

/** First and last event of a command, those that are in the store already included. */
async function endsOf<H extends Head, E extends LoggedEvent>(
  log: Log<H, E, unknown>,
  tx: Kysely<Tables>,
  id: string,
  { commandId, events }: { readonly commandId: string; readonly events: readonly E[] },
): Promise<readonly [first: E, last: E]> {
  const stored = await log.ofCommand(tx, id, commandId);
  const own = [...stored, ...events.filter((event) => event.commandId === commandId)].toSorted((a, b) => a.sequence - b.sequence);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) throw new Error('a command that is settled has events');
  return [first, last];
}
