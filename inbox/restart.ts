import { isDeepStrictEqual } from 'node:util';
import type { ClaimEvent } from '../domain/claim/events.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Store } from '../store/store.ts';
import { claimWorkflowId, orderWorkflowId } from '../workflows/messages.ts';
import type { Termination } from './gateway-termination.ts';
import type { CommandService, OrderGateway } from './ports.ts';

export interface Restarting {
  readonly store: Pick<Store, 'orders' | 'claims'>;
  readonly gateway: Pick<OrderGateway, 'eventsAfter' | 'isRunning'> & {
    readonly claims: Pick<OrderGateway['claims'], 'eventsAfter' | 'isRunning'>;
  };
  readonly termination: Termination;
  readonly commands: Pick<CommandService, 'begin' | 'beginClaim'>;
}

/** An order or a claim whose store and workflow may tell different stories. */
export interface Difference {
  readonly workflowId: string;
  /** In the store; everything up to here holds. */
  readonly sequence: number;
  readonly isDiverged: boolean;
  /** What only the workflow says, and what it says otherwise: lost with it. Null: there is no workflow that could be asked. */
  readonly lost: readonly { readonly sequence: number; readonly type: string }[] | null;
  /**
   * Ends the workflow and starts it anew from what the store says; what its events asked for and was not done is done, once by its
   * key. May be repeated. @throws NotStarted; where store or Temporal do not answer
   */
  restart(): Promise<void>;
}

/** @returns null where the store does not know the order, or it has ended and has no workflow any more */
export async function differenceOfOrder(
  { store, gateway, termination, commands }: Restarting,
  orderId: string,
): Promise<Difference | null> {
  const order = await store.orders.get(orderId);
  if (!order || order.state.ended) return null;
  const workflowId = orderWorkflowId(orderId);
  const stored = (await store.orders.timeline(orderId)).map(({ event }) => event);
  return {
    workflowId,
    sequence: order.state.sequence,
    isDiverged: order.divergedAt !== null,
    lost: await lostBetween(stored, gateway.eventsAfter(orderId, 0)),
    restart: async () => {
      await termination.terminate(workflowId, REASON);
      await commands.begin(orderId);
      if (!(await gateway.isRunning(orderId))) throw new NotStarted();
      // Last: a command that waits would meet the old workflow's answer again, and with it the same difference.
      await store.orders.clearDivergence(orderId);
    },
  };
}

/** The same for a claim. */
export async function differenceOfClaim(
  { store, gateway, termination, commands }: Restarting,
  claimId: string,
): Promise<Difference | null> {
  const claim = await store.claims.get(claimId);
  if (!claim || claim.state.ended) return null;
  const ref = { orderId: claim.orderId, claimId };
  const stored = (await store.claims.timeline(claimId)).map(({ event }) => event);
  return {
    workflowId: claimWorkflowId(ref),
    sequence: claim.state.sequence,
    isDiverged: claim.divergedAt !== null,
    lost: await lostBetween(stored, gateway.claims.eventsAfter(ref, 0)),
    restart: async () => {
      await termination.terminate(claimWorkflowId(ref), REASON);
      await commands.beginClaim(claimId);
      if (!(await gateway.claims.isRunning(ref))) throw new NotStarted();
      await store.claims.clearDivergence(claimId);
    },
  };
}

/** The old workflow has ended and no new one began: run it again. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

const REASON = 'started again from the store by an operator';

async function lostBetween<E extends OrderEvent | ClaimEvent>(
  stored: readonly E[],
  asked: Promise<readonly E[]>,
): Promise<Difference['lost']> {
  const told = await asked.catch(() => null);
  const known = new Map(stored.map((event) => [event.sequence, event]));
  if (!told) return null;
  return told.filter((event) => !isSame(event, known.get(event.sequence))).map(({ sequence, type }) => ({ sequence, type }));
}

/** The words of a signal lie beside the stored event. */
function isSame(told: OrderEvent | ClaimEvent, stored: OrderEvent | ClaimEvent | undefined): boolean {
  const { words: _words, ...event } = told;
  return isDeepStrictEqual(event, stored);
}
