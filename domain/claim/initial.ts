import type { ClaimEventOf } from './events.ts';
import type { ClaimState } from './state.ts';

/** The state of a claim that was just opened: nobody has been told yet. */
export function initialClaim({ data, at, actor, sequence }: ClaimEventOf<'CLAIM_OPENED'>): ClaimState {
  const { orderSequence: _order, ...given } = data;
  return {
    ...given,
    sequence,
    version: sequence,
    lastActor: `${actor.role}:${actor.id}`,
    name: 'SUBMITTED',
    filedAt: at,
    updatedAt: at,
    ended: false,
    endedAt: null,
    partnerAnswersBy: at,
    partnerAnswer: null,
    partnerSilentAt: null,
    takenBy: null,
    decisionSince: null,
    request: null,
    requestCount: 0,
    proposal: null,
    decision: null,
    firstDecision: null,
    appealableUntil: null,
    appeal: null,
    owed: null,
    owedCount: 0,
    paidMinor: 0,
    recall: null,
    recallCount: 0,
    payment: null,
    settledBy: null,
    climbs: [],
    handled: {},
  };
}
