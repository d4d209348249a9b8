import type { ReasonCode } from '../../policy/terms.ts';
import type { Attribution } from '../../shared/actor.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, unmet, type Warning } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event, type NewEvent } from '../events.ts';
import { appointmentActive, blamesFormerProvider, decidedHold, initiatorOf, makeAppointment, startRefusal } from '../rules.ts';
import { activeAppointment } from '../state.ts';

/**
 * A visit is moved by a new appointment; the old one is cancelled and names it. Technicians and inspection lapse.
 * Source: SP-API Services v1 (a reschedule makes a new appointment id); best practices (missing parts: reschedule by both parties' availability).
 */
export const reschedule: CommandSpec<'reschedule'> = {
  command: 'reschedule',
  summary: 'Move the visit to another time.',
  roles: ['customer', 'provider', 'support'],
  forOthers: true,
  moves: { SCHEDULED: ['SCHEDULED'], ON_SITE: ['SCHEDULED'], IN_PROGRESS: ['SCHEDULED'], WORK_FINISHED: ['SCHEDULED'] },
  privateFields: [],
  unmet: ({ state, terms }) => [
    ...appointmentActive(state),
    ...(state.name === 'WORK_FINISHED' && decidedHold(state)?.defect?.decision?.decision !== 'RESCHEDULE'
      ? [unmet('work.unfinished', 'The work is finished: only a decided hold can ask for another visit.', 'SUPPORT')]
      : []),
    ...(state.rescheduleCount >= terms.limits.reschedules
      ? [unmet('reschedules.limit', `The visit was moved ${state.rescheduleCount} times already.`, 'SUPPORT')]
      : []),
  ],
  decide: (situation, body) => {
    const { state, terms, now } = situation;
    const active = activeAppointment(state);
    const reason = terms.reasons.find((one) => one.code === body.reasonCode && one.uses.includes('RESCHEDULE'));
    if (!reason) return refuse(invalid('/reasonCode', 'is not a reason for rescheduling in this policy'));
    const refusal = startRefusal(body, now, terms);
    if (refusal || !active) return refuse(refusal ?? invalid('', 'has no active appointment'));
    const initiatedBy = initiatorOf(situation, body.initiatedBy);
    const cause = causeOfReschedule(situation, reason);
    const blame = blamesFormerProvider(situation, cause.attributedTo);
    if (blame) return refuse(blame);
    const moved = event('APPOINTMENT_RESCHEDULED', {
      ...makeAppointment(state, body),
      previousAppointmentId: active.appointmentId,
      reasonCode: reason.code,
      initiatedBy,
      attributedTo: cause.attributedTo,
      agreed: body.agreedByCounterpart === true,
      techniciansUnassigned: active.technicianIds.length,
    });
    return accept([moved, ...liftedHolds(situation)], [cause.rule], warnings(situation, body.partsRepacked));
  },
};

/** A no-show or a decided hold says who caused it; else the reason's table does. */
function causeOfReschedule({ state }: Situation, reason: ReasonCode): { readonly attributedTo: Attribution; readonly rule: string } {
  if (activeAppointment(state)?.noShow) return { attributedTo: 'PROVIDER', rule: 'attribution.no-show' };
  const decision = decidedHold(state)?.defect?.decision;
  if (decision) return { attributedTo: decision.attributedTo, rule: 'attribution.decided-hold' };
  return { attributedTo: reason.attributedTo, rule: `reason.${reason.code}` };
}

/** The decision is carried out, and nobody is on site any more. */
function liftedHolds({ state }: Situation): readonly NewEvent[] {
  const over = state.holds.filter((hold) => hold.kind === 'GUARDIAN' || hold.defect?.decision != null);
  return over.map(({ holdId, kind }) => event('HOLD_LIFTED', { holdId, kind }));
}

function warnings({ state }: Situation, partsRepacked: boolean | undefined): readonly Warning[] {
  const unassigned = (activeAppointment(state)?.technicianIds.length ?? 0) > 0;
  return [
    ...(unassigned ? [{ code: 'TECHNICIANS_UNASSIGNED', message: 'The technicians of the old appointment are no longer assigned.' }] : []),
    ...(state.inspection?.passed === false && partsRepacked !== true
      ? [{ code: 'PARTS_NOT_REPACKED', message: 'Put the parts back in the box before you leave.' }]
      : []),
  ];
}
