import { ApplicationFailure } from '@temporalio/workflow';
import type { Decider, DeciderTypes } from '../domain/shared/decider.ts';
import type { Context } from '../domain/shared/deciding/aggregate.ts';
import type { Refusal } from '../domain/shared/deciding/refusal.ts';

/** What a command is answered travels in one message; the server takes 2 MB, and what it does not take fails the task. */
const ANSWER_LENGTH_MAX = 500_000;

/**
 * Does what the handler will do, in the validator: what would throw there fails the task, for good; here it only rejects the command,
 * which then stays pending.
 * @throws what it meets
 */
export function rehearse<A extends DeciderTypes>(
  { evolve, effectsOf, nextDeadline }: Decider<A>,
  { state: before, terms }: Context<A>,
  events: readonly A['event'][],
): void {
  let state = before;
  for (const event of events) {
    state = evolve(state, event);
    effectsOf(event, state);
  }
  const next = nextDeadline({ state, terms });
  if (next && !Number.isFinite(next.due)) throw new RangeError('a deadline that is no instant');
  if (JSON.stringify(events).length > ANSWER_LENGTH_MAX) throw new RangeError('an answer that nothing can carry');
}

/** A refusal as it travels to whoever sent the update. */
export function refused(refusal: Refusal, index: number): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.message, refusal.code, { refusal, index });
}
