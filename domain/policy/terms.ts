import type { Attribution, Party } from '../shared/actor.ts';
import type { Money } from '../shared/money.ts';

/** REQUIRED stops, ADVISED warns, NOT_APPLICABLE is passed over. */
export type GateLevel = 'REQUIRED' | 'ADVISED' | 'NOT_APPLICABLE';

/** What a pack can ask for, by kind of location. `presence`: the customer is there for the scope check. */
export interface Gates {
  readonly visit: GateLevel;
  readonly technicians: GateLevel;
  readonly inspection: GateLevel;
  readonly guardian: GateLevel;
  readonly presence: GateLevel;
  readonly scope: GateLevel;
  readonly signature: GateLevel;
  readonly notes: GateLevel;
}

export type LadderName =
  | 'schedule' // no appointment yet
  | 'reschedule-agreement' // the counterpart has not agreed to the new time
  | 'customer-choice' // the provider did not come: the customer may reschedule or cancel freely
  | 'guardian' // work stands still until a parent or guardian is there
  | 'defect-confirmation' // the provider's written confirmation to the customer
  | 'defect-contact' // the provider's contact with support
  | 'support-response' // support's guidance on a defect
  | 'hold-follow-up' // support decided RESCHEDULE or CANCEL and it is not done
  | 'overdue-work' // the visit should be over and is not completed
  | 'fee-decision' // a proposed fee that nobody has posted or waived
  | 'issue-answer'; // the customer raised an issue after completion

/** What one rung does: REMIND writes to the party waited for, ESCALATE writes to the desk or its supervisor. */
export interface Rung {
  /** After the wait began (first rung) or after the rung before; ISO 8601, elapsed time. */
  readonly after: string;
  readonly action: 'REMIND' | 'ESCALATE';
  readonly to: Party;
  /** Which channel a person on call should be reached by; until gateways are configured each is a mail. */
  readonly channel: 'MAIL' | 'TEXT' | 'SECOND' | 'THIRD';
}

/** A clock that climbs until what it waits for has happened. The last rung repeats, so that nothing is ever forgotten. */
export interface Ladder {
  readonly rungs: readonly Rung[];
  readonly repeatEvery: string;
  /** The rule in one sentence, for the deadline's derivation. */
  readonly rule: string;
}

export interface ReasonCode {
  readonly code: string;
  readonly attributedTo: Attribution;
  /** Which commands it may be used for. */
  readonly uses: readonly ('CANCEL' | 'RESCHEDULE')[];
}

export interface CancellationFee {
  readonly amount: Money;
  /** Who pays when the cancellation is attributed to them. */
  readonly attributedTo: Attribution;
  readonly rule: string;
}

/** Pieces of evidence that a claim must bring. Source: Partner Network FAQ, "How do I raise a claim", a) to c). */
export type ClaimPiece = 'PARTNER_NAME' | 'RECEIPT' | 'SCOPE';

export interface ClaimWindowTerms {
  readonly programme: string;
  readonly claimant: 'CUSTOMER' | 'SELLER';
  readonly days: number;
  /** Before the end of the window the claimant is reminded; ISO 8601. */
  readonly reminderBefore: string;
  readonly rule: string;
  /** Whether the partner must have been enrolled and badged when the order was completed. */
  readonly enrolment: 'REQUIRED' | 'NOT_APPLICABLE';
  /** Whether the partner must have been approached first. */
  readonly partnerFirst: 'REQUIRED' | 'NOT_APPLICABLE';
  readonly pieces: readonly ClaimPiece[];
}

/**
 * What an order was promised: the numbers and switches of its policy pack for its kind of location, pinned when it is
 * created. A new pack or a deploy never changes the terms of an open order. Kept small: it travels in the workflow's input.
 */
export interface Terms {
  readonly policy: { readonly id: string; readonly version: string };
  readonly gates: Gates;
  readonly reasons: readonly ReasonCode[];
  readonly cancellationFee: CancellationFee | null;
  readonly claimWindow: ClaimWindowTerms | null;
  /** How far ahead an appointment may lie, in days. */
  readonly bookingHorizonDays: number;
  /** Arrival up to this much before or after the start is on time; ISO 8601. */
  readonly arrivalTolerance: string;
  /** The provider has not arrived by this long after the start: a no-show; ISO 8601. */
  readonly noShowAfter: string;
  /** A reminder that could not go out in time is dropped when it is later than this; ISO 8601. */
  readonly reminderGrace: string;
  /** A cancelled order, or one that closes at completion, can be corrected for this many days. */
  readonly correctionDays: number;
  readonly quoteValidFor: string;
  readonly limits: { readonly reschedules: number; readonly notes: number; readonly messages: number; readonly inspections: number };
  readonly ladders: Readonly<Record<LadderName, Ladder>>;
}
