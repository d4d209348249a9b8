import { type Kysely, sql } from 'kysely';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Answer, AsRead, RecordResult } from '../contract/store.ts';
import { documentIdsIn } from '../repositories/documents.ts';
import { answered } from '../tables/inbox-rows.ts';
import { orderColumns } from '../tables/order-rows.ts';
import type { Tables } from '../tables/tables.ts';
import { FEED_LOCK, insertEvents } from './append.ts';
import { type Folded, foldEvent, type Step } from './fold.ts';
import { acceptedAnswer } from './log.ts';

/**
 * Records what was decided for one request by a single statement: no lock is held between round trips, and nothing is read again
 * that was just read. That is most commands; all else is recorded by the transaction (record.ts), with the same result.
 * @returns null: the transaction is needed. Something came in between, or a message, a claim or a document follows from it
 */
export async function recordAtOnce(
  db: Kysely<Tables>,
  { order, request }: AsRead,
  events: readonly OrderEvent[],
): Promise<RecordResult | null> {
  const steps = stepsAfter({ order, request }, events);
  const last = steps?.at(-1)?.folded;
  const answer = steps && answerOf(steps, request.commandId);
  if (!steps || !last || !answer) return null;
  const columns = orderColumns(last.state, last.details, order.terms, last.lastHash);
  const taken = db
    .updateTable('orders')
    .set(columns)
    .where('order_id', '=', order.orderId)
    .where('sequence', '=', order.state.sequence)
    .where('last_hash', '=', order.lastHash)
    .where('diverged_at', 'is', null)
    .returning('order_id');
  // The feed's lock is taken for an order that was taken, and for no other.
  const linked = steps.map((step) => step.linked);
  const appended = insertEvents(linked, sql`taken, lateral (select ${FEED_LOCK} where taken.order_id is not null) as feed`);
  const { answer: text, outcome } = answered(answer);
  const { rows } = await sql<{ at: Date; answered: boolean }>`
    with taken as (${taken}),
    answered as (
      update inbox set answer = ${text}::jsonb, outcome = ${outcome}
      from taken where inbox.command_id = ${request.commandId} and inbox.answer is null returning inbox.command_id),
    appended as (${appended})
    select clock_timestamp() as at, exists (select from answered) as answered`.execute(db);
  const [written] = rows;
  // The first answer stays: where there is one, the transaction finds these events and gives that.
  if (!written?.answered) return null;
  return {
    kind: 'recorded',
    record: { ...order, state: last.state, details: last.details, lastHash: last.lastHash },
    appended: steps.length,
    answers: new Map([[request.commandId, answer]]),
    at: written.at.getTime(),
  };
}

/** Null where the transaction is needed. */
function stepsAfter({ order, request }: AsRead, events: readonly OrderEvent[]): readonly Step[] | null {
  const commands = request.order?.commands ?? null;
  if (order.divergedAt !== null || commands === null || commands.some(({ body }) => documentIdsIn(body).length > 0)) return null;
  let before: Folded = order;
  const steps: Step[] = [];
  for (const event of events) {
    const isNext = event.sequence === (before.state?.sequence ?? 0) + 1;
    if (!isNext || event.type === 'CLAIM_FILED' || (event.commandId ?? request.commandId) !== request.commandId) return null;
    const step = foldEvent(before, event, event.commandId === null ? null : commands);
    if (step.messages.length > 0) return null;
    steps.push(step);
    before = step.folded;
  }
  return steps;
}

function answerOf(steps: readonly Step[], commandId: string): Answer | null {
  const own = steps.filter(({ linked }) => linked.event.commandId === commandId);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return null;
  return acceptedAnswer(first.linked.event.sequence, last.linked.event, last.folded.state.version);
}
