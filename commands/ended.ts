import { setTimeout as delay } from 'node:timers/promises';
import type { InboxRow, Store } from '../store/contract/store.ts';
import type { Target } from './target.ts';
import { answerOf, recordAnswer, type Settled, settled, type Way } from './way.ts';

/** Runs `work` where nobody else decides for orders that have ended; null: somebody does, ask again later. */
export type Alone = <T>(work: () => Promise<T>) => Promise<T | null>;

const TRIES = 20;
const PAUSE_MS = 50;

/** By the reconciler's lock: one process at a time has it, and what the reconciler does for ended orders is the same. */
export function aloneIn(store: Pick<Store, 'exclusively'>): Alone {
  return async (work) => {
    for (let tries = 1; ; tries += 1) {
      const done = await store.exclusively('reconciler', async () => ({ result: await work() }));
      if (done || tries === TRIES) return done?.result ?? null;
      await delay(PAUSE_MS);
    }
  };
}

/**
 * Decides a command of what has no workflow any more. One at a time: two decisions on one state would give two events of one
 * number.
 */
export async function decideEnded<E>(way: Way, target: Target<E>, row: InboxRow, alone: Alone): Promise<Settled | null> {
  return alone(async () => {
    const now = await target.reload();
    // Another sender of the same row may have been first.
    const answer = await answerOf(way, row.commandId);
    if (answer || !now) return answer;
    const decision = await now.decideEnded(row);
    if (!decision.ok) return settled(await way.store.inbox.settleRefused(row.commandId, decision.refusal, decision.index));
    const recorded = await recordAnswer(way, now, row, decision.events);
    await now.afterEnded(decision.events);
    return recorded;
  });
}
