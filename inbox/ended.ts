import { setTimeout as delay } from 'node:timers/promises';
import type { CommandRequest } from '../domain/order/command.ts';
import { type Decision, decide } from '../domain/order/decide.ts';
import { effectsOf } from '../domain/order/effects.ts';
import { notAllowed, unmet } from '../domain/shared/refusal.ts';
import type { InboxRow, OrderRecord, Store } from '../store/store.ts';
import { requestOf } from './request.ts';
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
 * Decides a command of an order whose workflow is gone. One at a time: two decisions on one state would give two events of one
 * number.
 */
export async function decideEnded(way: Way, orderId: string, row: InboxRow, alone: Alone): Promise<Settled | null> {
  const { store } = way;
  return alone(async () => {
    const order = await store.orders.get(orderId);
    // Another sender of the same row may have been first.
    const answer = await answerOf(way, row.commandId);
    if (answer || !order) return answer;
    const decision = decideWithoutEffects(order, await requestOf(store, order, row));
    if (!decision.ok) return settled(await store.inbox.settleRefused(row.commandId, decision.refusal, decision.index));
    return recordAnswer(way, orderId, row.commandId, decision.events);
  });
}

/**
 * The same rules as ever. But nothing can be sent for an order any more whose workflow is gone, so what would need that is
 * refused rather than accepted and never done.
 */
function decideWithoutEffects({ state, terms }: OrderRecord, request: CommandRequest): Decision {
  const decision = decide({ state, terms }, request);
  const first = decision.ok ? decision.events.find((event) => effectsOf(event, decision.state).length > 0) : undefined;
  if (!first) return decision;
  const message = 'The order has ended: nothing is sent for it any more.';
  return { ok: false, refusal: notAllowed(message, unmet('order.open', message, null)), index: first.step };
}
