import type { OrderEvent } from '../../domain/order/events.ts';
import type { Money } from '../../domain/shared/money.ts';
import type { Scope } from '../../domain/shared/scope.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Trouble } from '../health/trouble.ts';
import type { Vitals } from '../health/vitals.ts';
import type { ApiKeys } from './api-key-store.ts';
import type { ClaimLinks } from './claim-link-store.ts';
import type { Claims } from './claim-store.ts';
import type { Inbox, InboxRow } from './requests.ts';
import type { Documents, LedgerPosting, MessageRow, OrderRecord, Page, ProviderRow, RecordResult, StoredEvent } from './rows.ts';
import type { StuckWorkflows } from './stuck-store.ts';
import type { PoolUse, StoreFigures } from './watched.ts';

export type { Scope } from '../../domain/shared/scope.ts';
export type { Trouble } from '../health/trouble.ts';
export type { Vitals } from '../health/vitals.ts';
export type { Answer } from './answer.ts';
export type { ApiKey, ApiKeys, NewApiKey } from './api-key-store.ts';
export type { ClaimLinkRow } from './claim-link-store.ts';
export type { ClaimFilter, ClaimRecord, ClaimReport, Claims, StoredClaimEvent } from './claim-store.ts';
export type {
  AnyGivenCommand,
  ClaimedAuthority,
  GivenClaimCommand,
  GivenCommand,
  Inbox,
  InboxRow,
  NewRequest,
  Received,
  StoreTransaction,
  Subject,
} from './requests.ts';
export type {
  DocumentRow,
  DocumentUse,
  LedgerPosting,
  MessageRow,
  MessageStatus,
  NewDocument,
  OrderRecord,
  Page,
  ProviderRow,
  RecordResult,
  StoredEvent,
} from './rows.ts';
export type { Stuck, StuckWorkflows } from './stuck-store.ts';
export type { PoolUse, StoreFigures } from './watched.ts';

// The database as the rest of the program sees it. One implementation (Kysely) on two engines: PostgreSQL and PGlite.
// Every function is one transaction unless it says otherwise; none awaits anything but the database.

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
  /** Only orders within it. */
  readonly scope?: Scope;
  readonly q?: string;
  /** Who searches reads customers' names only while their orders are open: `q` finds no others by them. */
  readonly namesWhileOpen?: boolean;
  readonly sort?: 'nextDeadline' | '-createdAt';
  readonly limit: number;
  readonly cursor?: string;
}

/** The order as it was read before its workflow was asked, and the request that was asked. */
export interface AsRead {
  readonly order: OrderRecord;
  readonly request: InboxRow;
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
  /** The feed of all orders, or of those within a scope, in the order of recording; `after` is a position. */
  feed(after: number, limit: number, scope?: Scope): Promise<readonly StoredEvent[]>;
  /** Of the newest event of all; 0 where there is none. */
  lastPosition(): Promise<number>;
  /**
   * Appends what is missing, folds state and details, writes message rows and the answers of the commands. Any number of times, by anybody.
   * @param asRead what the events were decided on and for, where the caller knows: it saves most of the way
   */
  record(orderId: string, events: readonly OrderEvent[], asRead?: AsRead): Promise<RecordResult>;
  markWorkflowStarted(orderId: string): Promise<void>;
  /** A person has decided: what the store says holds. It takes events again. */
  clearDivergence(orderId: string): Promise<void>;
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
  readonly claimLinks: ClaimLinks;
  readonly ledger: Ledger;
  readonly providers: Providers;
  readonly documents: Documents;
  readonly keys: ApiKeys;
  readonly stuck: StuckWorkflows;
  /** The database's clock, ms. */
  now(): Promise<Instant>;
  /** Tries what the program needs of it, or only that it can be written (canary.ts). @returns what is wrong; null where orders can be taken. Never throws. */
  check(how?: { readonly isQuick: boolean }): Promise<Trouble | null>;
  /** What its use told of it since then. */
  readonly vitals: Vitals;
  /** What whoever watches wants to know; cheap enough for every few seconds. */
  figures(): Promise<StoreFigures>;
  /** The connections of this process, as they are at this moment. */
  pool(): PoolUse;
  /** Runs `work` while holding a lock that one process has at a time; null where another has it. */
  exclusively<T>(lock: 'reconciler', work: () => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}
