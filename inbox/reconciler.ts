import type { Logger } from 'pino';
import type { InboxRow, Store, Subject } from '../store/store.ts';
import type { OrderGateway } from './ports.ts';
import type { Sender } from './send.ts';
import { nameOf } from './way.ts';

export interface ReconcilerOptions {
  readonly store: Store;
  readonly sender: Sender;
  readonly gateway: Pick<OrderGateway, 'isRunning' | 'check'> & { readonly claims: Pick<OrderGateway['claims'], 'isRunning'> };
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Between two rounds, ms. */
  readonly everyMs?: number;
  /** A row this old without an answer is sent again, ms; its caller has been told PENDING long before. */
  readonly resendAfterMs?: number;
  /** A deadline this late makes us look whether the order's workflow lives, ms. */
  readonly overdueAfterMs?: number;
}

export interface Reconciler {
  start(): void;
  /** Ends the round under way and stops. */
  stop(): Promise<void>;
  /** One round, for tests and for the start of the program. */
  once(): Promise<void>;
}

const BATCH = 100;
const SIDE_BY_SIDE = 8;

/**
 * What was taken and not finished is finished: commands without an answer are sent again under the same id, orders without a
 * workflow get one. It only re-sends; it decides nothing. One process at a time does it.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, sender, gateway, logger, everyMs = 30_000, resendAfterMs = 30_000, overdueAfterMs = 120_000 } = options;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function once(): Promise<void> {
    await store.exclusively('reconciler', async () => {
      // Where nobody answers, each command would only wait for its time to run out.
      await gateway.check();
      await startUnstarted();
      await resendUndecided();
      await reviveOverdue();
    });
  }

  async function startUnstarted(): Promise<void> {
    for (const { orderId } of await store.orders.unstarted(BATCH)) await sender.begin(orderId);
    for (const { claimId } of await store.claims.unstarted(BATCH)) await sender.beginClaim(claimId);
  }

  /** Side by side, so that one that is stuck holds up no other; the commands of one order or claim in the order of their receipt. */
  async function resendUndecided(): Promise<void> {
    const rows = await store.inbox.takeUndecided((await store.now()) - resendAfterMs, BATCH);
    const subjects = bySubject(rows);
    const worker = async (): Promise<void> => {
      for (let own = subjects.shift(); own && !isStopped; own = subjects.shift()) await resend(own);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  }

  async function resend(rows: readonly InboxRow[]): Promise<void> {
    for (const row of rows) {
      const { orderId, claimId } = subjectOf(row);
      const fields = { orderId, ...(claimId === undefined ? {} : { claimId }), commandId: row.commandId };
      const answer = await sender.send(row).catch((error: unknown) => {
        logger.error({ ...fields, error: nameOf(error) }, 'command could not be sent again');
        return null;
      });
      logger.info({ ...fields, outcome: answer?.outcome ?? 'PENDING' }, 'command sent again');
      // What comes after it was given with it in mind.
      if (!answer || isStopped) return;
    }
  }

  async function reviveOverdue(): Promise<void> {
    for (const { orderId } of await store.orders.overdue(overdueAfterMs, BATCH)) {
      if (isStopped || (await gateway.isRunning(orderId))) continue;
      logger.error({ orderId }, 'an open order has no workflow: it is started again from the store');
      await sender.begin(orderId);
    }
    for (const { orderId, claimId } of await store.claims.overdue(overdueAfterMs, BATCH)) {
      if (isStopped || (await gateway.claims.isRunning({ orderId, claimId }))) continue;
      logger.error({ orderId, claimId }, 'an open claim has no workflow: it is started again from the store');
      await sender.beginClaim(claimId);
    }
  }

  function next(): void {
    if (isStopped) return;
    timer = setTimeout(run, everyMs);
    timer.unref();
  }

  async function roundAndNext(): Promise<void> {
    try {
      await once();
    } catch (error) {
      logger.warn({ error: nameOf(error) }, 'the reconciler tries again later');
    }
    next();
  }

  function run(): void {
    round = roundAndNext();
  }

  return {
    once,
    start: run,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await round;
    },
  };
}

function bySubject(rows: readonly InboxRow[]): (readonly InboxRow[])[] {
  const subjects = new Map<string, InboxRow[]>();
  for (const row of rows) {
    const { orderId, claimId = '' } = subjectOf(row);
    const key = JSON.stringify([orderId, claimId]);
    subjects.set(key, [...(subjects.get(key) ?? []), row]);
  }
  return [...subjects.values()];
}

function subjectOf({ order, claim }: InboxRow): Subject {
  return claim ? { orderId: claim.orderId, claimId: claim.claimId } : { orderId: order?.orderId ?? '' };
}
