import type { Instant } from '../../shared/time.ts';

/** Whether a provider takes part in the guarantee programme and shows its badge. */
export interface PartnerStanding {
  readonly enrolled: boolean;
  readonly badge: boolean;
}

/** A claim as its order knows it; the rest is the claim's own. */
export interface OrderClaim {
  readonly claimId: string;
  /** Of CLAIM_FILED. */
  readonly sequence: number;
  readonly filedAt: Instant;
  readonly claimant: { readonly role: 'CUSTOMER' | 'SELLER'; readonly id: string };
  /** Null while it is open: the order cannot close. */
  readonly ended: { readonly as: ClaimEnd; readonly approved: boolean; readonly at: Instant } | null;
}

/** How a claim ends. */
export const CLAIM_ENDS = ['SETTLED', 'CLOSED', 'WITHDRAWN'] as const;
export type ClaimEnd = (typeof CLAIM_ENDS)[number];

export interface RecallOf {
  readonly orderId: string;
  readonly claimId: string;
}

/** The claim that is open; there is one at most. */
export function openClaim(state: { readonly claims: readonly OrderClaim[] }): OrderClaim | null {
  return state.claims.find((claim) => claim.ended === null) ?? null;
}
