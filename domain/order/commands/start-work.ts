import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { appointmentActive, punctuality } from '../rules.ts';
import { activeAppointment } from '../state.ts';

/** Work starts once the inspection has passed; where there is no visit, straight from the schedule. */
export const startWork: CommandSpec<'start-work'> = {
  command: 'start-work',
  summary: 'Start the work.',
  roles: ['provider'],
  forOthers: true,
  moves: { SCHEDULED: ['IN_PROGRESS'], ON_SITE: ['IN_PROGRESS'] },
  privateFields: [],
  unmet: (situation) => [...appointmentActive(situation.state), ...onSite(situation), ...inspected(situation)],
  decide: ({ state, terms, now }) => {
    const active = activeAppointment(state);
    if (!active) return refuse(invalid('', 'has no active appointment'));
    // On a visit lateness goes by the arrival; online there is only the start.
    const { onTime, minutesFromStart } = punctuality(active.startAt, now, terms);
    const startedLate = terms.gates.visit === 'NOT_APPLICABLE' && !onTime && minutesFromStart > 0;
    const warnings = startedLate
      ? [{ code: 'LATE_START', message: `The work starts ${minutesFromStart} minutes after the appointment's start.` }]
      : [];
    return accept([event('WORK_STARTED', { startedLate })], ['inspection.passed'], warnings);
  },
};

function onSite({ state, terms }: Situation): readonly Unmet[] {
  const atTheDoor = terms.gates.visit === 'NOT_APPLICABLE' || state.name === 'ON_SITE';
  return atTheDoor ? [] : [unmet('visit.arrived', 'The technicians are not on site.', 'PROVIDER')];
}

function inspected({ state, terms }: Situation): readonly Unmet[] {
  if (terms.gates.inspection !== 'REQUIRED' || state.inspection?.passed) return [];
  const message = state.inspection ? 'The inspection failed: reschedule or cancel.' : 'The products are not inspected.';
  return [unmet('inspection.passed', message, 'PROVIDER')];
}
