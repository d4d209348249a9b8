import type { OrderDetails } from '../domain/order/details.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { MessagePurpose } from '../domain/policy/pack.ts';
import type { Terms } from '../domain/policy/terms.ts';
import type { Actor } from '../domain/shared/actor.ts';
import type { Money } from '../domain/shared/money.ts';
import type { PrivateData } from '../domain/shared/redaction.ts';
import type { Instant } from '../domain/shared/time.ts';
import type { Claims } from './claim-store.ts';
import type { Inbox } from './requests.ts';

export type { ClaimFilter, ClaimRecord, ClaimReport, Claims, StoredClaimEvent } from './claim-store.ts';
export type {
  Answer,
  AnyGivenCommand,
  GivenClaimCommand,
  GivenCommand,
  GivenToClaim,
  Inbox,
  InboxRow,
  NewRequest,
  Received,
  StoreTransaction,
  Subject,
} from './requests.ts';

// The database as the rest of the program sees it. One implementation (Kysely) on two engines: PostgreSQL and PGlite.
// Every function is one transaction unless it says otherwise; none awaits anything but the database.

export interface OrderRecord {
  readonly orderId: string;
  readonly state: OrderState;
  readonly details: OrderDetails;
  readonly terms: Terms;
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
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly recordedAt: Instant;
}

export type RecordResult<R = OrderRecord> =
  | { readonly kind: 'recorded'; readonly record: R; readonly appended: number }
  /** Events before the first one given are missing in the store: ask the workflow for those after `have`. */
  | { readonly kind: 'gap'; readonly have: number }
  /** An event of equal sequence has other content: nothing was written, the order is marked. */
  | { readonly kind: 'diverged'; readonly sequence: number };

export interface OrderFilter {
  /** Neither closed nor cancelled. */
  readonly isOpen?: boolean;
  readonly state?: string;
  readonly hold?: string;
  readonly waitingFor?: string;
  readonly providerId?: string;
  readonly customerId?: string;
  readonly sellerId?: string;
  readonly dueBefore?: Instant;
  readonly q?: string;
  readonly sort?: 'nextDeadline' | '-createdAt';
  readonly limit: number;
  readonly cursor?: string;
}

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

export interface Orders {
  get(orderId: string): Promise<OrderRecord | null>;
  /** As it was after the event `sequence`: the events folded again. */
  getAt(orderId: string, sequence: number): Promise<OrderRecord | null>;
  /** SHA-256 of the body it was created with, to tell a repeat from a taken id. */
  creationHash(orderId: string): Promise<string | null>;
  list(filter: OrderFilter): Promise<Page<OrderRecord>>;
  /** How many a filter finds, whatever page it names; counting stops at `max`. */
  count(filter: OrderFilter, max: number): Promise<number>;
  counts(): Promise<Readonly<Record<string, number>>>;
  timeline(orderId: string, asOf?: Instant): Promise<readonly StoredEvent[]>;
  eventsBetween(orderId: string, first: number, last: number): Promise<readonly OrderEvent[]>;
  /** The feed of all orders in the order of recording; `after` is a position. */
  feed(after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Appends what is missing, folds state and details, writes message rows and the answers of the commands. Any number of times, by anybody. */
  record(orderId: string, events: readonly OrderEvent[]): Promise<RecordResult>;
  markWorkflowStarted(orderId: string): Promise<void>;
  /** Orders that are not over and whose workflow was never started. */
  unstarted(limit: number): Promise<readonly OrderRecord[]>;
  /** Open orders whose next deadline passed more than `lateMs` ago: somebody should look whether their workflow lives. */
  overdue(lateMs: number, limit: number): Promise<readonly OrderRecord[]>;
}

export interface Messages {
  of(orderId: string): Promise<readonly MessageRow[]>;
  get(messageId: string): Promise<MessageRow | null>;
  add(message: MessageRow): Promise<void>;
  /** Takes the message for one attempt for `leaseMs`; null where it is sent, failed, or in another's hands. Counts the attempt. */
  lease(messageId: string, leaseMs: number): Promise<MessageRow | null>;
  pinText(messageId: string, subject: string, text: string): Promise<void>;
  settle(
    messageId: string,
    outcome: { readonly status: 'SENT' } | { readonly status: 'FAILED'; readonly code: string; readonly excerpt: string },
  ): Promise<void>;
  /** Gives the lease back for another attempt later. */
  release(messageId: string): Promise<void>;
  /** A failed message is queued again under the same id. */
  requeue(messageId: string): Promise<boolean>;
}

export interface Ledger {
  /** Once by its key; an equal key with other content throws `EffectMismatch`. @returns false where it was there already */
  post(posting: LedgerPosting): Promise<boolean>;
  accounts(): Promise<readonly { readonly account: string; readonly balance: Money; readonly entries: number }[]>;
  entriesOf(orderId: string): Promise<
    readonly {
      readonly key: string;
      readonly feeId: string;
      readonly account: string;
      readonly amount: Money;
      readonly memo: string;
      readonly at: Instant;
    }[]
  >;
}

export interface Providers {
  get(providerId: string): Promise<ProviderRow | null>;
}

export interface Store {
  readonly inbox: Inbox;
  readonly orders: Orders;
  readonly claims: Claims;
  readonly messages: Messages;
  readonly ledger: Ledger;
  readonly providers: Providers;
  /** The database's clock, ms. */
  now(): Promise<Instant>;
  /** Throws where the database does not answer or cannot be written. */
  check(): Promise<void>;
  /** Runs `work` while holding a lock that one process has at a time; null where another has it. */
  exclusively<T>(lock: 'reconciler', work: () => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}
