import { type ReconcilerOptions, type Round, resendUndecided, reviveOverdue, startUnstarted } from './reconcile.ts';
import { lookAfterStuck, Suspects } from './stuck.ts';
import { nameOf } from './way.ts';

export interface Reconciler {
  start(): void;
  /** Ends the round under way and stops. */
  stop(): Promise<void>;
  /** One round, for tests and for the start of the program. */
  once(): Promise<void>;
}

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

  const given = { store, sender, gateway, logger, resendAfterMs, overdueAfterMs, isStopped: () => isStopped };

  async function once(): Promise<void> {
    const done = await store.exclusively('reconciler', async () => {
      // Where nobody answers, each command would only wait for its time to run out.
      await gateway.check();
      const round: Round = { ...given, suspects: new Suspects() };
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
    timer = setTimeout(run, everyMs);
    timer.unref();
  }

  async function roundAndNext(): Promise<void> {
    try {
      await once();
    } catch (error) {
      onRound('failed');
      logger.warn({ error: nameOf(error) }, 'the reconciler tries again later');
    }
    next();
  }

  function run(): void {
    underWay = roundAndNext();
  }

  return {
    once,
    start: run,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await underWay;
    },
  };
}
