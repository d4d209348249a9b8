import type { DocumentKind } from '../../domain/claim/bodies.ts';
import type { OrderDetails } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { MessagePurpose } from '../../domain/policy/pack.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { Actor, Role } from '../../domain/shared/actor.ts';
import type { Money } from '../../domain/shared/money.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Answer } from './answer.ts';

// What the store holds, as the rest of the program reads it.

export interface OrderRecord {
  readonly orderId: string;
  readonly state: OrderState;
  readonly details: OrderDetails;
  readonly terms: Terms;
  /** Of its last event, in the chain. */
  readonly lastHash: string;
  /** When its workflow was started, by the database's clock; null: still to be started. */
  readonly workflowStartedAt: Instant | null;
  /** Set when the store and Temporal were found to differ; a person must look. */
  readonly divergedAt: Instant | null;
}

export interface StoredEvent {
  /** Position in the feed of all orders. */
  readonly position: number;
  readonly orderId: string;
  readonly event: OrderEvent;
  /** Null where there were none, or where they were erased; `textsHash` stays as it was. */
  readonly texts: PrivateData | null;
  /** Of the digests of its texts (text-digests.ts); null: they are of the first format. Given to nobody. */
  readonly salt: string | null;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly recordedAt: Instant;
}

export type RecordResult<R = OrderRecord> =
  | {
      readonly kind: 'recorded';
      readonly record: R;
      readonly appended: number;
      /** Of the commands that the events are of, by their ids; the first answer, where it was there already. */
      readonly answers: ReadonlyMap<string, Answer>;
      /** The database's clock when the row was locked. */
      readonly at: Instant;
    }
  /** Events before the first one given are missing in the store: ask the workflow for those after `have`. */
  | { readonly kind: 'gap'; readonly have: number }
  /** An event of equal sequence has other content: nothing was written, the order is marked. */
  | { readonly kind: 'diverged'; readonly sequence: number };

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export type MessageStatus = 'QUEUED' | 'SENT' | 'FAILED' | 'BLOCKED' | 'RECEIVED';

export interface MessageRow {
  readonly messageId: string;
  readonly orderId: string;
  readonly direction: 'OUTBOUND' | 'INBOUND';
  readonly purpose: MessagePurpose | 'REMINDER' | 'ESCALATION' | 'NOTICE';
  readonly to: 'CUSTOMER' | 'PROVIDER' | 'SUPERVISOR' | 'SUPPORT';
  readonly from: Actor;
  readonly templateId: string | null;
  readonly variables: Readonly<Record<string, string | number>>;
  readonly locale: string;
  /** Written text, or the template rendered at its first attempt. */
  readonly subject: string | null;
  readonly text: string | null;
  readonly status: MessageStatus;
  readonly attempts: number;
  /** Why it failed or was blocked: codes, never an address. */
  readonly reasons: readonly { readonly code: string; readonly excerpt: string }[];
  readonly holdId: string | null;
  readonly createdAt: Instant;
  readonly sentAt: Instant | null;
}

export interface ProviderRow {
  readonly providerId: string;
  readonly name: string;
  readonly marketplaceIds: readonly string[];
  readonly contact: { readonly channel: 'EMAIL'; readonly address: string } | null;
  /** The whole body of PUT /v1/providers, as given. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly technicians: readonly {
    readonly technicianId: string;
    readonly name: string;
    readonly backgroundCheck: { readonly status: 'CLEAR' | 'PENDING' | 'FAILED'; readonly validUntil: string };
    readonly licences: readonly { readonly skill: string; readonly validUntil: string }[];
  }[];
}

export interface LedgerPosting {
  /** `order:{id}:cancel-fee:{n}`, with `:reversal` for a correction: entered once. */
  readonly key: string;
  readonly orderId: string;
  readonly feeId: string;
  readonly memo: string;
  /** Signed; they sum to zero in each currency. */
  readonly entries: readonly { readonly account: string; readonly amount: Money }[];
}

/** A document as it was announced. */
export interface DocumentRow {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly contentType: string;
  readonly contentLength: number;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  readonly uploader: { readonly role: Role; readonly id: string };
  /** Null until its uploader uses it for the first time. */
  readonly orderId: string | null;
  readonly createdAt: Instant;
  /** When its bytes were checked and kept; null: they have not come. */
  readonly storedAt: Instant | null;
}

export type NewDocument = Omit<DocumentRow, 'createdAt' | 'storedAt'>;

/** How many, and how many bytes in all. */
export interface DocumentUse {
  readonly count: number;
  readonly bytes: number;
}

export interface Documents {
  get(documentId: string): Promise<DocumentRow | null>;
  /** In the order of their announcement; ids that are not there are left out. */
  find(documentIds: readonly string[]): Promise<readonly DocumentRow[]>;
  ofOrder(orderId: string): Promise<readonly DocumentRow[]>;
  markStored(documentId: string): Promise<void>;
  /**
   * Forgets what was announced longer ago than that and that no order has, or whose bytes never came.
   * @param removeBytes of a hash that no document has any more
   * @returns how many
   */
  expire(olderThanMs: number, removeBytes: (sha256: string) => Promise<void>): Promise<number>;
}
