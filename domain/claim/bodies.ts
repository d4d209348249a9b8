import type { Remedy } from '../policy/claim-terms.ts';
import type { OnBehalf } from '../shared/actor.ts';
import type { Money } from '../shared/money.ts';

export type ClaimantRole = 'CUSTOMER' | 'SELLER';

export const PARTNER_POSITIONS = ['ACCEPT', 'CONTEST', 'RESOLVED'] as const;
export type PartnerPosition = (typeof PARTNER_POSITIONS)[number];

export const CLAIM_OUTCOMES = ['APPROVED', 'PARTIAL', 'DENIED'] as const;
export type ClaimOutcome = (typeof CLAIM_OUTCOMES)[number];

export const DOCUMENT_KINDS = ['RECEIPT', 'SCOPE', 'PHOTO', 'VIDEO', 'SIGNATURE', 'OTHER'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The two sides of a claim. */
export type ClaimSide = 'CLAIMANT' | 'PROVIDER';

export interface DecisionBody {
  readonly outcome: ClaimOutcome;
  readonly remedy: Remedy | 'NONE';
  /** For a REFUND; an APPROVED one without it is the whole price. */
  readonly amount?: Money;
  readonly reason: string;
}

type Empty = Record<never, never>;

/** The body of each command of a claim, as over HTTP. On its way into the workflow its free text is redacted. */
export interface ClaimCommandBodies {
  readonly respond: { readonly position: PartnerPosition; readonly text: string; readonly documentIds?: readonly string[] } & OnBehalf;
  readonly investigate: Empty;
  readonly 'request-documents': {
    readonly kinds: readonly DocumentKind[];
    readonly text: string;
    /** Who is asked; default: the claimant. */
    readonly from?: ClaimSide;
  };
  readonly 'submit-documents': { readonly documentIds: readonly string[] } & OnBehalf;
  readonly decide: DecisionBody;
  readonly 'confirm-decision': Empty;
  readonly appeal: { readonly reason: string } & OnBehalf;
  readonly 'decide-appeal': DecisionBody;
  readonly settle: { readonly note: string; readonly proofDocumentId?: string } & OnBehalf;
  readonly withdraw: { readonly reason?: string } & OnBehalf;
}

export type ClaimCommandName = keyof ClaimCommandBodies;

/** The body of a claim as it is filed. */
export interface FileClaimBody extends OnBehalf {
  /** Default: made by the server. */
  readonly claimId?: string;
  readonly claimant: { readonly role: ClaimantRole; readonly id: string; readonly name?: string };
  readonly partnerName?: string;
  readonly receiptDocumentId?: string;
  readonly agreedScope?: string;
  readonly description: string;
  /** Needed where no issue is on file; then it is the claimant's statement. */
  readonly raisedWithPartner?: { readonly at: string; readonly channel: string; readonly outcome: 'UNRESOLVED' | 'NO_ANSWER' };
  readonly desiredRemedy: Remedy;
  readonly documentIds?: readonly string[];
  /** A supervisor admits a late claim. */
  readonly exception?: { readonly reason: string };
}
