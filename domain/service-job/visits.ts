import type { FieldError, Warning } from '../shared/deciding/refusal.ts';
import type { JobAppointment, JobAppointmentTime, ServiceJob } from './types.ts';

/** One visit of a job's history: the appointment that stands, or one that was moved to the next. */
export interface Visit {
  /** Amazon's id, where the job gives one. */
  readonly appointmentId: string | null;
  readonly time: JobAppointmentTime;
  readonly technicianIds: readonly string[];
  /** When its proof was uploaded; null where there is none. */
  readonly proofAt: string | null;
}

export type Visits =
  | { readonly ok: true; readonly visits: readonly Visit[]; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * The appointments of a job as one chain, oldest first: each but the last was rescheduled to the one after it. The last is
 * the one that stands (ACTIVE or COMPLETED) or, in a cancelled job, the one that stood.
 * Source: SP-API Services v1 — a reschedule makes a new appointment, the old one is CANCELLED and names it.
 */
export function visitsOf({ appointments = [], serviceJobStatus }: ServiceJob): Visits {
  const standing = appointments.filter((one) => one.appointmentStatus === 'ACTIVE');
  if (standing.length > 1) return { ok: false, errors: [{ pointer: '/appointments', message: 'has more than one that is ACTIVE' }] };
  const last = standing[0] ?? lastOf(appointments, serviceJobStatus);
  if (!last) return { ok: true, visits: [], warnings: leftOut(appointments, []) };
  if (!last.appointmentTime) {
    return { ok: false, errors: [{ pointer: `/appointments/${appointments.indexOf(last)}/appointmentTime`, message: 'is missing' }] };
  }
  const chain = chainTo(last, appointments);
  return { ok: true, visits: chain.flatMap(visit), warnings: leftOut(appointments, chain) };
}

/** Without an active appointment: the completed one; in a job that is over also a cancelled one that nothing took the place of. */
function lastOf(appointments: readonly JobAppointment[], status: ServiceJob['serviceJobStatus']): JobAppointment | undefined {
  const completed = appointments.findLast((one) => one.appointmentStatus === 'COMPLETED');
  const isOver = status === 'CANCELLED' || status === 'COMPLETED';
  return completed ?? (isOver ? appointments.findLast((one) => one.rescheduledAppointmentId === undefined) : undefined);
}

function chainTo(last: JobAppointment, appointments: readonly JobAppointment[]): readonly JobAppointment[] {
  const chain = [last];
  // Bounded by the number of appointments: a chain that bites its own tail ends where it began.
  for (;;) {
    const first = chain[0];
    const before = appointments.find(
      (one) =>
        first?.appointmentId !== undefined &&
        one.rescheduledAppointmentId === first.appointmentId &&
        one.appointmentTime !== undefined &&
        !chain.includes(one),
    );
    if (!before) return chain;
    chain.unshift(before);
  }
}

function visit({ appointmentId, appointmentTime, assignedTechnicians = [], poa }: JobAppointment): readonly Visit[] {
  if (!appointmentTime) return [];
  const technicianIds = assignedTechnicians.flatMap(({ technicianId }) => (technicianId ? [technicianId] : []));
  return [{ appointmentId: appointmentId ?? null, time: appointmentTime, technicianIds, proofAt: poa?.uploadTime ?? null }];
}

function leftOut(appointments: readonly JobAppointment[], chain: readonly JobAppointment[]): readonly Warning[] {
  const count = appointments.length - chain.length;
  return count === 0
    ? []
    : [{ code: 'APPOINTMENTS_LEFT_OUT', message: `${count} cancelled appointments that led to no other one are not part of the order.` }];
}
