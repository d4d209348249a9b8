import type { ClockTarget } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, unmet } from '../../shared/deciding/refusal.ts';
import { DAY_MS, durationMs, type Instant } from '../../shared/time.ts';
import type { CommandBodies } from '../bodies.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** Further than any deadline of an order lies ahead; beyond it a test means something else. */
const ADVANCE_DAYS_MAX = 800;

/**
 * The test clock of a sandbox order. The deadlines on the way are applied by the engine before this event (shared/deciding.ts), each at
 * its own time, through the same code as real timers.
 */
export const advanceClock: CommandSpec<'advance-clock'> = {
  command: 'advance-clock',
  summary: 'Move the test clock of a sandbox order forward.',
  roles: ['system'],
  forOthers: false,
  moves: {
    REQUESTED: ['REQUESTED'],
    SCHEDULED: ['SCHEDULED'],
    ON_SITE: ['ON_SITE'],
    IN_PROGRESS: ['IN_PROGRESS'],
    WORK_FINISHED: ['WORK_FINISHED'],
    COMPLETED: ['COMPLETED', 'CLOSED'],
    CLOSED: ['CLOSED'],
    CANCELLED: ['CANCELLED'],
  },
  privateFields: [],
  unmet: ({ state }) => (state.sandbox ? [] : [unmet('order.sandbox', 'Only a sandbox order has a test clock.', null)]),
  movesClock,
  decide: (situation, body) => {
    const { state, now } = situation;
    const clock = movesClock(situation, body);
    const pointer = body.by === undefined ? '/to' : '/by';
    if (clock === null) return refuse(invalid(pointer, 'is not a duration or an instant'));
    if (clock.target < now) return refuse(invalid(pointer, 'would turn the clock back'));
    if (clock.target > now + ADVANCE_DAYS_MAX * DAY_MS) return refuse(invalid(pointer, `is more than ${ADVANCE_DAYS_MAX} days ahead`));
    return accept([event('CLOCK_ADVANCED', { offsetMs: state.clockOffsetMs + (clock.target - now) })], ['sandbox.clock']);
  },
};

/** Where the clock is to stand, or null where the body says nothing readable. */
function movesClock({ now }: { readonly now: Instant }, { by, to }: CommandBodies['advance-clock']): ClockTarget | null {
  if (by !== undefined) {
    const length = durationMs(by);
    return length === null ? null : { target: now + length, pointer: '/by' };
  }
  const instant = Date.parse(to ?? '');
  return Number.isNaN(instant) ? null : { target: instant, pointer: '/to' };
}
