import type { Actor } from '../../shared/actor.ts';
import type { Evolvers } from '../evolver.ts';
import type { OrderState } from '../state.ts';

type ClaimEvents = 'ISSUE_RAISED' | 'CLAIM_FILED' | 'CLAIM_ENDED' | 'CLAIM_LINK_SENT' | 'RATED';

/** What happens after completion: issues, claims, the rating. */
export const evolveClaims: Evolvers<ClaimEvents> = {
  ISSUE_RAISED: (state, { data, at, sequence }) => ({
    ...state,
    issues: [...state.issues, { issueId: data.issueId, sequence, at, answeredAt: null }],
  }),
  CLAIM_FILED: (state, { data, at, sequence, actor }) => ({
    // Who files for the claimant has taken a side, and cannot decide the claim.
    ...withDecider(state, actor),
    claims: [...state.claims, { claimId: data.claimId, sequence, filedAt: at, claimant: data.claimant, ended: null }],
  }),
  CLAIM_ENDED: (state, { data, at }) => ({
    ...state,
    claims: state.claims.map((claim) =>
      claim.claimId === data.claimId ? { ...claim, ended: { as: data.as, approved: data.approved, at } } : claim,
    ),
  }),
  CLAIM_LINK_SENT: (state) => ({ ...state, messageCount: state.messageCount + 1 }),
  RATED: (state, { data, at }) => ({ ...state, rating: { stars: data.stars, at } }),
};

/** Only people of the desk decide; parties, backends and timers do not. */
export function withDecider(state: OrderState, { role, id }: Actor): OrderState {
  const decides = role === 'support' || role === 'supervisor';
  return !decides || state.deciders.includes(id) ? state : { ...state, deciders: [...state.deciders, id] };
}
