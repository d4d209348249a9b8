import type { ClaimDetails } from '../../domain/claim/details.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { ClaimState, ClaimStateName } from '../../domain/claim/state.ts';
import type { ClaimTerms } from '../../domain/policy/claim-terms.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { Scope } from '../../domain/shared/scope.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Page, RecordResult } from './rows.ts';

export interface ClaimRecord {
  readonly claimId: string;
  readonly orderId: string;
  readonly state: ClaimState;
  readonly details: ClaimDetails;
  readonly terms: ClaimTerms;
  /** When its workflow was started, by the database's clock; null: still to be started. */
  readonly workflowStartedAt: Instant | null;
  /** Set when the store and Temporal were found to differ; a person must look. */
  readonly divergedAt: Instant | null;
}

export interface StoredClaimEvent {
  readonly claimId: string;
  readonly event: ClaimEvent;
  readonly texts: PrivateData | null;
  readonly salt: string | null;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly recordedAt: Instant;
}

export interface ClaimFilter {
  readonly state?: ClaimStateName;
  readonly isOpen?: boolean;
  /** Only claims of this party's orders. */
  readonly party?: { readonly role: 'PROVIDER' | 'CUSTOMER'; readonly id: string };
  /** Only claims of orders within it. */
  readonly scope?: Scope;
  readonly limit: number;
  readonly cursor?: string;
}

export interface ClaimReport {
  readonly open: readonly { readonly state: string; readonly claims: number; readonly late: number; readonly oldestDays: number }[];
  readonly decided: readonly { readonly programme: string; readonly outcome: string; readonly claims: number }[];
  /** From filing to the first decision; null while nothing is decided. */
  readonly daysToDecision: { readonly p50: number | null; readonly p90: number | null };
  /** Admitted by a supervisor although they were late. */
  readonly exceptions: number;
  readonly withdrawn: number;
}

/** A claim's row is written with the order's event that accepted it (record of an order); from then on it lives here. */
export interface Claims {
  get(claimId: string): Promise<ClaimRecord | null>;
  /** Reserves an id for claims of this order. @returns false where it belongs to another */
  reserve(claimId: string, orderId: string): Promise<boolean>;
  /** As it was after the event `sequence`. */
  getAt(claimId: string, sequence: number): Promise<ClaimRecord | null>;
  /** Oldest first. */
  ofOrder(orderId: string): Promise<readonly ClaimRecord[]>;
  /** Newest first. */
  list(filter: ClaimFilter): Promise<Page<ClaimRecord>>;
  timeline(claimId: string): Promise<readonly StoredClaimEvent[]>;
  /** Appends what is missing, as for an order. */
  record(claimId: string, events: readonly ClaimEvent[]): Promise<RecordResult<ClaimRecord>>;
  markWorkflowStarted(claimId: string): Promise<void>;
  /** A person has decided: what the store says holds. It takes events again. */
  clearDivergence(claimId: string): Promise<void>;
  /** Claims that are not over and whose workflow was never started. */
  unstarted(limit: number): Promise<readonly ClaimRecord[]>;
  /** Open claims whose next deadline passed more than `lateMs` ago. */
  overdue(lateMs: number, limit: number): Promise<readonly ClaimRecord[]>;
  /** Of all claims, or of those of orders within a scope. */
  report(scope?: Scope): Promise<ClaimReport>;
}
