import { TIMER } from '../shared/actor.ts';
import { rungReachedBy } from '../shared/ladder.ts';
import { stamped } from '../shared/recorded.ts';
import { type Ticked, tickThrough } from '../shared/ticking.ts';
import { type Instant, msOf } from '../shared/time.ts';
import { type ClaimDeadline, type ClaimDeadlineAction, claimDeadlines, nextClaimDeadline } from './deadlines.ts';
import { type ClaimEvent, claimEvent, type NewClaimEvent } from './events.ts';
import { evolveClaim } from './evolve.ts';
import type { ClaimContext, ClaimState } from './state.ts';

/**
 * Applies all deadlines of a claim that are due at `now`, in order, each at its own time.
 * @param judgeUntil deadlines that judge are applied only up to this instant: until then all commands received earlier are known
 *   to be decided. Default: none is held back.
 */
export function tickClaim(
  { state, terms }: ClaimContext,
  now: Instant,
  judgeUntil: Instant = Number.POSITIVE_INFINITY,
): Ticked<ClaimState, ClaimEvent> {
  return tickThrough<ClaimState, ClaimDeadline, ClaimEvent>(state, {
    now,
    judgeUntil,
    next: (at) => nextClaimDeadline(at, terms),
    step: (deadline, at) => applied(reached(deadline, { state: at, terms }, now), deadline, at),
  });
}

function applied(made: NewClaimEvent, { due, kind }: ClaimDeadline, state: ClaimState) {
  const marks = { at: due, actor: TIMER, commandId: null, command: 'deadline' as const, step: 0, because: [`deadline.${kind}`] };
  const event: ClaimEvent = stamped(made, { ...marks, state });
  return { events: [event], state: evolveClaim(state, event) };
}

function reached({ action, due }: ClaimDeadline, context: ClaimContext, now: Instant): NewClaimEvent {
  switch (action.do) {
    case 'partner-silence':
      return claimEvent('PARTNER_SILENT', {});
    case 'appeal-window-end':
      return context.state.name === 'SETTLED' ? claimEvent('CLAIM_ENDED', {}) : claimEvent('CLAIM_CLOSED', {});
    case 'rung':
      return rungReached(action, context, due, now);
  }
}

/** A reminder that comes too late to be of use is dropped; an escalation only where the rung above it is due as well. */
function rungReached(
  { wait, next }: Extract<ClaimDeadlineAction, { do: 'rung' }>,
  { state, terms }: ClaimContext,
  due: Instant,
  now: Instant,
): NewClaimEvent {
  const data = rungReachedBy(wait, next);
  const isTooLate = now - due > msOf(terms.reminderGrace);
  const climbed = claimEvent('RUNG_REACHED', data);
  const aboveIsDue = (): boolean => {
    const after = applied(climbed, { kind: wait.ladder, due } as ClaimDeadline, state).state;
    const above = claimDeadlines(after, terms).find((one) => one.kind === wait.ladder && one.subject === wait.subject);
    return above !== undefined && above.due <= now;
  };
  const skipped = isTooLate && (next.rung.action === 'REMIND' || aboveIsDue());
  return claimEvent('RUNG_REACHED', { ...data, skipped });
}
