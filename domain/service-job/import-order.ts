import { type Creation, createOrder } from '../order/create.ts';
import type { OrderGiven } from '../order/details.ts';
import { event, type NewEvent, type OrderEvent } from '../order/events.ts';
import { evolve } from '../order/evolve.ts';
import { makeAppointment } from '../order/rules.ts';
import { activeAppointment, type OrderState } from '../order/state.ts';
import { tick } from '../order/time/tick.ts';
import { completionEvents } from '../order/visit/completion.ts';
import type { Terms } from '../policy/terms.ts';
import type { Actor } from '../shared/actor.ts';
import { appendTo } from '../shared/deciding/append.ts';
import { notAllowed, type Warning } from '../shared/deciding/refusal.ts';
import { type Instant, iso, MINUTE_MS } from '../shared/time.ts';
import type { JobRead } from './read.ts';

/** The reason of what was decided at the marketplace and came here without one. Every pack has it. */
export const MARKETPLACE_CHANGE = 'MARKETPLACE_CHANGE';

export interface ImportInput {
  readonly job: JobRead;
  readonly now: Instant;
  readonly actor: Actor;
  readonly commandId: string;
}

export type Imported =
  | (Extract<Creation, { ok: true }> & { readonly given: OrderGiven; readonly warnings: readonly Warning[] })
  | Extract<Creation, { ok: false }>;

/**
 * The creation of an order from a job, with the history that the job tells: its visits and, where it is over, its end.
 * Nothing is judged again: what happened at the marketplace happened.
 * 1. An open job begins now, so that its clocks do not run from long ago; its appointment stands as it is, also in the past.
 * 2. A completed job happened at its own times: the claim window counts from its completion, not from the import.
 * 3. A cancelled job ends now: when it was cancelled is not in the form, and a wrong attribution can still be corrected.
 * 4. A job that nothing can be done about (NOT_FULFILLABLE, PAYMENT_DECLINED) makes no order.
 */
export function importOrder(input: ImportInput): Imported {
  const { job, now, actor, commandId } = input;
  if (job.status === 'NOT_FULFILLABLE' || job.status === 'PAYMENT_DECLINED') {
    return { ok: false, refusal: notAllowed(`The job is ${job.status} at the marketplace: there is nothing to carry out.`) };
  }
  const completed = job.status === 'COMPLETED' ? completionTime(job, now) : null;
  const begunAt = completed ? Math.min(completed.at, beginning(job) ?? completed.at) : now;
  const given = { ...job.given, assumed: [...(job.given.assumed ?? []), ...(completed?.assumed ?? [])] };
  const created = createOrder({ given, pack: job.pack, now: begunAt, actor, commandId, imported: true });
  if (!created.ok) return created;
  const begun: History = { ...created, by: { actor, commandId } };
  const visited = job.visits.slice(1).reduce((history, { time }) => then(history, begunAt, [moved(history.state, time)]), begun);
  const over = overNow(visited, job, { now, completedAt: completed?.at ?? null });
  return { ok: true, events: over.events, state: over.state, terms: created.terms, given, warnings: warningsOf(job, over.state, now) };
}

const CANCELLED_AT_MARKETPLACE = { reasonCode: MARKETPLACE_CHANGE, initiatedBy: 'MARKETPLACE', attributedTo: 'MARKETPLACE' } as const;

/** What happened so far, and by whom it is told. */
interface History {
  readonly events: readonly OrderEvent[];
  readonly state: OrderState;
  readonly terms: Terms;
  readonly by: { readonly actor: Actor; readonly commandId: string };
}

function then(before: History, at: Instant, made: readonly NewEvent[]): History {
  const marks = { at, ...before.by, command: 'create' as const, step: 0, because: ['import.service-job'] };
  const { events, state } = appendTo(before.state, made, marks, evolve);
  return { ...before, state, events: [...before.events, ...events] };
}

function moved(state: OrderState, time: { readonly startTime: string; readonly durationInMinutes: number }): NewEvent {
  return event('APPOINTMENT_RESCHEDULED', {
    ...makeAppointment(state, time),
    previousAppointmentId: activeAppointment(state)?.appointmentId ?? '',
    ...CANCELLED_AT_MARKETPLACE,
    // The marketplace shows a time that both sides have.
    agreed: true,
    techniciansUnassigned: 0,
  });
}

interface End {
  readonly now: Instant;
  readonly completedAt: Instant | null;
}

function overNow(history: History, job: JobRead, { now, completedAt }: End): History {
  if (job.status === 'CANCELLED') return then(history, now, [event('ORDER_CANCELLED', CANCELLED_AT_MARKETPLACE)]);
  if (completedAt === null) return history;
  const attended = then(history, history.state.updatedAt, attendedBy(history.state, job));
  const { state, terms } = attended;
  return settled(then(attended, completedAt, completionEvents({ state, terms, now: completedAt, facts: {} })), now);
}

/** Technicians are history here, not an assignment: those of an open visit are judged by our own register. */
function attendedBy(state: OrderState, { visits }: JobRead): readonly NewEvent[] {
  const active = activeAppointment(state);
  const technicianIds = visits.at(-1)?.technicianIds ?? [];
  return active && technicianIds.length > 0 ? [event('TECHNICIANS_ASSIGNED', { appointmentId: active.appointmentId, technicianIds })] : [];
}

/** Where window and corrections are over already the order is history at once; else its workflow takes it from here. */
function settled(history: History, now: Instant): History {
  const { state, terms, events } = history;
  const passed = tick({ state, terms }, now);
  return passed.state.ended ? { ...history, events: [...events, ...passed.events], state: passed.state } : history;
}

function completionTime(job: JobRead, now: Instant): { readonly at: Instant; readonly assumed: readonly string[] } {
  const last = job.visits.at(-1);
  const proof = last?.proofAt ? Date.parse(last.proofAt) : null;
  if (proof !== null) return { at: Math.min(proof, now), assumed: [] };
  const end = last ? Date.parse(last.time.startTime) + last.time.durationInMinutes * MINUTE_MS : now;
  return { at: Math.min(end, now), assumed: ['/completedAt'] };
}

function beginning({ given, visits }: JobRead): Instant | null {
  const createTime = given.serviceJob?.['createTime'];
  const text = typeof createTime === 'string' ? createTime : visits[0]?.time.startTime;
  return text === undefined ? null : Date.parse(text);
}

function warningsOf(job: JobRead, state: OrderState, now: Instant): readonly Warning[] {
  const warnings: Warning[] = [...job.warnings];
  const warn = (code: string, message: string): void => void warnings.push({ code, message });
  const active = activeAppointment(state);
  if (state.completedAt !== null)
    warn('TAKEN_AS_COMPLETED', `Taken as completed at ${iso(state.completedAt)}; what was checked and signed is not in the job.`);
  if (state.cancellation) warn('TAKEN_AS_CANCELLED', 'Taken as cancelled now, attributed to the marketplace; correct it with attribute.');
  if (job.visits.length > 1) warn('REASONS_ASSUMED', 'Why visits were moved is not in the job; they are attributed to the marketplace.');
  if (active && active.startAt < now)
    warn('APPOINTMENT_IN_THE_PAST', 'The appointment has begun or passed; its deadlines take effect at once.');
  if (active && (job.visits.at(-1)?.technicianIds.length ?? 0) > 0)
    warn('TECHNICIANS_NOT_ASSIGNED', 'The technicians of the job are not assigned: assign them, so that their checks are judged here.');
  return warnings;
}
