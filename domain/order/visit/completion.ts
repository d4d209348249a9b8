import type { GateLevel, Terms } from '../../policy/terms.ts';
import type { Party } from '../../shared/actor.ts';
import { type Unmet, unmet, type Warning } from '../../shared/deciding/refusal.ts';
import { endOfWindow, type Instant } from '../../shared/time.ts';
import { NOTE_TOPICS, type WaivableRequirement } from '../bodies.ts';
import type { Situation } from '../command.ts';
import { event, type NewEvent } from '../events.ts';
import { CLEARED_BY } from '../holds/blocking.ts';
import { activeAppointment, type ClaimWindow, type OrderState } from '../state.ts';

export type RequirementId =
  | 'appointment.active'
  | 'technicians.cleared'
  | 'inspection.passed'
  | 'holds.none'
  | 'work.finished'
  | WaivableRequirement;

export interface Requirement {
  readonly id: RequirementId;
  readonly verdict: 'PASSED' | 'FAILED' | 'WAIVED' | 'NOT_APPLICABLE';
  readonly message: string;
  /** What proves it: the id or instant of what is on record. */
  readonly evidence: string | null;
  readonly clearedBy: Party | null;
}

/**
 * The one answer to "may this order be completed?": the check, the command, the form and the refusal all read it.
 * Source: "Service order best practices" (order of gates).
 */
export function completionCheck(state: OrderState, terms: Terms): readonly Requirement[] {
  const { gates } = terms;
  const visit = state.appointments.findLast((one) => one.status !== 'CANCELLED');
  const finished = state.name === 'WORK_FINISHED' || state.completedAt !== null;
  const blocking = state.holds.map((hold) => `${hold.kind} hold ${hold.holdId}`);
  return [
    visit
      ? passed('appointment.active', 'There is an active appointment.', visit.appointmentId)
      : failed('appointment.active', 'There is no active appointment.', 'CUSTOMER'),
    gated(
      'technicians.cleared',
      gates.technicians,
      (visit?.technicianIds.length ?? 0) > 0 && visit?.arrivedAt != null,
      visit?.technicianIds.join(', ') ?? null,
      ['Cleared technicians came.', 'No cleared technicians came.'],
    ),
    gated('inspection.passed', gates.inspection, state.inspection?.passed === true, state.inspection?.inspectionId ?? null, [
      'The inspection passed.',
      state.inspection ? 'The inspection failed.' : 'There is no inspection.',
    ]),
    blocking.length === 0
      ? passed('holds.none', 'No hold is open.', null)
      : failed('holds.none', `Open: ${blocking.join(', ')}.`, CLEARED_BY[state.holds[0]?.kind ?? 'DEFECT']),
    finished ? passed('work.finished', 'The work is finished.', null) : failed('work.finished', 'The work is not finished.', 'PROVIDER'),
    waivable(
      state,
      gated('scope.confirmed', gates.scope, state.scopeCheck?.positive === true, at(state.scopeCheck?.at), [
        'The customer confirmed scope and quality.',
        state.scopeCheck ? 'The scope check was not positive.' : 'The scope is not checked with the customer.',
      ]),
    ),
    waivable(state, signature(state, gates.signature)),
    waivable(
      state,
      gated('notes.recorded', gates.notes, state.noteCount > 0, state.noteCount > 0 ? `${state.noteCount} notes` : null, [
        'Job notes are recorded.',
        'There are no job notes.',
      ]),
    ),
  ];
}

/** What the check leaves unmet, as a refusal names it. */
export function completionUnmet({ state, terms }: Pick<Situation, 'state' | 'terms'>): readonly Unmet[] {
  return completionCheck(state, terms)
    .filter((requirement) => requirement.verdict === 'FAILED')
    .map(({ id, message, clearedBy }) => unmet(id, message, clearedBy));
}

/** Completion opens the claim window of the pack's guarantee programme; without one the order closes. */
export function completionEvents({ state, terms, now, facts }: Pick<Situation, 'state' | 'terms' | 'now' | 'facts'>): readonly NewEvent[] {
  const claimWindow = claimWindowFrom(now, state.timeZone, terms);
  const partner = terms.claimWindow?.enrolment === 'REQUIRED' ? (facts.partner ?? null) : null;
  const completed = event('ORDER_COMPLETED', { claimWindow, late: isLate(state, now), partner });
  return claimWindow ? [completed] : [completed, event('ORDER_CLOSED', { why: 'NO_GUARANTEE_PROGRAMME' })];
}

export function completionWarnings({ state, terms, now }: Pick<Situation, 'state' | 'terms' | 'now'>): readonly Warning[] {
  const open = NOTE_TOPICS.filter((topic) => topic !== 'OTHER' && !state.topicsCovered.includes(topic));
  const unsigned = terms.gates.signature === 'ADVISED' && state.signOff?.proofType !== 'CUSTOMER_SIGNATURE';
  return [
    ...(open.length > 0 ? [{ code: 'TOPICS_NOT_COVERED', message: `The job notes do not speak of ${open.join(', ')}.` }] : []),
    ...(unsigned ? [{ code: 'NO_SIGNATURE', message: 'The order is completed without a signature of the customer.' }] : []),
    ...(isLate(state, now) ? [{ code: 'LATE_COMPLETION', message: 'The completion is after midnight of the appointment date.' }] : []),
  ];
}

/** Source: Partner Network FAQ, "within 30 days from the date of completion"; half-open, in the service location's zone. */
export function claimWindowFrom(completedAt: Instant, timeZone: string, { claimWindow }: Terms): ClaimWindow | null {
  if (!claimWindow) return null;
  const { days, rule, programme, claimant } = claimWindow;
  return { opensAt: completedAt, closesAt: endOfWindow(completedAt, timeZone, days), timeZone, days, rule, programme, claimant };
}

function isLate(state: OrderState, now: Instant): boolean {
  const active = activeAppointment(state);
  const { since, pausedMs } = state.lateCompletionPause;
  return state.completedLate || (active !== null && since === null && now >= active.lateCompletionAt + pausedMs);
}

/** A dummy is no signature; where one is merely advised, a reason for its absence is enough. */
function signature({ signOff }: OrderState, level: GateLevel): Requirement {
  const signed = signOff?.proofType === 'CUSTOMER_SIGNATURE' || (level === 'ADVISED' && signOff !== null);
  const why = signOff ? 'There is a reason in place of a signature; this policy requires one.' : 'There is no signature.';
  return gated('signature.collected', level, signed, at(signOff?.at), [
    signOff?.proofType === 'NO_SIGNATURE' ? 'There is a reason in place of a signature.' : 'The customer has signed.',
    why,
  ]);
}

function gated(
  id: RequirementId,
  level: GateLevel,
  holds: boolean,
  evidence: string | null,
  [yes, no]: readonly [string, string],
): Requirement {
  if (level === 'NOT_APPLICABLE')
    return {
      id,
      verdict: 'NOT_APPLICABLE',
      message: 'Not asked for by this policy at this kind of location.',
      evidence: null,
      clearedBy: null,
    };
  if (holds) return passed(id, yes, evidence);
  // An advised gate warns; only the signature still wants a word on why it is missing.
  return level === 'ADVISED' && id !== 'signature.collected'
    ? passed(id, `${no} It is advised, not required.`, null)
    : failed(id, no, 'PROVIDER');
}

function waivable(state: OrderState, requirement: Requirement): Requirement {
  const waiver = state.waivers.find((one) => one.requirementId === requirement.id);
  if (!waiver || requirement.verdict !== 'FAILED') return requirement;
  return { ...requirement, verdict: 'WAIVED', message: 'Waived by a supervisor.', evidence: waiver.by, clearedBy: null };
}

function passed(id: RequirementId, message: string, evidence: string | null): Requirement {
  return { id, verdict: 'PASSED', message, evidence, clearedBy: null };
}

function failed(id: RequirementId, message: string, clearedBy: Party): Requirement {
  return { id, verdict: 'FAILED', message, evidence: null, clearedBy };
}

function at(instant: Instant | undefined): string | null {
  return instant === undefined ? null : new Date(instant).toISOString();
}
