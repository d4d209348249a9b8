import { recallOrder } from '../domain/claim/decision/recall.ts';
import { createOrder } from '../domain/order/create.ts';
import { detailsOf } from '../domain/order/details.ts';
import { HOLDFAST } from '../domain/shared/actor.ts';
import type { OrderRecord } from '../store/contract/store.ts';
import { canonicalJson, sha256 } from '../store/event-log/canonical.ts';
import { permanent, retryable } from './failures.ts';
import type { ActivityPorts, ClaimEffectInput } from './ports.ts';
import { recordClaimEvents } from './record.ts';

export interface RecallInput extends ClaimEffectInput {
  readonly recallOrderId: string;
}

/**
 * Creates the linked order in which the work is done again, once by its id, and starts it.
 * @throws ApplicationFailure `RECALL_REFUSED` where today's rules refuse such an order: support decides otherwise
 */
export async function createRecallOrder(ports: ActivityPorts, { recallOrderId, ...input }: RecallInput): Promise<void> {
  await recordClaimEvents(ports, input);
  const { store, workflows } = ports;
  if (!(await store.orders.get(recallOrderId))) await write(ports, await originalOf(ports, input.orderId), { recallOrderId, ...input });
  await workflows.beginOrder(recallOrderId);
}

async function originalOf({ store }: ActivityPorts, orderId: string): Promise<OrderRecord> {
  const order = await store.orders.get(orderId);
  if (!order) throw permanent('UNKNOWN_ORDER', 'the order of the claim is not in the store');
  return order;
}

async function write({ store, packFor }: ActivityPorts, original: OrderRecord, { claimId, recallOrderId }: RecallInput): Promise<void> {
  const given = recallOrder(original.details.given, { recallOrderId, claimId });
  const commandId = `recall-${recallOrderId}`;
  const bodyHash = sha256(canonicalJson(given));
  const request = {
    commandId,
    caller: 'system:holdfast',
    idempotencyKey: commandId,
    method: 'POST',
    path: '/v1/orders',
    bodyHash,
    order: null,
  };
  await store.inbox.answerOnce(request, async (tx) => {
    const now = await tx.now();
    const pack = packFor(given.marketplaceId, now);
    if (!pack) throw permanent('RECALL_REFUSED', 'the marketplace has no policy any more');
    const creation = createOrder({ given, pack, now, actor: HOLDFAST, commandId });
    if (!creation.ok) throw permanent('RECALL_REFUSED', `the linked order is refused: ${creation.refusal.code}`);
    await tx.createOrder({ details: detailsOf(given), terms: creation.terms, bodyHash }, creation.events, creation.state);
    return { outcome: 'ANSWERED', status: 201, body: { orderId: recallOrderId, sequence: creation.state.sequence }, headers: {} };
  });
}

/** Cancels the linked order, because an appeal ended otherwise; where it is over already, that is how it is. */
export async function cancelRecallOrder(ports: ActivityPorts, { recallOrderId, ...input }: RecallInput): Promise<void> {
  await recordClaimEvents(ports, input);
  const recall = await ports.store.orders.get(recallOrderId);
  if (!recall || recall.state.ended) return;
  // Nobody of the visit is at fault: the decision was changed.
  const reasonCode = recall.terms.reasons.find(({ attributedTo, uses }) => attributedTo === 'MARKETPLACE' && uses.includes('CANCEL'))?.code;
  if (reasonCode === undefined) throw permanent('RECALL_REFUSED', 'the policy has no reason for it');
  const outcome = await ports.workflows.command(recall, {
    commandId: `recall-cancel-${recallOrderId}`,
    actor: { role: 'support', id: 'holdfast' },
    command: { command: 'cancel', body: { reasonCode, note: 'An appeal against the claim ended otherwise.' } },
  });
  if (outcome === null) throw retryable('UNDECIDED', 'the cancellation of the linked order is not decided yet');
}
