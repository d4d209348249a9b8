import type { ClaimLadderName, ClaimTerms, Remedy } from '../policy/claim-terms.ts';
import type { Climb } from '../shared/ladder.ts';
import type { Money } from '../shared/money.ts';
import type { Handled } from '../shared/remember.ts';
import type { RuledBy } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import type { ClaimantRole, ClaimOutcome, ClaimSide, DocumentKind, PartnerPosition } from './bodies.ts';

export const CLAIM_STATES = [
  'SUBMITTED',
  'AWAITING_PARTNER',
  'INVESTIGATING',
  'DECIDED',
  'APPEALED',
  'SETTLED',
  'CLOSED',
  'WITHDRAWN',
] as const;
export type ClaimStateName = (typeof CLAIM_STATES)[number];

/** What was decided, and by whom; `by` and `confirmedBy` are the subjects of people, not their roles. */
export interface ClaimDecision {
  readonly outcome: ClaimOutcome;
  readonly remedy: Remedy | 'NONE';
  /** Of a REFUND; null otherwise. */
  readonly amount: Money | null;
  readonly by: string;
  /** The second person, where the amount needed one. */
  readonly confirmedBy: string | null;
  readonly at: Instant;
  /** Sequence of the event that holds its reason. */
  readonly sequence: number;
}

/** That the partner was approached first: proven by an issue on the order, or said by the claimant. */
export type ContactedFirst =
  | { readonly basis: 'RECORD'; readonly issueId: string; readonly sequence: number; readonly at: Instant }
  | { readonly basis: 'STATEMENT'; readonly channel: string; readonly outcome: 'UNRESOLVED' | 'NO_ANSWER'; readonly at: Instant }
  /** The programme does not ask for it. */
  | { readonly basis: 'NOT_ASKED' };

export interface DocumentRequest {
  readonly requestId: string;
  readonly from: ClaimSide;
  readonly kinds: readonly DocumentKind[];
  readonly since: Instant;
}

export interface Appeal {
  readonly by: ClaimSide;
  readonly at: Instant;
  /** Since when the supervisor's clock runs, moved by the time that it stood still. */
  readonly since: Instant;
  readonly from: 'DECIDED' | 'SETTLED';
  readonly decidedAt: Instant | null;
}

/** A linked order in which the work is done again. */
export interface Recall {
  readonly recallOrderId: string;
  readonly since: Instant;
  readonly ended: { readonly outcome: 'COMPLETED' | 'CANCELLED'; readonly at: Instant } | null;
}

/** The provider says that it paid; claimant or support confirm. */
export interface PaymentStated {
  readonly by: string;
  readonly at: Instant;
  readonly proofDocumentId: string;
}

/**
 * All that the rules need to know of a claim: ids, enums, numbers, instants. Names and texts live in the store only
 * (domain/claim/details.ts).
 */
export interface ClaimState extends RuledBy {
  readonly claimId: string;
  readonly orderId: string;
  /** Sequence of the last event; every event of a claim is decided, so it is the version too. */
  readonly sequence: number;
  readonly version: number;
  readonly lastActor: string;
  readonly name: ClaimStateName;
  /** Receipt of the claim by the database's clock; it alone decided whether it was in time. */
  readonly filedAt: Instant;
  readonly updatedAt: Instant;
  /** Nothing can change any more; its workflow is gone. A SETTLED claim may still be appealed until its window is over. */
  readonly ended: boolean;
  readonly endedAt: Instant | null;
  readonly claimant: { readonly role: ClaimantRole; readonly id: string };
  readonly providerId: string;
  readonly customerId: string;
  readonly marketplaceId: string;
  readonly timeZone: string;
  readonly locale: string;
  /** What was paid for the order; null: not known (imports). */
  readonly price: Money | null;
  readonly sandbox: boolean;
  readonly clockOffsetMs: number;
  /** What can be decided: as the parties agreed, else as the programme says. */
  readonly remedies: readonly Remedy[];
  readonly desiredRemedy: Remedy;
  /** A supervisor admitted it although the window was over. */
  readonly isException: boolean;
  readonly contactedFirst: ContactedFirst;
  /** Subjects of people who decided something on the order before the claim: none of them decides the claim. */
  readonly deciders: readonly string[];
  readonly documentIds: readonly string[];
  /** Until when the partner can answer; an answer that was received before counts, whenever it is judged. */
  readonly partnerAnswersBy: Instant;
  readonly partnerAnswer: { readonly position: PartnerPosition; readonly by: string; readonly at: Instant } | null;
  readonly partnerSilentAt: Instant | null;
  readonly takenBy: string | null;
  /** Since when support's clock runs, moved by the time that it stood still; null: not yet. */
  readonly decisionSince: Instant | null;
  readonly request: DocumentRequest | null;
  readonly requestCount: number;
  /** A decision that waits for a second person. */
  readonly proposal: Omit<ClaimDecision, 'confirmedBy'> | null;
  readonly decision: ClaimDecision | null;
  /** What was decided before the appeal. */
  readonly firstDecision: ClaimDecision | null;
  /** Until when either side may appeal; null once the right is used or given up. */
  readonly appealableUntil: Instant | null;
  readonly appeal: Appeal | null;
  /** What the provider owes now; `entry` numbers what the ledger holds of this claim. */
  readonly owed: { readonly entry: number; readonly amount: Money } | null;
  readonly owedCount: number;
  /** Minor units that settled refunds have brought already. */
  readonly paidMinor: number;
  readonly recall: Recall | null;
  readonly recallCount: number;
  readonly payment: PaymentStated | null;
  readonly settledBy: ClaimSide | 'SUPPORT' | 'REDO' | null;
  readonly climbs: readonly Climb<ClaimLadderName>[];
  readonly handled: Handled;
}

export interface ClaimContext {
  readonly state: ClaimState;
  readonly terms: ClaimTerms;
}

/** A refund or a redo was decided and is neither done nor overturned. */
export function awaitsRemedy({ name, decision }: ClaimState): boolean {
  return name === 'DECIDED' && decision !== null && decision.outcome !== 'DENIED';
}

/** The linked order was cancelled: support chooses the remedy again. */
export function needsRemedyAgain(state: ClaimState): boolean {
  return awaitsRemedy(state) && state.decision?.remedy === 'REDO' && state.recall?.ended?.outcome === 'CANCELLED';
}

export function sideOf({ claimant }: Pick<ClaimState, 'claimant'>): 'CUSTOMER' | 'SYSTEM' {
  // A seller is reached through its backend.
  return claimant.role === 'CUSTOMER' ? 'CUSTOMER' : 'SYSTEM';
}
