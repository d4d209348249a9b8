import type { Kysely, Selectable } from 'kysely';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { Recorded } from '../../domain/shared/recorded.ts';
import type { Handled } from '../../domain/shared/remember.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { UnknownOrder } from '../contract/errors.ts';
import type { Answer, AnyGivenCommand, MessageRow, RecordResult } from '../contract/store.ts';
import { bindDocuments, documentIdsIn } from '../repositories/documents.ts';
import { answered } from '../tables/inbox-rows.ts';
import { insertMessages } from '../tables/message-rows.ts';
import type { InboxTable, Tables } from '../tables/tables.ts';
import { canonicalJson } from './canonical.ts';

// Contract of record()
// 1. One transaction under the row lock of the order or claim: calls for one follow one another, and each finds what the last one left.
// 2. Events that are there already are compared, not written: equal content is skipped, other content marks the row and changes nothing.
// 3. What has diverged takes no new events: on which of two pasts would they stand? A person decides.
// 4. A gap changes nothing. The caller asks the workflow for what is missing, outside of any transaction.
// 5. Events, read model, message rows and answers appear together. The feed's lock is taken last (append.ts).
// 6. Where nothing of this is needed but the writing, one statement does it with the same result (record-at-once.ts).

export type LoggedEvent = Recorded<string>;

/** What the row of an order or claim says while it is locked. */
export interface Head {
  readonly orderId: string;
  /** Null: an order's own log. */
  readonly claimId: string | null;
  readonly sequence: number;
  readonly version: number;
  readonly isDiverged: boolean;
  /** When the row was locked, by the database's clock. */
  readonly lockedAt: Instant;
  /** First and last event of each command of late, as the state remembers them. */
  readonly handled: Handled;
}

/** An event as it is stored: its private side beside it, and its link in the chain. */
export interface Linked<E> {
  readonly orderId: string;
  readonly event: E;
  readonly texts: PrivateData | null;
  /** Of their digests; given to nobody. */
  readonly salt: string;
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
  const { folded, answers } = await append(log, tx, id, { head, known, missing });
  return { kind: 'recorded', record: log.recordOf(folded), appended: missing.length, answers, at: head.lockedAt };
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

interface Appended<H> {
  readonly folded: H;
  /** By command, of all commands that the events are of. */
  readonly answers: ReadonlyMap<string, Answer>;
}

async function append<H extends Head, E extends LoggedEvent, R>(
  log: Log<H, E, R>,
  tx: Kysely<Tables>,
  id: string,
  { head, known, missing }: Appending<H, E>,
): Promise<Appended<H>> {
  const requests = await requestsOf(tx, head.orderId, [...known, ...missing]);
  const bodies = new Map(requests.map(({ command_id: commandId, commands }) => [commandId, commands ?? []]));
  const steps: Step<H, E>[] = [];
  let folded = head;
  for (const event of missing) {
    const step = log.step(folded, event, event.commandId === null ? null : (bodies.get(event.commandId) ?? null));
    steps.push(step);
    folded = step.head;
  }
  if (steps.length > 0) {
    const given = commandIdsOf(missing).flatMap((commandId) => bodies.get(commandId) ?? []);
    await log.save(tx, folded, steps);
    await bindDocuments(
      tx,
      head.orderId,
      given.flatMap(({ body }) => documentIdsIn(body)),
    );
    await insertMessages(
      tx,
      steps.flatMap(({ messages }) => messages),
    );
  }
  const answers = await settleAccepted(log, tx, id, { folded, events: [...known, ...missing], steps, requests });
  await log.append(
    tx,
    id,
    steps.map(({ linked }) => linked),
  );
  return { folded, answers };
}

function commandIdsOf(events: readonly LoggedEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ commandId }) => (commandId === null ? [] : [commandId])))];
}

type RequestRow = Pick<Selectable<InboxTable>, 'command_id' | 'claim_id' | 'commands' | 'answer'>;

/** The rows that the events came from, locked, for their words and for their answers: one look serves both. */
async function requestsOf(tx: Kysely<Tables>, orderId: string, events: readonly LoggedEvent[]): Promise<readonly RequestRow[]> {
  const ids = commandIdsOf(events);
  if (ids.length === 0) return [];
  return tx
    .selectFrom('inbox')
    .select(['command_id', 'claim_id', 'commands', 'answer'])
    .where('order_id', '=', orderId)
    .where('command_id', 'in', ids)
    .forUpdate()
    .execute();
}

interface Settling<H, E> {
  readonly folded: H;
  readonly events: readonly E[];
  readonly steps: readonly Step<H, E>[];
  readonly requests: readonly RequestRow[];
}

/** Commands whose events are here and which nobody has answered yet. A claim's first event has its words in a row of its order: that is not its to answer. */
async function settleAccepted<H extends Head, E extends LoggedEvent>(
  log: Log<H, E, unknown>,
  tx: Kysely<Tables>,
  id: string,
  { folded, events, steps, requests }: Settling<H, E>,
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const { command_id: commandId, claim_id: claimId, answer: first } of requests) {
    if (claimId !== folded.claimId) continue;
    if (first) {
      answers.set(commandId, first);
      continue;
    }
    const [from, to] = await endsOf(log, tx, id, { commandId, events, handled: folded.handled });
    const version = steps.find(({ linked }) => linked.event.sequence === to.sequence)?.head.version;
    const answer = acceptedAnswer(from, to, version ?? log.versionOf(await log.stored(tx, id, 1, to.sequence)));
    await tx.updateTable('inbox').set(answered(answer)).where('command_id', '=', commandId).execute();
    answers.set(commandId, answer);
  }
  return answers;
}

/** @param version after the command's last event */
export function acceptedAnswer(firstSequence: number, last: LoggedEvent, version: number): Answer {
  return { outcome: 'ACCEPTED', firstSequence, lastSequence: last.sequence, version, decidedAt: last.at };
}

interface Ends<E> {
  readonly commandId: string;
  readonly events: readonly E[];
  readonly handled: Handled;
}

/** First number and last event of a command, those that are in the store already included; asked of it only where the state has forgotten. */
async function endsOf<H extends Head, E extends LoggedEvent>(
  log: Log<H, E, unknown>,
  tx: Kysely<Tables>,
  id: string,
  { commandId, events, handled }: Ends<E>,
): Promise<readonly [first: number, last: E]> {
  const [first, lastNumber] = handled[commandId] ?? [];
  const remembered = events.find(({ sequence }) => sequence === lastNumber);
  if (first !== undefined && remembered) return [first, remembered];
  const stored = await log.ofCommand(tx, id, commandId);
  const own = [...stored, ...events.filter((event) => event.commandId === commandId)].toSorted((a, b) => a.sequence - b.sequence);
  const last = own.at(-1);
  if (!own[0] || !last) throw new Error('a command that is settled has events');
  return [own[0].sequence, last];
}
