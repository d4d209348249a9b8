import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { appointmentActive, punctuality, technicianChecks } from '../rules.ts';
import { activeAppointment } from '../state.ts';

/** The technicians are there. They are judged again now: a check may have lapsed since they were assigned. */
export const arrive: CommandSpec<'arrive'> = {
  command: 'arrive',
  summary: 'The technicians are on site.',
  roles: ['provider'],
  forOthers: true,
  moves: { SCHEDULED: ['ON_SITE'] },
  privateFields: [],
  unmet: (situation) => [...visitTakesPlace(situation), ...appointmentActive(situation.state), ...techniciansReady(situation)],
  decide: ({ state, terms, now }) => {
    const active = activeAppointment(state);
    if (!active) return refuse(invalid('', 'has no active appointment'));
    const { minutesFromStart, onTime } = punctuality(active.startAt, now, terms);
    const arrived = event('ARRIVED', { appointmentId: active.appointmentId, minutesFromStart, onTime });
    if (onTime) return accept([arrived], ['arrival.on-time']);
    const early = minutesFromStart < 0;
    const message = `The arrival is ${Math.abs(minutesFromStart)} minutes ${early ? 'before' : 'after'} the start of the appointment.`;
    return accept([arrived], [early ? 'arrival.early' : 'arrival.late'], [{ code: early ? 'EARLY_ARRIVAL' : 'LATE_ARRIVAL', message }]);
  },
};

function visitTakesPlace({ state, terms }: Situation): readonly Unmet[] {
  if (terms.gates.visit === 'NOT_APPLICABLE')
    return [unmet('visit.applicable', 'The work is done online: it starts without a visit.', null)];
  if (activeAppointment(state)?.noShow)
    return [unmet('appointment.kept', 'The provider did not come in time: the customer chooses to reschedule or to cancel.', 'CUSTOMER')];
  return [];
}

function techniciansReady(situation: Situation): readonly Unmet[] {
  const { state, terms, facts } = situation;
  if (terms.gates.technicians !== 'REQUIRED') return [];
  const assigned = activeAppointment(state)?.technicianIds ?? [];
  if (assigned.length === 0) return [unmet('technicians.assigned', 'No technician is assigned.', 'PROVIDER')];
  // Without facts (a form that is only drawn) nothing is judged; the command itself always carries them.
  return facts.technicians ? technicianChecks(situation, assigned) : [];
}
