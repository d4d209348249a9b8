import type { ClaimLadderName } from '../../policy/claim-terms.ts';
import type { Party } from '../../shared/actor.ts';
import type { Instant } from '../../shared/time.ts';
import { type ClaimState, needsRemedyAgain, sideOf } from '../state.ts';

/** Something a claim waits for. With a ladder, its clock climbs until it has happened; else a deadline of its own ends it. */
export interface ClaimWait {
  readonly ladder: ClaimLadderName | null;
  readonly who: Party;
  readonly what: string;
  readonly subject: string;
  readonly since: Instant;
  /** For waits without a ladder: until when, and what happens then. */
  readonly until: Instant | null;
  readonly then: string;
}

/** All that a claim waits for now; empty only when it has ended. */
export function waitsOfClaim(state: ClaimState): readonly ClaimWait[] {
  if (state.ended) return [];
  switch (state.name) {
    case 'AWAITING_PARTNER':
      return state.partnerAnswer ? supportsTurn(state) : [...requested(state), partnersTurn(state)];
    case 'INVESTIGATING':
      return supportsTurn(state);
    case 'DECIDED':
      return decided(state);
    case 'APPEALED':
      return state.request ? requested(state) : [climbing('appeal-decision', 'SUPERVISOR', 'decide-appeal', 'appeal', state.appeal?.since)];
    case 'SETTLED':
      return [appealWindow(state, 'the claim ends')];
    case 'SUBMITTED':
    case 'CLOSED':
    case 'WITHDRAWN':
      return [];
  }
}

function climbing(ladder: ClaimLadderName, who: Party, what: string, subject: string, since: Instant | null | undefined): ClaimWait {
  return { ladder, who, what, subject, since: since ?? 0, until: null, then: '' };
}

function partnersTurn({ filedAt }: ClaimState): ClaimWait {
  return climbing('partner-answer', 'PROVIDER', 'respond', 'partner', filedAt);
}

/** While documents are asked for, or a second person is waited for, support's own clock stands still. */
function supportsTurn(state: ClaimState): readonly ClaimWait[] {
  if (state.proposal) return [confirmation(state.proposal)];
  if (state.request) return requested(state);
  const what = state.takenBy === null ? 'investigate' : 'decide';
  return [climbing('claim-decision', 'SUPPORT', what, 'decision', state.decisionSince)];
}

function requested(state: ClaimState): readonly ClaimWait[] {
  const { request } = state;
  if (!request) return [];
  const who = request.from === 'PROVIDER' ? 'PROVIDER' : sideOf(state);
  return [climbing('claim-documents', who, 'submit-documents', request.requestId, request.since)];
}

function confirmation({ at }: NonNullable<ClaimState['proposal']>): ClaimWait {
  return climbing('decision-confirmation', 'SUPERVISOR', 'confirm-decision', 'proposal', at);
}

function decided(state: ClaimState): readonly ClaimWait[] {
  const { decision, recall, payment, proposal } = state;
  if (decision?.outcome === 'DENIED') return [appealWindow(state, 'the claim closes')];
  if (proposal) return [confirmation(proposal)];
  if (needsRemedyAgain(state)) return [climbing('claim-decision', 'SUPPORT', 'choose-remedy', 'remedy', recall?.ended?.at)];
  if (decision?.remedy === 'REDO' && recall) return [climbing('redo-order', 'PROVIDER', 'redo', recall.recallOrderId, recall.since)];
  if (payment) return [climbing('settlement-confirmation', sideOf(state), 'confirm-payment', 'payment', payment.at)];
  return [climbing('refund-payment', 'PROVIDER', 'pay-refund', 'refund', decision?.at)];
}

function appealWindow(state: ClaimState, then: string): ClaimWait {
  const since = state.decision?.at ?? state.updatedAt;
  return { ladder: null, who: sideOf(state), what: 'appeal-window', subject: 'claim', since, until: state.appealableUntil, then };
}
