import { accept, refuse } from '../../shared/deciding/outcome.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';
import { makeAppointment, startRefusal } from '../rules.ts';

/** The first appointment of an order. */
export const schedule: CommandSpec<'schedule'> = {
  command: 'schedule',
  summary: 'Make the first appointment.',
  roles: ['system', 'customer', 'provider', 'support'],
  forOthers: true,
  moves: { REQUESTED: ['SCHEDULED'] },
  privateFields: [],
  unmet: () => [],
  decide: ({ state, terms, now }, body) => {
    const refusal = startRefusal(body, now, terms);
    return refusal ? refuse(refusal) : accept([event('APPOINTMENT_SCHEDULED', makeAppointment(state, body))], ['appointment.first']);
  },
};
