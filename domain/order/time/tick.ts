import type { LadderName } from '../../policy/terms.ts';
import { appendTo } from '../../shared/deciding/append.ts';
import { type NextRung, type RungReached, rungReachedBy } from '../../shared/ladder.ts';
import { deadlineMarks, isOfNoUse, type Ticked, tickThrough } from '../../shared/ticking.ts';
import { type Instant, msOf } from '../../shared/time.ts';
import { event, type NewEvent, type OrderEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import { activeAppointment, type OrderContext, type OrderState } from '../state.ts';
import { type Deadline, deadlinesOf, nextDeadline } from './deadlines.ts';
import type { Wait } from './waits.ts';

export type TickResult = Ticked<OrderState, OrderEvent>;

/**
 * Applies all deadlines due at `now`, in order, each at its own time.
 * @param judgeUntil deadlines that blame or release somebody are applied only up to this instant: until then all commands
 *   received earlier are known to be decided. Default: none is held back.
 */
export function tick({ state, terms }: OrderContext, now: Instant, judgeUntil: Instant = Number.POSITIVE_INFINITY): TickResult {
  return tickThrough<OrderState, Deadline, OrderEvent>(state, {
    now,
    judgeUntil,
    next: (at) => nextDeadline(at, terms),
    step: (deadline, at) => appendTo(at, reached(deadline, { state: at, terms }, now), deadlineMarks(deadline), evolve),
  });
}

function reached(deadline: Deadline, { state, terms }: OrderContext, now: Instant): readonly NewEvent[] {
  const appointmentId = activeAppointment(state)?.appointmentId ?? deadline.subject;
  const isLateBy = now - deadline.due;
  switch (deadline.action.do) {
    case 'late-start':
      return [event('STARTED_LATE', { appointmentId })];
    case 'no-show':
      return [event('NO_SHOW_RECORDED', { appointmentId, party: 'PROVIDER' })];
    case 'late-completion':
      return [event('COMPLETION_LATE', { appointmentId })];
    case 'claim-window-reminder':
      return [event('CLAIM_WINDOW_REMINDER', { skipped: isLateBy > msOf(terms.reminderGrace) })];
    case 'claim-window-close':
      return [event('ORDER_CLOSED', { why: 'CLAIM_WINDOW_OVER' })];
    case 'corrections-end':
      return [event('ORDER_SETTLED', {})];
    case 'rung':
      return rungReached(deadline.action.wait, deadline.action.next, { state, terms }, now);
  }
}

/** What a rung decides is never dropped, even where nobody is told any more. */
function rungReached(
  wait: Wait & { readonly ladder: LadderName },
  next: NextRung,
  context: OrderContext,
  now: Instant,
): readonly NewEvent[] {
  const climbed = rungReachedBy(wait, next);
  const skipped = isOfNoUse(next, now, msOf(context.terms.reminderGrace), () => rungAboveIsDue(climbed, context, wait, now));
  const { ladder, subject } = wait;
  const returns =
    ladder === 'hold-follow-up' && next.rung.action === 'ESCALATE' ? [event('HOLD_RETURNED_TO_SUPPORT', { holdId: subject })] : [];
  return [event('RUNG_REACHED', { ...climbed, skipped }), ...returns];
}

function rungAboveIsDue(climbed: RungReached<LadderName>, { state, terms }: OrderContext, wait: Wait, now: Instant): boolean {
  const after = appendTo(state, [event('RUNG_REACHED', climbed)], deadlineMarks({ kind: climbed.ladder, due: now }), evolve).state;
  const above = deadlinesOf(after, terms).find((one) => one.kind === wait.ladder && one.subject === wait.subject);
  return above !== undefined && above.due <= now;
}
