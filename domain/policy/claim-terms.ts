import type { Money } from '../shared/money.ts';
import type { Ladder } from './terms.ts';

export type Remedy = 'REDO' | 'REFUND';

export type ClaimLadderName =
  | 'partner-answer' // the partner has its own clock; this one only reminds
  | 'claim-decision' // support takes the case and decides it; stands still while documents are asked for
  | 'claim-documents' // a side was asked for more documents
  | 'decision-confirmation' // an amount above the limit waits for a second person
  | 'appeal-decision' // an appeal waits for a supervisor
  | 'refund-payment' // a refund was decided and nobody says that it was paid
  | 'settlement-confirmation' // the provider says that it paid, with proof
  | 'redo-order'; // the work is done again in a linked order

/**
 * What a claim was promised: clocks, limits and ladders of its guarantee programme. The claim's workflow gets them in its
 * input; the order does not carry them, for its own terms name the pack's version, which never changes.
 */
export interface ClaimTerms {
  readonly policy: { readonly id: string; readonly version: string };
  readonly programme: string;
  readonly claimant: 'CUSTOMER' | 'SELLER';
  /** How long the partner has to answer; then its silence is recorded and the claim goes on. ISO 8601. */
  readonly partnerAnswersWithin: string;
  /** Local days after the day of the decision in which either side may appeal, once. */
  readonly appealDays: number;
  /** A refund above this is confirmed by a second person. */
  readonly fourEyesAbove: Money;
  /** What can be decided where the parties agreed on nothing else. */
  readonly remedies: readonly Remedy[];
  /** A reminder that could not go out in time is dropped when it is later than this. ISO 8601. */
  readonly reminderGrace: string;
  readonly limits: { readonly documents: number; readonly requests: number };
  readonly ladders: Readonly<Record<ClaimLadderName, Ladder>>;
}
