import type { CommandRequest } from '../domain/order/command.ts';
import { decide } from '../domain/order/decide.ts';
import { effectsOf } from '../domain/order/effects.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { notAllowed, unmet } from '../domain/shared/deciding/refusal.ts';
import { requireKnownRules, rulesOf } from '../domain/shared/rules.ts';
import type { InboxRow, OrderRecord } from '../store/contract/store.ts';
import { faultOf } from '../store/engine/fault.ts';
import { beginClaim } from './claim-target.ts';
import { dependsOnState } from './facts.ts';
import type { SendResult } from './ports.ts';
import { requestOf } from './request.ts';
import type { EndedDecision, Target } from './target.ts';
import { recordAll, type Way } from './way.ts';

export function orderTarget(way: Way, order: OrderRecord): Target<OrderEvent> {
  const { store, gateway } = way;
  const { orderId, state } = order;
  return {
    ids: { orderId },
    ended: state.ended,
    hasStarted: order.workflowStartedAt !== null,
    reload: async () => {
      const now = await store.orders.get(orderId);
      return now && orderTarget(way, now);
    },
    ask: (row) => ask(way, order, row),
    begin: () => beginOrder(way, orderId),
    record: (events, request) => store.orders.record(orderId, events, request && { order, request }),
    eventsAfter: (sequence) => gateway.eventsAfter(orderId, sequence),
    decideEnded: async (row) => decideWithoutWorkflow(order, await requestOf(way, order, row)),
    afterEnded: async (events) => {
      for (const event of events) if (event.type === 'CLAIM_FILED') await beginClaim(way, event.data.claimId);
    },
  };
}

/** @param known its id, or the order as it was just read */
export async function beginOrder({ store, gateway, logger }: Way, known: string | OrderRecord): Promise<void> {
  const order = typeof known === 'string' ? await store.orders.get(known) : known;
  if (!order || order.state.ended) return;
  const { orderId } = order;
  try {
    const { state, terms, workflowStartedAt } = order;
    // Whether the lost one had done what it owed, nobody knows.
    const opening = workflowStartedAt === null ? {} : { opening: (await store.orders.timeline(orderId)).map(({ event }) => event) };
    await gateway.start({ rules: rulesOf(state), state, terms, ...opening });
    await store.orders.markWorkflowStarted(orderId);
  } catch (error) {
    logger.warn({ orderId, ...faultOf(error) }, 'the workflow is started later');
  }
}

async function ask(way: Way, order: OrderRecord, row: InboxRow): Promise<SendResult> {
  const { gateway, answerWithinMs } = way;
  const result = await gateway.send(order.orderId, await requestOf(way, order, row), answerWithinMs);
  return result.kind === 'refused' ? judgedOnOldFacts(way, order, row, result) : result;
}

/**
 * Where the order knew more than the store, because an earlier command is decided and not yet recorded, the facts were those of
 * an older order: the store catches up, and the command is judged again. (A refusal leaves nothing behind its id.)
 */
async function judgedOnOldFacts(way: Way, order: OrderRecord, row: InboxRow, refused: SendResult): Promise<SendResult> {
  const { store, gateway, answerWithinMs } = way;
  const { orderId, state } = order;
  if (!dependsOnState(row.order?.commands ?? [])) return refused;
  const missed = await gateway.eventsAfter(orderId, state.sequence);
  if (missed.length > 0) await recordAll(orderTarget(way, order), missed);
  const now = await store.orders.get(orderId);
  // Whoever gave the earlier command may have recorded it meanwhile.
  const isOlder = now !== null && now.state.sequence > state.sequence;
  return isOlder ? gateway.send(orderId, await requestOf(way, now, row), answerWithinMs) : refused;
}

/**
 * The same rules as ever. But nothing can be sent for an order any more whose workflow is gone, so what would need that is
 * refused rather than accepted and never done. A claim that a supervisor admits has a workflow of its own.
 * @throws UnknownRules where only a newer version knows the order's rules: the command waits for it
 */
function decideWithoutWorkflow({ state, terms }: OrderRecord, request: CommandRequest): EndedDecision<OrderEvent> {
  requireKnownRules(rulesOf(state));
  const decision = decide({ state, terms }, request);
  if (!decision.ok) return decision;
  const first = decision.events.find((event) => effectsOf(event, decision.state).some(({ kind }) => kind !== 'claim'));
  if (!first) return decision;
  const message = 'The order has ended: nothing is sent for it any more.';
  return { ok: false, refusal: notAllowed(message, unmet('order.open', message, null)), index: first.step };
}
