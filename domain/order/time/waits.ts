import type { LadderName, Terms } from '../../policy/terms.ts';
import type { Party } from '../../shared/actor.ts';
import { type Instant, msOf } from '../../shared/time.ts';
import { type OrderClaim, openClaim } from '../claims/claims.ts';
import { type Appointment, activeAppointment, type Hold, type OrderState } from '../state.ts';

/** Something the order waits for. With a ladder, its clock climbs until it has happened; else a deadline of its own ends it. */
export interface Wait {
  readonly ladder: LadderName | null;
  readonly who: Party;
  readonly what: string;
  readonly subject: string;
  readonly since: Instant;
  /** For waits without a ladder: until when, and what happens then. */
  readonly until: Instant | null;
  readonly then: string;
}

/** All that an order waits for now; empty only when it has ended. */
export function waitsOf(state: OrderState, terms: Terms): readonly Wait[] {
  if (state.ended) return [];
  return [...stateWaits(state, terms), ...state.holds.flatMap((hold) => holdWaits(hold)), ...afterwards(state)];
}

function climbing(ladder: LadderName, who: Party, what: string, subject: string, since: Instant): Wait {
  return { ladder, who, what, subject, since, until: null, then: '' };
}

function stateWaits(state: OrderState, terms: Terms): readonly Wait[] {
  const active = activeAppointment(state);
  switch (state.name) {
    case 'REQUESTED':
      return [climbing('schedule', 'CUSTOMER', 'appointment', 'order', state.createdAt)];
    case 'SCHEDULED':
      return active ? scheduledWaits(state, terms, active) : [];
    case 'ON_SITE':
    case 'IN_PROGRESS':
    case 'WORK_FINISHED':
      return active && !isHeldWithClock(state) ? [visitWait(state, active, visitStep(state))] : [];
    case 'COMPLETED':
      return state.claimWindow
        ? [
            {
              ladder: null,
              who: claimant(terms),
              what: 'claim-window',
              subject: 'order',
              since: state.claimWindow.opensAt,
              until: state.claimWindow.closesAt,
              then: 'the order closes',
            },
          ]
        : [];
    case 'CLOSED':
    case 'CANCELLED':
      return [];
  }
}

function scheduledWaits(state: OrderState, terms: Terms, active: Appointment): readonly Wait[] {
  if (active.noShow) return [climbing('customer-choice', 'CUSTOMER', 'reschedule-or-cancel', active.appointmentId, active.noShow.at)];
  const agreement = active.awaitingAgreement;
  if (agreement) return [climbing('reschedule-agreement', agreement.from, 'agree-to-reschedule', active.appointmentId, agreement.since)];
  if (isHeldWithClock(state)) return [];
  if (state.completedLate) return [visitWait(state, active, visitStep(state))];
  const what = terms.gates.visit === 'NOT_APPLICABLE' ? 'start-work' : active.technicianIds.length === 0 ? 'assign-technicians' : 'arrive';
  return [
    {
      ladder: null,
      who: 'PROVIDER',
      what,
      subject: active.appointmentId,
      since: Math.min(state.updatedAt, active.startAt),
      until: active.startAt + msOf(active.startedLate ? terms.noShowAfter : terms.arrivalTolerance),
      then: active.startedLate ? 'the provider did not come: the customer may reschedule or cancel freely' : 'the start is late',
    },
  ];
}

/** DEFECT and GUARDIAN have ladders of their own. An INCIDENT has none here, so the visit's clocks go on: nothing is forgotten. */
function isHeldWithClock(state: OrderState): boolean {
  return state.holds.some((hold) => hold.kind !== 'INCIDENT');
}

/** Until midnight of the appointment's date the work is due; from then on the overdue ladder climbs. */
function visitWait(state: OrderState, active: Appointment, what: string): Wait {
  const midnight = active.lateCompletionAt + state.lateCompletionPause.pausedMs;
  if (state.completedLate) return climbing('overdue-work', 'PROVIDER', what, active.appointmentId, midnight);
  return {
    ladder: null,
    who: 'PROVIDER',
    what,
    subject: active.appointmentId,
    since: state.updatedAt,
    until: midnight,
    then: 'the completion is late',
  };
}

function visitStep(state: OrderState): string {
  if (state.name === 'SCHEDULED') return 'start-work';
  if (state.name === 'ON_SITE')
    return state.inspection === null ? 'record-inspection' : state.inspection.passed ? 'start-work' : 'reschedule-or-cancel';
  if (state.name === 'IN_PROGRESS') return 'finish-work';
  if (!state.scopeCheck?.positive && !isWaived(state, 'scope.confirmed')) return 'confirm-scope';
  if (state.signOff === null && !isWaived(state, 'signature.collected')) return 'sign-off';
  return 'complete';
}

function isWaived(state: OrderState, requirementId: string): boolean {
  return state.waivers.some((waiver) => waiver.requirementId === requirementId);
}

function holdWaits({ holdId, kind, openedAt, defect }: Hold): readonly Wait[] {
  if (kind === 'GUARDIAN') return [climbing('guardian', 'CUSTOMER', 'guardian-present', holdId, openedAt)];
  if (!defect)
    return [
      { ladder: null, who: 'SUPERVISOR', what: 'incident', subject: holdId, since: openedAt, until: null, then: 'the hold is lifted' },
    ];
  if (defect.decision) return [climbing('hold-follow-up', 'PROVIDER', defect.decision.decision.toLowerCase(), holdId, defect.decision.at)];
  return [
    ...(defect.confirmedAt === null ? [climbing('defect-confirmation', 'PROVIDER', 'written-confirmation', holdId, openedAt)] : []),
    ...(defect.contactedAt === null
      ? [climbing('defect-contact', 'PROVIDER', 'contact-support', holdId, openedAt)]
      : [climbing('support-response', 'SUPPORT', 'defect-guidance', holdId, defect.returnedAt ?? defect.contactedAt)]),
  ];
}

/** What outlives the visit: claims, fees to decide, issues to answer. */
function afterwards(state: OrderState): readonly Wait[] {
  const claim = openClaim(state);
  const fees = state.fees.filter((fee) => fee.status === 'PROPOSED' || fee.status === 'REVIEW');
  const issues = state.issues.filter((issue) => issue.answeredAt === null && !isTakenUp(state, issue.at));
  return [
    ...(claim ? [claimWait(claim)] : []),
    ...fees.map((fee) => climbing('fee-decision', 'SUPERVISOR', 'fee-decision', fee.feeId, fee.proposedAt)),
    ...issues.map((issue) => climbing('issue-answer', 'PROVIDER', 'issue-answer', issue.issueId, issue.at)),
  ];
}

/** A claim that was filed after the issue was raised asks the partner itself, with a clock of its own: nobody is reminded twice. */
function isTakenUp({ claims }: OrderState, raisedAt: number): boolean {
  return claims.some(({ filedAt }) => filedAt >= raisedAt);
}

/** The claim has clocks of its own (domain/claim/time/deadlines.ts); the order only cannot close before it has ended. */
function claimWait({ claimId, filedAt }: OrderClaim): Wait {
  return { ladder: null, who: 'SUPPORT', what: 'claim', subject: claimId, since: filedAt, until: null, then: 'the order can close' };
}

/** A seller is reached through its backend. */
function claimant(terms: Terms): Party {
  return terms.claimWindow?.claimant === 'CUSTOMER' ? 'CUSTOMER' : 'SYSTEM';
}
