import { faultOf } from '../../store/engine/fault.ts';
import { type ReconcilerOptions, type Round, resendUndecided, reviveOverdue, startUnstarted } from './reconcile.ts';
import { lookAfterStuck, Suspects } from './stuck.ts';

export interface Reconciler {
  start(): void;
  /** Ends the round under way and stops. */
  stop(): Promise<void>;
  /** Somebody is back who was away: what waited for them is taken up at once, and not only what has waited long. */
  wake(): void;
  /** One round, for tests and for the start of the program. */
  once(): Promise<void>;
}

/** Whoever gave it may still be waiting for its answer; the same id twice is decided once. */
const WOKEN_RESEND_AFTER_MS = 2_000;

/**
 * What was taken and not finished is finished: commands without an answer are sent again under the same id, orders without a
 * workflow get one. It only re-sends; it decides nothing. One process at a time does it.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, sender, gateway, logger, onRound = () => undefined } = options;
  const { everyMs = 30_000, resendAfterMs = 30_000, overdueAfterMs = 120_000 } = options;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;

  const given = { store, sender, gateway, logger, overdueAfterMs, isStopped: () => isStopped };
  let isWoken = false;

  async function once(): Promise<void> {
    const resendAfter = isWoken ? Math.min(resendAfterMs, WOKEN_RESEND_AFTER_MS) : resendAfterMs;
    isWoken = false;
    const done = await store.exclusively('reconciler', async () => {
      // Where nobody answers, each command would only wait for its time to run out.
      await gateway.check();
      const round: Round = { ...given, resendAfterMs: resendAfter, suspects: new Suspects() };
      await startUnstarted(round);
      await resendUndecided(round);
      await reviveOverdue(round);
      await lookAfterStuck(round);
      return true;
    });
    onRound(done === null ? 'elsewhere' : 'done');
  }

  function next(): void {
    if (isStopped) return;
    timer = setTimeout(run, isWoken ? 0 : everyMs);
    timer.unref();
  }

  async function roundAndNext(): Promise<void> {
    try {
      await once();
    } catch (error) {
      onRound('failed');
      logger.warn({ ...faultOf(error) }, 'the reconciler tries again later');
    }
    next();
  }

  function run(): void {
    timer = null;
    underWay = roundAndNext();
  }

  return {
    once,
    start: run,
    wake: () => {
      isWoken = true;
      // A round that is under way is followed by the next one at once.
      if (timer === null) return;
      clearTimeout(timer);
      next();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await underWay;
    },
  };
}
