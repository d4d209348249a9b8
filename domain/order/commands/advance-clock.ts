import { accept, refuse } from '../../shared/outcome.ts';
import { invalid, unmet } from '../../shared/refusal.ts';
import { DAY_MS, durationMs } from '../../shared/time.ts';
import type { CommandBodies } from '../bodies.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';

/** Further than any deadline of an order lies ahead; beyond it a test means something else. */
const ADVANCE_DAYS_MAX = 800;

/**
 * The test clock of a sandbox order. The deadlines on the way are applied by the engine before this event (decide.ts), each at
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
  decide: (situation, body) => {
    const target = advanceTarget(situation, body);
    if (target === null) return refuse(invalid(body.by === undefined ? '/to' : '/by', 'is not a duration or an instant'));
    if (target < situation.now) return refuse(invalid(body.by === undefined ? '/to' : '/by', 'would turn the clock back'));
    if (target > situation.now + ADVANCE_DAYS_MAX * DAY_MS)
      return refuse(invalid(body.by === undefined ? '/to' : '/by', `is more than ${ADVANCE_DAYS_MAX} days ahead`));
    return accept([event('CLOCK_ADVANCED', { offsetMs: situation.state.clockOffsetMs + (target - situation.now) })], ['sandbox.clock']);
  },
};

/** Where the clock is to stand, or null where the body says nothing readable. */
export function advanceTarget({ now }: Pick<Situation, 'now'>, { by, to }: CommandBodies['advance-clock']): number | null {
  if (by !== undefined) {
    const length = durationMs(by);
    return length === null ? null : now + length;
  }
  const instant = Date.parse(to ?? '');
  return Number.isNaN(instant) ? null : instant;
}
