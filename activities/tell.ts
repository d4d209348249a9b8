import type { ClaimNotice } from '../domain/claim/orders/notice-kinds.ts';
import { decideNotice, type OrderNotice } from '../domain/order/claims/notice.ts';
import { retryable } from './failures.ts';
import type { ActivityPorts, ClaimEffectInput, ClaimRef, EffectInput } from './ports.ts';
import { recordClaimEvents, recordEvents } from './record.ts';

export interface TellClaimInput extends EffectInput {
  readonly claim: ClaimRef;
  readonly notice: ClaimNotice;
}

export interface TellOrderInput extends ClaimEffectInput {
  readonly notice: OrderNotice;
}

/** An order tells a claim something, once by its id; a claim that is over has nothing to hear. */
export async function tellClaim(ports: ActivityPorts, { claim, notice, ...input }: TellClaimInput): Promise<void> {
  await recordEvents(ports, input);
  const known = await ports.store.claims.get(claim.claimId);
  if (!known || known.state.ended || (await ports.workflows.tellClaim(claim, notice))) return;
  await ports.workflows.beginClaim(claim.claimId);
  throw retryable('NOT_RUNNING', 'the claim was not running');
}

/**
 * A claim tells its order that it has ended. An order that has ended itself has no workflow: where a supervisor admitted a
 * late claim, it is told in the store, alone (as its commands are, commands/ended.ts).
 */
export async function tellOrder(ports: ActivityPorts, { notice, ...input }: TellOrderInput): Promise<void> {
  await recordClaimEvents(ports, input);
  const { store, workflows } = ports;
  const order = await store.orders.get(input.orderId);
  if (!order) return;
  if (order.state.ended) return tellEnded(ports, input.orderId, notice);
  if (await workflows.tellOrder(input.orderId, notice)) return;
  await workflows.beginOrder(input.orderId);
  throw retryable('NOT_RUNNING', 'the order was not running');
}

async function tellEnded({ store }: ActivityPorts, orderId: string, notice: OrderNotice): Promise<void> {
  const told = await store.exclusively('reconciler', async () => {
    const order = await store.orders.get(orderId);
    if (!order) return true;
    const { events } = decideNotice(order.state, notice, (await store.now()) + order.state.clockOffsetMs);
    return events.length === 0 || (await store.orders.record(orderId, events)).kind === 'recorded';
  });
  if (!told) throw retryable('NOT_ALONE', 'somebody else decides for orders that have ended');
}
