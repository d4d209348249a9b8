import { TIMER } from './actor.ts';
import type { NextRung } from './ladder.ts';
import type { Instant } from './time.ts';

/** A test clock moved far steps through many rungs; more than this in one go is refused by advance-clock. */
export const TICK_STEPS_MAX = 500;

export interface Ticked<S, E> {
  readonly events: readonly E[];
  readonly state: S;
  /** False: the limit of steps was reached and more is due. */
  readonly isComplete: boolean;
}

export interface Due {
  readonly due: Instant;
  /** It blames or releases somebody: commands received before it was due are decided first. */
  readonly judges: boolean;
}

/**
 * Applies all deadlines due at `now`, in order, each at its own time.
 * @param judgeUntil deadlines that judge are applied only up to this instant
 * @param step what a deadline does: its events, each already folded into the state
 */
export function tickThrough<S, D extends Due, E>(
  before: S,
  {
    now,
    judgeUntil,
    next,
    step,
  }: {
    readonly now: Instant;
    readonly judgeUntil: Instant;
    readonly next: (state: S) => D | null;
    readonly step: (deadline: D, state: S) => { readonly events: readonly E[]; readonly state: S };
  },
): Ticked<S, E> {
  const events: E[] = [];
  let state = before;
  for (let steps = 0; steps < TICK_STEPS_MAX; steps += 1) {
    const deadline = next(state);
    if (!deadline || deadline.due > now || (deadline.judges && deadline.due > judgeUntil)) return { events, state, isComplete: true };
    const done = step(deadline, state);
    state = done.state;
    events.push(...done.events);
  }
  return { events, state, isComplete: false };
}

/** What the events of a deadline are stamped with: its own time, however late it takes effect. */
export function deadlineMarks({ kind, due }: { readonly kind: string; readonly due: Instant }) {
  return { at: due, actor: TIMER, commandId: null, command: 'deadline' as const, step: 0, because: [`deadline.${kind}`] };
}

/**
 * A reminder that comes too late to be of use is dropped, not sent in a burst after an outage; an escalation is dropped only where
 * the rung above it is due as well.
 */
export function isOfNoUse({ rung, due }: NextRung, now: Instant, graceMs: number, aboveIsDue: () => boolean): boolean {
  return now - due > graceMs && (rung.action === 'REMIND' || aboveIsDue());
}
