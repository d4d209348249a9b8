import { withDecider } from '../claims/evolve-claims.ts';
import type { AppointmentMade } from '../events.ts';
import type { Evolvers } from '../evolver.ts';
import { counterpartOf } from '../rules.ts';
import { type Appointment, activeAppointment, type OrderState } from '../state.ts';

type VisitEvent =
  | 'APPOINTMENT_SCHEDULED'
  | 'APPOINTMENT_RESCHEDULED'
  | 'RESCHEDULE_ACCEPTED'
  | 'ORDER_AMENDED'
  | 'PROVIDER_REASSIGNED'
  | 'TECHNICIANS_ASSIGNED'
  | 'ARRIVED'
  | 'INSPECTION_RECORDED'
  | 'WORK_STARTED'
  | 'WORK_FINISHED'
  | 'WORK_RESUMED'
  | 'SCOPE_CONFIRMED'
  | 'JOB_NOTE_ADDED'
  | 'SIGNED_OFF'
  | 'REQUIREMENT_WAIVED'
  | 'ORDER_COMPLETED';

/** Scheduling, the visit, sign-off, completion. */
export const evolveVisit: Evolvers<VisitEvent> = {
  APPOINTMENT_SCHEDULED: (state, { data }) => ({
    ...state,
    name: 'SCHEDULED',
    appointments: [...state.appointments, appointment(data, null)],
  }),
  APPOINTMENT_RESCHEDULED: (state, { data, at, actor }) => {
    // Who put the time forward is not waited for; the marketplace's own proposals wait for the customer.
    const awaiting = data.agreed ? null : { from: counterpartOf({ actor, data }), since: at };
    const moved = (old: Appointment): Appointment =>
      old.appointmentId === data.previousAppointmentId
        ? {
            ...old,
            status: 'CANCELLED',
            rescheduledAppointmentId: data.appointmentId,
            reasonCode: data.reasonCode,
            attributedTo: data.attributedTo,
            awaitingAgreement: null,
          }
        : old;
    return {
      ...withoutVisit(state),
      name: 'SCHEDULED',
      appointments: [...state.appointments.map(moved), appointment(data, awaiting)],
      rescheduleCount: state.rescheduleCount + 1,
      completedLate: false,
      // A defect that support was asked about and has not answered goes along: its HOLD_LIFTED ends the pause.
      lateCompletionPause: { since: state.holds.some((hold) => hold.defect?.contactedAt != null) ? at : null, pausedMs: 0 },
    };
  },
  RESCHEDULE_ACCEPTED: (state) => withActive(state, { awaitingAgreement: null }),
  ORDER_AMENDED: (state, { data }) => ({
    ...state,
    scopeItemIds: data.scopeItemIds ?? state.scopeItemIds,
    locale: data.locale ?? state.locale,
  }),
  PROVIDER_REASSIGNED: (state, { data, at }) => ({
    ...withActive(withoutVisit(state), { technicianIds: [], arrivedAt: null, ...forNewProvider(state, at) }),
    providerId: data.to,
    providerSince: at,
    name: state.name === 'ON_SITE' ? 'SCHEDULED' : state.name,
  }),
  TECHNICIANS_ASSIGNED: (state, { data }) => withActive(state, { technicianIds: data.technicianIds }),
  ARRIVED: (state, { data, at }) => {
    const late = !data.onTime && data.minutesFromStart > 0;
    return { ...withActive(state, { arrivedAt: at, awaitingAgreement: null, ...(late ? { startedLate: true } : {}) }), name: 'ON_SITE' };
  },
  INSPECTION_RECORDED: (state, { data, at }) => ({ ...state, inspection: { ...data, at }, inspectionCount: state.inspectionCount + 1 }),
  WORK_STARTED: (state, { data }) => ({
    // Online there is no arrival that would have settled it.
    ...withActive(state, { awaitingAgreement: null, ...(data.startedLate ? { startedLate: true } : {}) }),
    name: 'IN_PROGRESS',
    workStarted: true,
  }),
  WORK_FINISHED: (state) => ({ ...state, name: 'WORK_FINISHED' }),
  WORK_RESUMED: (state) => ({ ...withoutSignOff(state), name: 'IN_PROGRESS', waivers: [] }),
  SCOPE_CONFIRMED: (state, { data, at }) => ({ ...state, scopeCheck: { ...data, at }, signOff: null }),
  JOB_NOTE_ADDED: (state, { data }) => ({
    ...state,
    noteCount: state.noteCount + 1,
    topicsCovered: [...new Set([...state.topicsCovered, ...data.topics])],
  }),
  SIGNED_OFF: (state, { data, at, actor }) => ({ ...state, signOff: { at, proofType: data.proofType, by: `${actor.role}:${actor.id}` } }),
  REQUIREMENT_WAIVED: (state, { data, at, actor }) => ({
    ...withDecider(state, actor),
    waivers: [...state.waivers, { requirementId: data.requirementId, by: `${actor.role}:${actor.id}`, at }],
  }),
  ORDER_COMPLETED: (state, { data, at, actor, sequence }) => ({
    ...withActive(state, { status: 'COMPLETED' }),
    name: 'COMPLETED',
    completedAt: at,
    completedBy: `${actor.role}:${actor.id}`,
    completedSequence: sequence,
    partnerAtCompletion: data.partner,
    claimWindow: data.claimWindow,
    completedLate: data.late,
    lateCompletionPause: { since: null, pausedMs: state.lateCompletionPause.pausedMs },
  }),
};

function appointment(
  { appointmentId, startAt, durationInMinutes, lateCompletionAt }: AppointmentMade,
  awaitingAgreement: Appointment['awaitingAgreement'],
): Appointment {
  return {
    appointmentId,
    status: 'ACTIVE',
    startAt,
    durationInMinutes,
    technicianIds: [],
    rescheduledAppointmentId: null,
    reasonCode: null,
    attributedTo: null,
    awaitingAgreement,
    startedLate: false,
    noShow: null,
    lateCompletionAt,
    arrivedAt: null,
  };
}

/** A start that has passed was the former provider's: the new one has to agree to a time before it can be late for it. */
function forNewProvider(state: OrderState, at: number): Partial<Appointment> {
  const active = activeAppointment(state);
  return active && active.startAt <= at ? { noShow: null, startedLate: false, awaitingAgreement: { from: 'PROVIDER', since: at } } : {};
}

/** Changes the active appointment; the others are history. */
export function withActive(state: OrderState, change: Partial<Appointment>): OrderState {
  const active = activeAppointment(state);
  return { ...state, appointments: state.appointments.map((one) => (one === active ? { ...one, ...change } : one)) };
}

/** Scope check and signature are to be given again; what was given stays in the details. */
export function withoutSignOff(state: OrderState): OrderState {
  return { ...state, scopeCheck: null, signOff: null };
}

function withoutVisit(state: OrderState): OrderState {
  return { ...withoutSignOff(state), inspection: null, workStarted: false };
}
