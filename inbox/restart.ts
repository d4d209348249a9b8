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
export async function differenceOfOrder(restarting: Restarting, orderId: string): Promise<Difference | null> {
  const { store, gateway, commands } = restarting;
  const order = await store.orders.get(orderId);
  if (!order || order.state.ended) return null;
  return differenceOf(restarting, {
    workflowId: orderWorkflowId(orderId),
    record: order,
    stored: await store.orders.timeline(orderId),
    asked: gateway.eventsAfter(orderId, 0),
    begin: () => commands.begin(orderId),
    isRunning: () => gateway.isRunning(orderId),
    clear: () => store.orders.clearDivergence(orderId),
  });
}

/** The same for a claim. */
export async function differenceOfClaim(restarting: Restarting, claimId: string): Promise<Difference | null> {
  const { store, gateway, commands } = restarting;
  const claim = await store.claims.get(claimId);
  if (!claim || claim.state.ended) return null;
  const ref = { orderId: claim.orderId, claimId };
  return differenceOf(restarting, {
    workflowId: claimWorkflowId(ref),
    record: claim,
    stored: await store.claims.timeline(claimId),
    asked: gateway.claims.eventsAfter(ref, 0),
    begin: () => commands.beginClaim(claimId),
    isRunning: () => gateway.claims.isRunning(ref),
    clear: () => store.claims.clearDivergence(claimId),
  });
}

/** What a restart needs of an order or a claim. */
interface Subject<E> {
  readonly workflowId: string;
  readonly record: { readonly state: { readonly sequence: number }; readonly divergedAt: number | null };
  readonly stored: readonly { readonly event: E }[];
  readonly asked: Promise<readonly E[]>;
  readonly begin: () => Promise<void>;
  readonly isRunning: () => Promise<boolean>;
  readonly clear: () => Promise<void>;
}

async function differenceOf<E extends OrderEvent | ClaimEvent>(
  { termination }: Restarting,
  { workflowId, record, stored, asked, begin, isRunning, clear }: Subject<E>,
): Promise<Difference> {
  return {
    workflowId,
    sequence: record.state.sequence,
    isDiverged: record.divergedAt !== null,
    lost: await lostBetween(
      stored.map(({ event }) => event),
      asked,
    ),
    restart: async () => {
      await termination.terminate(workflowId, REASON);
      await begin();
      if (!(await isRunning())) throw new NotStarted();
      // Last: a command that waits would meet the old workflow's answer again, and with it the same difference.
      await clear();
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
