import type { CommandBodies, CommandName } from '../../../domain/order/bodies.ts';
import type { Facts } from '../../../domain/order/command.ts';
import type { OrderState } from '../../../domain/order/state.ts';
import { DAY_MS, iso } from '../../../domain/shared/time.ts';
import { clearedTechnician } from './given.ts';

/** A body for each command that nothing speaks against, for the order as it stands. */
export function usualBodies(state: OrderState, now: number): CommandBodies {
  const holdId = state.holds.find((hold) => hold.kind === 'DEFECT')?.holdId ?? 'hold-1';
  return {
    schedule: { startTime: iso(now + 3 * DAY_MS), durationInMinutes: 120 },
    reschedule: { startTime: iso(now + 4 * DAY_MS), durationInMinutes: 90, reasonCode: 'CUSTOMER_REQUEST', agreedByCounterpart: true },
    'accept-reschedule': {},
    amend: { locale: 'es-US' },
    'reassign-provider': { providerId: 'prov-2', reason: 'ill' },
    'assign-technicians': { technicianIds: ['tech-1'] },
    arrive: {},
    'record-inspection': {
      buyerPresent: true,
      manual: 'REVIEWED',
      items: [{ name: 'TV', condition: 'OK' }],
      ...(state.locationType === 'IN_HOME' ? { minorPresent: false } : {}),
    },
    'start-work': {},
    'report-guardian': { present: true },
    'finish-work': {},
    'resume-work': { reason: 'a screw was left' },
    'report-defect': {
      description: 'no picture',
      cause: 'a broken panel',
      needed: 'a new panel',
      customerNotified: { at: iso(now), summary: 'shown and explained' },
      mediaAuthorised: false,
    },
    'contact-support': { holdId, summary: 'what now' },
    'decide-hold': { holdId, decision: 'RESUME', guidance: 'go on' },
    'confirm-scope': { customerPresent: true, items: state.scopeItemIds.map((itemId) => ({ itemId, done: true })), qualityAccepted: true },
    'add-job-note': { text: 'all fine', topics: ['SAFETY'] },
    'sign-off': { signedBy: 'Dana', proofType: 'CUSTOMER_SIGNATURE' },
    waive: { requirementId: 'scope.confirmed', reason: 'told by telephone' },
    complete: {},
    cancel: { reasonCode: 'CUSTOMER_REQUEST' },
    'decide-fee': { feeId: state.fees.at(-1)?.feeId ?? 'fee-1', decision: 'POST', reason: 'clear' },
    attribute: { attributedTo: 'MARKETPLACE', reason: 'our mistake', ...moved(state) },
    'file-claim': usualClaim(state, now),
    'resend-claim-link': {},
    'raise-issue': { description: 'it hangs askew' },
    rate: { stars: 5 },
    'advance-clock': { by: 'PT1M' },
    'send-message': { purpose: 'QUESTION', text: 'is there a lift' },
  };
}

export function usualBody<N extends CommandName>(command: N, state: OrderState, now: number): CommandBodies[N] {
  return usualBodies(state, now)[command];
}

/** A claim with all that the programme of the order's marketplace asks for. */
function usualClaim(state: OrderState, now: number): CommandBodies['file-claim'] {
  const isSeller = state.marketplaceId === 'IN';
  return {
    claimId: `cl-${state.claims.length + 1}`,
    claimant: isSeller ? { role: 'SELLER', id: 'seller-1', name: 'Sol Traders' } : { role: 'CUSTOMER', id: 'cust-1', name: 'Dana Reyes' },
    partnerName: 'Prov One',
    receiptDocumentId: 'doc-receipt',
    agreedScope: 'TV on the wall',
    description: 'it hangs askew',
    raisedWithPartner: { at: iso(now - 1), channel: 'PLATFORM_MESSAGE', outcome: 'UNRESOLVED' },
    desiredRemedy: 'REDO',
    documentIds: ['doc-photo'],
  };
}

/** What the store would say beside any command: technicians are cleared, prov-2 is a provider here, the partner is enrolled. */
export const USUAL_FACTS: Facts = {
  technicians: [clearedTechnician('tech-1'), clearedTechnician('tech-2')],
  provider: { providerId: 'prov-2', known: true, servesMarketplace: true },
  partner: { enrolled: true, badge: true },
  documents: [
    { documentId: 'doc-receipt', usable: true },
    { documentId: 'doc-photo', usable: true },
  ],
};

function moved(state: OrderState): { readonly appointmentId?: string } {
  if (state.cancellation) return {};
  const old = state.appointments.find((appointment) => appointment.rescheduledAppointmentId !== null);
  return old ? { appointmentId: old.appointmentId } : {};
}
