import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, notAllowed } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';
import { appointmentActive, technicianChecks } from '../rules.ts';
import { activeAppointment } from '../state.ts';

/**
 * Replaces the whole set of technicians of the active appointment. Each must have a clear background check and the required
 * licences on its date. Source: zero tolerance policy, "assigning a technician … without a successful background check or any required … license".
 */
export const assignTechnicians: CommandSpec<'assign-technicians'> = {
  command: 'assign-technicians',
  summary: 'Say who comes.',
  roles: ['provider', 'support'],
  forOthers: true,
  moves: stays('SCHEDULED', 'ON_SITE'),
  privateFields: [],
  unmet: ({ state }) => appointmentActive(state),
  decide: (situation, { technicianIds }) => {
    const { state, terms } = situation;
    if (technicianIds.length === 0) return refuse(invalid('/technicianIds', 'names nobody'));
    if (new Set(technicianIds).size !== technicianIds.length) return refuse(invalid('/technicianIds', 'names somebody twice'));
    const failing = terms.gates.technicians === 'NOT_APPLICABLE' ? [] : technicianChecks(situation, technicianIds);
    if (failing.length > 0 && terms.gates.technicians === 'REQUIRED')
      return refuse(notAllowed('Not every technician is cleared for this appointment.', ...failing));
    const warnings = failing.map(({ message }) => ({ code: 'TECHNICIAN_NOT_CLEARED', message }));
    return accept(
      [event('TECHNICIANS_ASSIGNED', { appointmentId: activeAppointment(state)?.appointmentId ?? '', technicianIds })],
      ['technicians.cleared'],
      warnings,
    );
  },
};
