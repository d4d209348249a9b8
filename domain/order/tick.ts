import type { LadderName } from '../policy/terms.ts';
import { TIMER } from '../shared/actor.ts';
import { type NextRung, rungReachedBy } from '../shared/ladder.ts';
import { type Ticked, tickThrough } from '../shared/ticking.ts';
import { type Instant, msOf } from '../shared/time.ts';
import { type Deadline, deadlinesOf, nextDeadline } from './deadlines.ts';
import { event, type NewEvent, type OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { stamp } from './stamp.ts';
import { activeAppointment, type OrderContext, type OrderState } from './state.ts';
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
    step: (deadline, at) => applied(deadline, { state: at, terms }, now),
  });
}

function applied(deadline: Deadline, { state: before, terms }: OrderContext, now: Instant) {
  const events: OrderEvent[] = [];
  let state = before;
  const because = [`deadline.${deadline.kind}`];
  for (const made of reached(deadline, { state, terms }, now)) {
    const stamped = stamp(made, { state, at: deadline.due, actor: TIMER, commandId: null, command: 'deadline', step: 0, because });
    state = evolve(state, stamped);
    events.push(stamped);
  }
  return { events, state };
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

/**
 * A reminder that comes too late to be of use is dropped, not sent in a burst after an outage; an escalation is dropped
 * only where the rung above it is due as well. What a rung decides is never dropped.
 */
function rungReached(
  wait: Wait & { readonly ladder: LadderName },
  next: NextRung,
  context: OrderContext,
  now: Instant,
): readonly NewEvent[] {
  const { rung, due } = next;
  const climbed = event('RUNG_REACHED', rungReachedBy(wait, next));
  const isTooLate = now - due > msOf(context.terms.reminderGrace);
  const skipped = isTooLate && (rung.action === 'REMIND' || rungAboveIsDue(climbed, context, wait, now));
  const { ladder, subject } = wait;
  const returns = ladder === 'hold-follow-up' && rung.action === 'ESCALATE' ? [event('HOLD_RETURNED_TO_SUPPORT', { holdId: subject })] : [];
  return [{ ...climbed, data: { ...climbed.data, skipped } } as NewEvent, ...returns];
}

function rungAboveIsDue(climbed: NewEvent, { state, terms }: OrderContext, wait: Wait, now: Instant): boolean {
  const stamped = stamp(climbed, { state, at: now, actor: TIMER, commandId: null, command: 'deadline', step: 0, because: [] });
  const above = deadlinesOf(evolve(state, stamped), terms).find((one) => one.kind === wait.ladder && one.subject === wait.subject);
  return above !== undefined && above.due <= now;
}
