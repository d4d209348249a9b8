import { appendTo } from '../../shared/deciding/append.ts';
import { rungReachedBy } from '../../shared/ladder.ts';
import { deadlineMarks, isOfNoUse, type Ticked, tickThrough } from '../../shared/ticking.ts';
import { type Instant, msOf } from '../../shared/time.ts';
import { type ClaimEvent, claimEvent, type NewClaimEvent } from '../events.ts';
import { evolveClaim } from '../evolve.ts';
import type { ClaimContext, ClaimState } from '../state.ts';
import { type ClaimDeadline, type ClaimDeadlineAction, claimDeadlines, nextClaimDeadline } from './deadlines.ts';

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
    step: (deadline, at) => appendTo(at, [reached(deadline, { state: at, terms }, now)], deadlineMarks(deadline), evolveClaim),
  });
}

function reached({ action }: ClaimDeadline, context: ClaimContext, now: Instant): NewClaimEvent {
  switch (action.do) {
    case 'partner-silence':
      return claimEvent('PARTNER_SILENT', {});
    case 'appeal-window-end':
      return context.state.name === 'SETTLED' ? claimEvent('CLAIM_ENDED', {}) : claimEvent('CLAIM_CLOSED', {});
    case 'rung':
      return rungReached(action, context, now);
  }
}

function rungReached(
  { wait, next }: Extract<ClaimDeadlineAction, { do: 'rung' }>,
  { state, terms }: ClaimContext,
  now: Instant,
): NewClaimEvent {
  const climbed = rungReachedBy(wait, next);
  const aboveIsDue = (): boolean => {
    const marks = deadlineMarks({ kind: wait.ladder, due: next.due });
    const after = appendTo(state, [claimEvent('RUNG_REACHED', climbed)], marks, evolveClaim).state;
    const above = claimDeadlines(after, terms).find((one) => one.kind === wait.ladder && one.subject === wait.subject);
    return above !== undefined && above.due <= now;
  };
  return claimEvent('RUNG_REACHED', { ...climbed, skipped: isOfNoUse(next, now, msOf(terms.reminderGrace), aboveIsDue) });
}
