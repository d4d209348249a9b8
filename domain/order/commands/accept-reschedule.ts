import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { unmet } from '../../shared/deciding/refusal.ts';
import { msOf } from '../../shared/time.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { appointmentActive, partyOf } from '../rules.ts';
import { activeAppointment } from '../state.ts';

/** The side that did not put the new time forward agrees to it; support may for either. */
export const acceptReschedule: CommandSpec<'accept-reschedule'> = {
  command: 'accept-reschedule',
  summary: 'Agree to the new time of the visit.',
  roles: ['customer', 'provider', 'support'],
  forOthers: true,
  moves: stays('SCHEDULED'),
  privateFields: [],
  unmet: (situation) => {
    const missing = appointmentActive(situation.state);
    if (missing.length > 0) return missing;
    const active = activeAppointment(situation.state);
    const agreement = active?.awaitingAgreement;
    if (!agreement) return [unmet('agreement.awaited', 'The appointment is agreed already.', null)];
    if (isMissed(situation, active.startAt))
      return [unmet('appointment.ahead', 'That time has passed: put another one forward, or cancel.', agreement.from)];
    const party = partyOf(situation);
    const isOtherSide = party === agreement.from || party === 'SUPPORT' || party === 'SUPERVISOR';
    return isOtherSide ? [] : [unmet('agreement.counterpart', 'The other side has to agree.', agreement.from)];
  },
  decide: ({ state }) =>
    accept([event('RESCHEDULE_ACCEPTED', { appointmentId: activeAppointment(state)?.appointmentId ?? '' })], ['reschedule.agreed']),
};

/** To agree now would be a no-show at once. Work that is done online has none. */
function isMissed({ terms, now }: Situation, startAt: number): boolean {
  return terms.gates.visit !== 'NOT_APPLICABLE' && now >= startAt + msOf(terms.noShowAfter);
}
