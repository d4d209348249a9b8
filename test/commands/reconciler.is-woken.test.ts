// Goal: when Temporal is back, what waited for it is sent at once, and not with the next regular round.
// Method: a reconciler whose rounds are an hour apart, over a store that notes what it is asked for.
import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { ReconcilerOptions } from '../../commands/recovery/reconcile.ts';
import { createReconciler, type Reconciler } from '../../commands/recovery/reconciler.ts';
import { eventually } from '../support/eventually.ts';

const HOUR_MS = 3_600_000;
const NOW = 10 * HOUR_MS;

/** @returns the reconciler, and how old a command must be to be sent again, ms, round by round */
function reconciler(check: () => Promise<void>): { readonly it: Reconciler; readonly ages: readonly number[] } {
  const ages: number[] = [];
  const none = async () => [];
  const store = {
    exclusively: (_lock: string, work: () => Promise<unknown>) => work(),
    now: async () => NOW,
    orders: { unstarted: none, overdue: none },
    claims: { unstarted: none, overdue: none },
    stuck: { list: none },
    inbox: {
      takeUndecided: async (before: number) => {
        ages.push(NOW - before);
        return [];
      },
    },
  };
  const options = { store, sender: {}, gateway: { check, reportedFailing: none }, logger: pino({ level: 'silent' }) };
  return { it: createReconciler({ ...(options as unknown as ReconcilerOptions), everyMs: HOUR_MS }), ages };
}

it('does a round at once, which also takes what has waited for a moment only', async () => {
  const { it: woken, ages } = reconciler(async () => undefined);
  woken.start();
  await eventually('its first round', async () => ages.length === 1);
  woken.wake();
  await eventually('a second round', async () => ages.length === 2);
  expect(ages).toEqual([30_000, 2_000]);
  await woken.stop();
});

it('does one more round after the one that is under way, and none after it was stopped', async () => {
  let answer = (): void => {};
  const silent = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { it: woken, ages } = reconciler(() => silent);
  woken.start();
  woken.wake();
  woken.wake();
  answer();
  await eventually('both rounds', async () => ages.length === 2);
  expect(ages).toContain(2_000);
  await woken.stop();
  woken.wake();
  expect(ages).toHaveLength(2);
});
