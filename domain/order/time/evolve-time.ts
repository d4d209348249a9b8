import { climbed } from '../../shared/ladder.ts';
import { ruledBy } from '../../shared/rules.ts';
import type { Evolvers } from '../evolver.ts';
import { withActive } from '../visit/evolve-visit.ts';

type TimeEvent =
  | 'CLOCK_ADVANCED'
  | 'STARTED_LATE'
  | 'NO_SHOW_RECORDED'
  | 'COMPLETION_LATE'
  | 'RUNG_REACHED'
  | 'CLAIM_WINDOW_REMINDER'
  | 'ORDER_CLOSED'
  | 'ORDER_SETTLED'
  | 'RULES_RAISED';

/** What deadlines do by themselves, the test clock, and an upgrade of the program. */
export const evolveTime: Evolvers<TimeEvent> = {
  CLOCK_ADVANCED: (state, { data }) => ({ ...state, clockOffsetMs: data.offsetMs }),
  STARTED_LATE: (state) => withActive(state, { startedLate: true }),
  NO_SHOW_RECORDED: (state, { data, at }) => withActive(state, { noShow: { party: data.party, at } }),
  COMPLETION_LATE: (state) => ({ ...state, completedLate: true }),
  RUNG_REACHED: (state, { data }) => ({ ...state, climbs: climbed(state.climbs, data) }),
  CLAIM_WINDOW_REMINDER: (state) => ({ ...state, claimReminderDone: true }),
  ORDER_CLOSED: (state, { data, at }) => ({ ...state, name: 'CLOSED', closedAt: at, ended: data.why === 'CLAIM_WINDOW_OVER' }),
  ORDER_SETTLED: (state, { at }) => ({ ...state, ended: true, closedAt: state.closedAt ?? at }),
  RULES_RAISED: (state, { data }) => ({ ...state, ...ruledBy(data.to) }),
};
