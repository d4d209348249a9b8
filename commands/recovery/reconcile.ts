import type { Logger } from 'pino';
import type { InboxRow, Store, Subject } from '../../store/contract/store.ts';
import { faultOf } from '../../store/engine/fault.ts';
import type { RoundOutcome } from '../../telemetry/meters.ts';
import type { OrderGateway, WorkflowHealth } from '../ports.ts';
import type { Sender } from '../send.ts';
import { idsOf, keyOf, type Suspects } from './stuck.ts';

export interface ReconcilerOptions {
  readonly store: Store;
  readonly sender: Sender;
  readonly gateway: Pick<OrderGateway, 'health' | 'reportedFailing' | 'check'> & {
    readonly claims: Pick<OrderGateway['claims'], 'health'>;
  };
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Between two rounds, ms. */
  readonly everyMs?: number;
  /** A row this old without an answer is sent again, ms; its caller has been told PENDING long before. */
  readonly resendAfterMs?: number;
  /** A deadline this late makes us look whether the order's workflow lives, ms. */
  readonly overdueAfterMs?: number;
  /** Told how each round ended. */
  readonly onRound?: (outcome: RoundOutcome) => void;
}

const BATCH = 100;
const SIDE_BY_SIDE = 8;

/** What a round works with; `isStopped` ends it between two steps. */
export interface Round extends Required<Omit<ReconcilerOptions, 'everyMs' | 'onRound'>> {
  readonly isStopped: () => boolean;
  /** Found on the way: whose workflow should be looked at (stuck.ts). */
  readonly suspects: Suspects;
}

/** Orders and claims that are in the store and have no workflow yet. */
export async function startUnstarted({ store, sender, isStopped }: Round): Promise<void> {
  await throughAll(
    () => store.orders.unstarted(BATCH),
    ({ orderId }) => orderId,
    async ({ orderId }) => (isStopped() ? undefined : sender.begin(orderId)),
  );
  await throughAll(
    () => store.claims.unstarted(BATCH),
    ({ claimId }) => claimId,
    async ({ claimId }) => (isStopped() ? undefined : sender.beginClaim(claimId)),
  );
}

/**
 * Batch after batch, while they are full and the list moves on: what an outage of hours left must not take half a minute a batch.
 * What could not be begun is at its head again, and waits for the next round.
 */
async function throughAll<T>(list: () => Promise<readonly T[]>, idOf: (one: T) => string, begin: (one: T) => Promise<void>): Promise<void> {
  let head: string | undefined;
  for (;;) {
    const batch = await list();
    const [first] = batch;
    if (!first || idOf(first) === head) return;
    head = idOf(first);
    for (const one of batch) await begin(one);
    if (batch.length < BATCH) return;
  }
}

/** Batch after batch, while they are full and something of them was decided. */
export async function resendUndecided(round: Round): Promise<void> {
  let isMoving = true;
  while (isMoving && !round.isStopped()) isMoving = await resendBatch(round);
}

/**
 * Side by side, so that one that is stuck holds up no other; the commands of one order or claim in the order of their receipt.
 * @returns whether there is more, and reason to go on with it
 */
async function resendBatch(round: Round): Promise<boolean> {
  const { store, resendAfterMs, isStopped } = round;
  const rows = await store.inbox.takeUndecided((await store.now()) - resendAfterMs, BATCH);
  const subjects = bySubject(rows);
  let decided = 0;
  const worker = async (): Promise<void> => {
    for (let own = subjects.shift(); own && !isStopped(); own = subjects.shift()) decided += await resend(round, own);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return rows.length === BATCH && decided > 0;
}

/** @returns how many of them were decided */
async function resend({ sender, logger, isStopped, suspects }: Round, rows: readonly InboxRow[]): Promise<number> {
  let decided = 0;
  for (const row of rows) {
    const fields = { ...idsOf(subjectOf(row)), commandId: row.commandId };
    const answer = await sender.send(row).catch((error: unknown) => {
      logger.error({ ...fields, ...faultOf(error) }, 'command could not be sent again');
      return null;
    });
    logger.info({ ...fields, outcome: answer?.outcome ?? 'PENDING' }, 'command sent again');
    // What comes after it was given with it in mind.
    if (!answer) {
      suspects.add(subjectOf(row));
      return decided;
    }
    decided += 1;
    if (isStopped()) return decided;
  }
  return decided;
}

/** A deadline that is late makes us look whether the workflow lives, and whether it gets on. */
export async function reviveOverdue(round: Round): Promise<void> {
  const { store, sender, gateway, overdueAfterMs } = round;
  const orders = await store.orders.overdue(overdueAfterMs, BATCH);
  await revive(round, orders, {
    health: ({ orderId }) => gateway.health(orderId),
    begin: ({ orderId }) => sender.begin(orderId),
  });
  const claims = await store.claims.overdue(overdueAfterMs, BATCH);
  await revive(round, claims, {
    health: ({ orderId, claimId }) => gateway.claims.health({ orderId, claimId }),
    begin: ({ claimId }) => sender.beginClaim(claimId),
  });
}

interface Reviving<T> {
  readonly health: (of: T) => Promise<WorkflowHealth>;
  readonly begin: (of: T) => Promise<void>;
}

async function revive<T extends Subject>(
  { logger, isStopped, suspects }: Round,
  late: readonly T[],
  { health, begin }: Reviving<T>,
): Promise<void> {
  for (const of of late) {
    if (isStopped()) return;
    const found = await health(of);
    if (found.kind === 'absent') {
      logger.error(idsOf(of), 'it is open and has no workflow: it is started again from the store');
      await begin(of);
    } else suspects.add(of, found);
  }
}

function bySubject(rows: readonly InboxRow[]): (readonly InboxRow[])[] {
  const subjects = new Map<string, InboxRow[]>();
  for (const row of rows) {
    const key = keyOf(subjectOf(row));
    subjects.set(key, [...(subjects.get(key) ?? []), row]);
  }
  return [...subjects.values()];
}

function subjectOf({ order, claim }: InboxRow): Subject {
  return claim ? { orderId: claim.orderId, claimId: claim.claimId } : { orderId: order?.orderId ?? '' };
}
