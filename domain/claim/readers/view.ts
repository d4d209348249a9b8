import { DESK, EVERYONE, type Table } from '../../shared/reading/readers.ts';
import type { ClaimSummary, ClaimView } from '../views/whole-view.ts';

// Who reads which field of a claim's answer. A decision that waits for a second person is the desk's own until it is confirmed:
// what follows from it (waits, deadlines, what can be done) is told to the others as if there were none (seenState).

export const CLAIM_VIEW: Table<ClaimView> = {
  claimId: EVERYONE,
  orderId: EVERYONE,
  version: EVERYONE,
  state: EVERYONE,
  policy: EVERYONE,
  programme: EVERYONE,
  claimant: EVERYONE,
  partnerName: EVERYONE,
  agreedScope: EVERYONE,
  description: EVERYONE,
  desiredRemedy: EVERYONE,
  raisedWithPartner: EVERYONE,
  documentIds: EVERYONE,
  // Why a supervisor admitted a late claim.
  exception: { reason: { orNull: DESK } },
  partner: EVERYONE,
  takenBy: EVERYONE,
  documentRequest: EVERYONE,
  proposal: { orNull: DESK },
  decision: EVERYONE,
  firstDecision: EVERYONE,
  appealableUntil: EVERYONE,
  appeal: EVERYONE,
  recallOrderId: EVERYONE,
  refund: EVERYONE,
  settledBy: EVERYONE,
  waitingFor: EVERYONE,
  deadlines: EVERYONE,
  allowedActions: EVERYONE,
  receivedAt: EVERYONE,
  updatedAt: EVERYONE,
  endedAt: EVERYONE,
  clock: EVERYONE,
};

export const CLAIM_SUMMARY: Table<ClaimSummary> = {
  claimId: EVERYONE,
  orderId: EVERYONE,
  version: EVERYONE,
  state: EVERYONE,
  programme: EVERYONE,
  claimant: EVERYONE,
  providerId: EVERYONE,
  isException: EVERYONE,
  outcome: EVERYONE,
  waitingFor: EVERYONE,
  nextDeadline: EVERYONE,
  receivedAt: EVERYONE,
  updatedAt: EVERYONE,
  endedAt: EVERYONE,
};
