import type { ClaimLadderName, Remedy } from '../policy/claim-terms.ts';
import type { RungReached } from '../shared/ladder.ts';
import type { Money } from '../shared/money.ts';
import type { Recorded } from '../shared/recorded.ts';
import type { RuledBy } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import type { ClaimantRole, ClaimCommandName, ClaimOutcome, ClaimSide, DocumentKind, PartnerPosition } from './bodies.ts';
import type { ContactedFirst } from './state.ts';

/** The decision as an event holds it; its reason is joined by the store. */
export interface Decided {
  readonly outcome: ClaimOutcome;
  readonly remedy: Remedy | 'NONE';
  readonly amount: Money | null;
}

/** The facts of each kind of event of a claim. Ids, enums, numbers and instants only; free text is joined by the store. */
export interface ClaimEventData {
  readonly CLAIM_OPENED: RuledBy & {
    readonly claimId: string;
    readonly orderId: string;
    /** Sequence of CLAIM_FILED in the order's log, which has the claim's own words. */
    readonly orderSequence: number;
    readonly claimant: { readonly role: ClaimantRole; readonly id: string };
    readonly providerId: string;
    readonly customerId: string;
    readonly marketplaceId: string;
    readonly timeZone: string;
    readonly locale: string;
    readonly price: Money | null;
    readonly sandbox: boolean;
    readonly clockOffsetMs: number;
    readonly remedies: readonly Remedy[];
    readonly desiredRemedy: Remedy;
    readonly isException: boolean;
    readonly contactedFirst: ContactedFirst;
    readonly deciders: readonly string[];
    readonly documentIds: readonly string[];
  };
  readonly PARTNER_TOLD: { readonly answersBy: Instant };
  readonly PARTNER_ANSWERED: { readonly position: PartnerPosition; readonly documentIds: readonly string[] };
  readonly PARTNER_SILENT: Record<never, never>;
  readonly INVESTIGATION_TAKEN: Record<never, never>;
  readonly DOCUMENTS_REQUESTED: { readonly requestId: string; readonly from: ClaimSide; readonly kinds: readonly DocumentKind[] };
  readonly DOCUMENTS_SUBMITTED: {
    readonly by: ClaimSide;
    readonly documentIds: readonly string[];
    /** The request that this answers; the clock that stood still for it runs again. */
    readonly requestId: string | null;
  };
  readonly DECISION_PROPOSED: Decided & { readonly limit: Money };
  /** `appealableUntil` null: there is no (second) appeal. `proposedBy`: whose proposal was confirmed. */
  readonly CLAIM_DECIDED: Decided & { readonly appealableUntil: Instant | null; readonly proposedBy: string | null };
  readonly APPEALED: { readonly by: ClaimSide };
  readonly APPEAL_DECIDED: Decided & { readonly changes: boolean };
  readonly REDO_ORDERED: { readonly recallOrderId: string };
  readonly REDO_COMPLETED: { readonly recallOrderId: string };
  /** An appeal ended otherwise: the linked order is no longer wanted. */
  readonly REDO_DROPPED: { readonly recallOrderId: string };
  readonly REDO_CANCELLED: { readonly recallOrderId: string };
  /** A refund is owed, or no longer: `entry` numbers what the ledger holds of this claim. */
  readonly REFUND_OWED: { readonly entry: number; readonly amount: Money };
  readonly REFUND_DROPPED: { readonly entry: number; readonly amount: Money };
  readonly PAYMENT_STATED: { readonly proofDocumentId: string };
  readonly CLAIM_SETTLED: { readonly by: ClaimSide | 'SUPPORT' | 'REDO'; readonly entry: number | null; readonly amount: Money | null };
  readonly CLAIM_WITHDRAWN: Record<never, never>;
  /** Nothing is owed and nothing can be appealed. */
  readonly CLAIM_CLOSED: Record<never, never>;
  /** The last right to appeal is over. */
  readonly CLAIM_ENDED: Record<never, never>;
  readonly RUNG_REACHED: RungReached<ClaimLadderName>;
  readonly CLOCK_ADVANCED: { readonly offsetMs: number };
  /** From here on the claim goes by newer rules; what came before stays as it was decided. */
  readonly RULES_RAISED: { readonly from: number; readonly to: number };
}

export type ClaimEventType = keyof ClaimEventData;

/** What the claim's rules yield: the kind and its facts. The engine adds sequence, time and actor. */
export type NewClaimEvent = {
  readonly [T in ClaimEventType]: { readonly type: T; readonly data: ClaimEventData[T] };
}[ClaimEventType];

/** `notice`: something that another object of the program told (domain/claim/orders/notice.ts). `upgrade`: the program became a newer one. */
export type ClaimEventSource = ClaimCommandName | 'file-claim' | 'notice' | 'deadline' | 'upgrade';

export type ClaimEvent = {
  readonly [T in ClaimEventType]: { readonly type: T; readonly data: ClaimEventData[T] } & Recorded<ClaimEventSource>;
}[ClaimEventType];
export type ClaimEventOf<T extends ClaimEventType> = Extract<ClaimEvent, { type: T }>;

/** Shorthand for the commands' files. */
export function claimEvent<T extends ClaimEventType>(type: T, data: ClaimEventData[T]): NewClaimEvent {
  return { type, data } as NewClaimEvent;
}
