import { activeAppointment, type OrderState, openDefect } from '../../../domain/order/state.ts';
import type { GiveOptions, Journey } from './journey.ts';

/** By turns, so that each is met often; the same for the same order. */
const DECISIONS = ['RESUME', 'RESCHEDULE', 'CANCEL'] as const;

/** The next thing that brings an order nearer to its end, if it is possible: clears a hold first, then goes the straight way. */
export function advance(journey: Journey): void {
  if (!clearHold(journey)) goStraight(journey);
  journey.passTo(journey.now);
}

function clearHold(journey: Journey): boolean {
  const { state } = journey;
  const defect = openDefect(state)?.defect;
  // Every other time nobody carries the decision out, and it goes back to support.
  if (defect?.decision?.decision === 'RESCHEDULE' && state.sequence % 2 === 0) return attempt(journey, 'reschedule');
  if (defect && defect.confirmedAt === null) return attempt(journey, 'send-message', { purpose: 'DEFECT_CONFIRMATION' });
  const holdId = openDefect(state)?.holdId;
  if (holdId && defect?.contactedAt === null) return attempt(journey, 'contact-support', { holdId });
  if (holdId && defect?.decision === null) return attempt(journey, 'decide-hold', { holdId, decision: DECISIONS[state.sequence % 3] });
  const other = state.holds.find(({ kind }) => kind !== 'DEFECT');
  if (other?.kind === 'GUARDIAN') return attempt(journey, 'report-guardian', { present: true });
  if (other) journey.put('HOLD_LIFTED', { holdId: other.holdId, kind: other.kind });
  return other !== undefined;
}

function goStraight(journey: Journey): boolean {
  const { state, terms } = journey;
  const active = activeAppointment(state);
  const isVisit = terms.gates.visit !== 'NOT_APPLICABLE';
  switch (state.name) {
    case 'REQUESTED':
      return attempt(journey, 'schedule');
    case 'SCHEDULED':
      if (active?.noShow) return attempt(journey, 'reschedule');
      if (active?.awaitingAgreement && attempt(journey, 'accept-reschedule', {}, { as: 'support' })) return true;
      if (isVisit && active?.technicianIds.length === 0) return attempt(journey, 'assign-technicians');
      journey.passTo(Math.max(journey.now, active?.startAt ?? 0));
      return attempt(journey, isVisit ? 'arrive' : 'start-work');
    case 'ON_SITE':
      return attempt(journey, state.inspection?.passed ? 'start-work' : 'record-inspection');
    case 'IN_PROGRESS':
      return attempt(journey, 'finish-work');
    case 'WORK_FINISHED':
      return attempt(journey, towardsCompletion(state));
    case 'COMPLETED':
    case 'CLOSED':
      return state.issues.length === 0 && attempt(journey, 'raise-issue');
    case 'CANCELLED':
      return attempt(journey, 'decide-fee', { decision: state.sequence % 2 === 0 ? 'POST' : 'WAIVE' });
  }
}

function towardsCompletion(state: OrderState): 'confirm-scope' | 'add-job-note' | 'sign-off' | 'complete' {
  if (!state.scopeCheck?.positive) return 'confirm-scope';
  if (state.noteCount === 0) return 'add-job-note';
  return state.signOff ? 'complete' : 'sign-off';
}

function attempt(journey: Journey, command: Parameters<Journey['ask']>[0], body: object = {}, options: GiveOptions = {}): boolean {
  const decided = journey.ask(command, body, options);
  if (decided.ok) journey.take(decided.events, decided.state);
  return decided.ok;
}
