import type { ClaimEvolvers } from '../evolver.ts';
import type { ClaimState, ClaimStateName } from '../state.ts';

type DecisionEvent =
  | 'DECISION_PROPOSED'
  | 'CLAIM_DECIDED'
  | 'APPEALED'
  | 'APPEAL_DECIDED'
  | 'REDO_ORDERED'
  | 'REDO_COMPLETED'
  | 'REDO_CANCELLED'
  | 'REDO_DROPPED'
  | 'REFUND_OWED'
  | 'REFUND_DROPPED'
  | 'PAYMENT_STATED'
  | 'CLAIM_SETTLED'
  | 'CLAIM_WITHDRAWN'
  | 'CLAIM_CLOSED'
  | 'CLAIM_ENDED';

/** The decision, the appeal, the remedy, the end. */
export const evolveDecision: ClaimEvolvers<DecisionEvent> = {
  DECISION_PROPOSED: (state, { data: { outcome, remedy, amount }, at, actor, sequence }) => ({
    ...state,
    request: null,
    proposal: { outcome, remedy, amount, by: actor.id, at, sequence },
  }),
  CLAIM_DECIDED: (state, { data, at, actor, sequence }) => {
    const { outcome, remedy, amount, appealableUntil, proposedBy } = data;
    const { proposal } = state;
    const confirmed = proposedBy !== null;
    const decision = {
      outcome,
      remedy,
      amount,
      by: proposedBy ?? actor.id,
      confirmedBy: confirmed ? actor.id : null,
      at,
      sequence: confirmed && proposal ? proposal.sequence : sequence,
    };
    return { ...state, name: 'DECIDED', request: null, proposal: null, decision, appealableUntil };
  },
  APPEALED: (state, { data, at }) => ({
    ...state,
    name: 'APPEALED',
    // A remedy that is to be chosen again waits for the appeal.
    proposal: null,
    appealableUntil: null,
    appeal: { by: data.by, at, since: at, from: state.name === 'SETTLED' ? 'SETTLED' : 'DECIDED', decidedAt: null },
  }),
  APPEAL_DECIDED: (state, { data: { outcome, remedy, amount }, at, actor, sequence }) => ({
    ...state,
    name: 'DECIDED',
    request: null,
    firstDecision: state.decision,
    decision: { outcome, remedy, amount, by: actor.id, confirmedBy: null, at, sequence },
    appeal: state.appeal && { ...state.appeal, decidedAt: at },
  }),
  REDO_ORDERED: (state, { data, at }) => ({
    ...state,
    recall: { recallOrderId: data.recallOrderId, since: at, ended: null },
    recallCount: state.recallCount + 1,
  }),
  REDO_COMPLETED: (state, { at }) => withRecallEnded(state, 'COMPLETED', at),
  REDO_CANCELLED: (state, { at }) => withRecallEnded(state, 'CANCELLED', at),
  REDO_DROPPED: (state) => ({ ...state, recall: null }),
  REFUND_OWED: (state, { data }) => ({ ...state, owed: { ...data }, owedCount: state.owedCount + 1, payment: null }),
  REFUND_DROPPED: (state) => ({ ...state, owed: null, payment: null }),
  PAYMENT_STATED: (state, { data, at, actor }) => ({
    ...state,
    documentIds: [...new Set([...state.documentIds, data.proofDocumentId])],
    payment: { by: `${actor.role}:${actor.id}`, at, proofDocumentId: data.proofDocumentId },
  }),
  CLAIM_SETTLED: (state, { data, at }) => {
    const settled = {
      ...state,
      name: 'SETTLED' as const,
      settledBy: data.by,
      owed: null,
      paidMinor: state.paidMinor + (data.amount?.amountMinor ?? 0),
    };
    // The claimant's own word ends its right to appeal; where another settled it, the window runs on.
    return data.by === 'CLAIMANT' || settled.appealableUntil === null ? over(settled, 'SETTLED', at) : settled;
  },
  CLAIM_WITHDRAWN: (state, { at }) => over({ ...state, request: null, proposal: null }, 'WITHDRAWN', at),
  CLAIM_CLOSED: (state, { at }) => over(state, 'CLOSED', at),
  CLAIM_ENDED: (state, { at }) => over(state, state.name, at),
};

function withRecallEnded(state: ClaimState, outcome: 'COMPLETED' | 'CANCELLED', at: number): ClaimState {
  return { ...state, recall: state.recall && { ...state.recall, ended: { outcome, at } } };
}

function over(state: ClaimState, name: ClaimStateName, at: number): ClaimState {
  return { ...state, name, ended: true, endedAt: at, appealableUntil: null };
}
