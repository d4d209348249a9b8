import { isDeepStrictEqual } from 'node:util';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Store, Subject } from '../../store/contract/store.ts';
import { claimWorkflowId, orderWorkflowId } from '../../workflows/messages.ts';
import type { OrderGateway, WorkflowHealth } from '../ports.ts';
import type { Sender } from '../send.ts';
import type { Termination } from '../temporal/gateway-termination.ts';

export interface Restarting {
  readonly store: Pick<Store, 'orders' | 'claims' | 'inbox' | 'stuck'>;
  readonly gateway: Pick<OrderGateway, 'eventsAfter' | 'health'> & {
    readonly claims: Pick<OrderGateway['claims'], 'eventsAfter' | 'health'>;
  };
  readonly termination: Termination;
  readonly commands: Pick<Sender, 'begin' | 'beginClaim' | 'send'>;
}

export interface RestartOptions {
  /** Who wants it, for Temporal's record. */
  readonly by: string;
  /** Leaves out what the old workflow was sent by signal: for one that fails at such a signal. */
  readonly withoutSignals?: boolean;
}

export interface Restarted {
  /** Signals that the new workflow was sent again; those that were taken up count for nothing there. */
  readonly signals: number;
  /** Commands that waited and are decided now; others are sent again by the reconciler. */
  readonly decided: number;
}

/** An order or a claim whose store and workflow may tell different stories. */
export interface Difference {
  readonly workflowId: string;
  readonly health: WorkflowHealth;
  /** In the store; everything up to here holds. */
  readonly sequence: number;
  readonly isDiverged: boolean;
  /** What only the workflow says, and what it says otherwise: lost with it. Null: there is no workflow that could be asked. */
  readonly lost: readonly { readonly sequence: number; readonly type: string }[] | null;
  /**
   * Ends the workflow and starts it anew from what the store says: deadlines are those of the state, what its events asked for and was
   * not done is done, once by its key, and what it was told by signal it is told again. May be repeated.
   * @throws NotStarted; where store or Temporal do not answer
   */
  restart(options: RestartOptions): Promise<Restarted>;
}

/** @returns null where the store does not know the order, or it has ended and has no workflow any more */
export async function differenceOfOrder(restarting: Restarting, orderId: string): Promise<Difference | null> {
  const { store, gateway, commands } = restarting;
  const order = await store.orders.get(orderId);
  if (!order || order.state.ended) return null;
  return differenceOf(restarting, {
    subject: { orderId },
    workflowId: orderWorkflowId(orderId),
    record: order,
    stored: await store.orders.timeline(orderId),
    asked: gateway.eventsAfter(orderId, 0),
    begin: () => commands.begin(orderId),
    health: () => gateway.health(orderId),
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
    subject: ref,
    workflowId: claimWorkflowId(ref),
    record: claim,
    stored: await store.claims.timeline(claimId),
    asked: gateway.claims.eventsAfter(ref, 0),
    begin: () => commands.beginClaim(claimId),
    health: () => gateway.claims.health(ref),
    clear: () => store.claims.clearDivergence(claimId),
  });
}

/** What a restart needs of an order or a claim. */
interface Restartable<E> {
  readonly subject: Subject;
  readonly workflowId: string;
  readonly record: { readonly state: { readonly sequence: number }; readonly divergedAt: number | null };
  readonly stored: readonly { readonly event: E }[];
  readonly asked: Promise<readonly E[]>;
  readonly begin: () => Promise<void>;
  readonly health: () => Promise<WorkflowHealth>;
  readonly clear: () => Promise<void>;
}

async function differenceOf<E extends OrderEvent | ClaimEvent>(restarting: Restarting, one: Restartable<E>): Promise<Difference> {
  const { workflowId, record, stored, asked } = one;
  const lost = lostBetween(
    stored.map(({ event }) => event),
    asked,
  );
  return {
    workflowId,
    health: await one.health(),
    sequence: record.state.sequence,
    isDiverged: record.divergedAt !== null,
    lost: await lost,
    restart: (options) => restart(restarting, one, options),
  };
}

// 1. What the old workflow was sent by signal is read while it is there: nobody else keeps it. Of one that has ended, as where this is
//    repeated, it is still in its history.
// 2. Started from the store, it is told all of that again: what the store has of it counts for nothing.
// 3. The mark of a difference goes last: a command that waits would meet the old workflow's answer again, and with it the difference.
// 4. Commands that wait are in the inbox. They are sent now, in the order of their receipt; what is not decided stays the reconciler's.
async function restart(
  { termination, store, commands }: Restarting,
  { subject, workflowId, begin, health, clear }: Omit<Restartable<unknown>, 'stored' | 'asked' | 'record'>,
  { by, withoutSignals = false }: RestartOptions,
): Promise<Restarted> {
  const signals = withoutSignals ? [] : await termination.signalsOf(workflowId);
  await termination.terminate(workflowId, `started again from the store by ${by}`);
  await begin();
  const now = await health();
  if (now.kind !== 'running') throw new NotStarted();
  await termination.signalAgain(workflowId, signals);
  await clear();
  await store.stuck.clear(subject);
  return { signals: signals.length, decided: await sendWaiting({ store, commands }, subject) };
}

const WAITING_MAX = 100;

/** What comes after an undecided one was given with it in mind, and waits with it. */
async function sendWaiting({ store, commands }: Pick<Restarting, 'store' | 'commands'>, subject: Subject): Promise<number> {
  let decided = 0;
  for (const row of await store.inbox.takeUndecidedOf(subject, WAITING_MAX)) {
    if (!(await commands.send(row).catch(() => null))) break;
    decided += 1;
  }
  return decided;
}

/** The old workflow has ended and no new one began: run it again. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/** Temporal does not answer. Whether the old workflow has ended is unknown; everything may be repeated. */
export class TemporalUnavailable extends Error {
  override readonly name = 'TemporalUnavailable';
}

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
