import type { ClaimCommandBodies, ClaimCommandName } from '../../domain/claim/bodies.ts';
import type { CommandBodies, CommandName } from '../../domain/order/bodies.ts';
import type { OrderDetails } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import type { Refusal } from '../../domain/shared/deciding/refusal.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Answer } from './answer.ts';
import type { DocumentUse, MessageRow, NewDocument, ProviderRow } from './rows.ts';

// The inbox: every request before it is decided, and what may be written with its answer.

/** A request as it arrived: any POST or PUT with or without an Idempotency-Key, and every command. */
export interface NewRequest {
  readonly commandId: string;
  /** `role:subject` of the caller; the scope of the key. */
  readonly caller: string;
  readonly idempotencyKey: string | null;
  readonly method: string;
  readonly path: string;
  /** SHA-256 of the canonical JSON of the body. */
  readonly bodyHash: string;
  /** For commands of an order: which, and the full bodies with their text. Null for other requests. */
  readonly order: {
    readonly orderId: string;
    readonly actor: Actor;
    readonly authority: ClaimedAuthority;
    readonly expectedVersion: number | null;
    readonly commands: readonly GivenCommand[];
  } | null;
  /** For commands of a claim: which, of which order. */
  readonly claim?: GivenToClaim | null;
}

export interface GivenToClaim {
  readonly claimId: string;
  readonly orderId: string;
  readonly actor: Actor;
  readonly authority: ClaimedAuthority;
  readonly expectedVersion: number | null;
  readonly commands: readonly GivenClaimCommand[];
}

/** What the caller's right rests on as the request is taken: judged when that is sent and decided (domain/shared/deciding/authority.ts). */
export interface ClaimedAuthority {
  /** The key that it called with; absent: none. */
  readonly keyId?: string;
  /** The provider that the order had; absent: nobody looked. */
  readonly providerId?: string;
}

export interface GivenClaimCommand<N extends ClaimCommandName = ClaimCommandName> {
  readonly command: N;
  readonly body: ClaimCommandBodies[N];
  readonly occurredAt?: string;
}

export type AnyGivenCommand = GivenCommand | GivenClaimCommand;

export interface GivenCommand<N extends CommandName = CommandName> {
  readonly command: N;
  readonly body: CommandBodies[N];
  readonly occurredAt?: string;
}

export interface InboxRow extends NewRequest {
  readonly receivedAt: Instant;
  /** The database's time when the row was last taken for sending. */
  readonly sentAt: Instant | null;
  readonly answer: Answer | null;
}

/** What `receive` found: a new row; a repeat of the same request (its row, answered or in flight); or the key used for another request. */
export type Received = { readonly kind: 'new' | 'repeat'; readonly row: InboxRow } | { readonly kind: 'key-reused' };

/** An order, or one claim of it: commands of the two do not wait for each other. */
export interface Subject {
  readonly orderId: string;
  readonly claimId?: string;
}

export interface Inbox {
  /** Writes the request's row with its receipt time by clock_timestamp(), or finds the row of the first one. */
  receive(request: NewRequest): Promise<Received>;
  find(commandId: string): Promise<InboxRow | null>;
  /** Refusals are kept too; the first answer wins and is returned. */
  settleRefused(commandId: string, refusal: Refusal, index: number): Promise<Answer>;
  /** Rows of orders, undecided, received before `before` and not sent since, oldest first; marks them as taken now. */
  takeUndecided(before: Instant, limit: number): Promise<readonly InboxRow[]>;
  /** Undecided rows of the order, or of the claim, oldest first, whoever has sent them when; marks them as taken now. */
  takeUndecidedOf(of: Subject, limit: number): Promise<readonly InboxRow[]>;
  /** Receipt time of the oldest undecided command of the order, or of the claim; `except` left out. */
  oldestUndecidedAt(of: Subject, except?: string): Promise<Instant | null>;
  /** Claims that the order did not accept, oldest first: each stays on record with its receipt and its reasons. */
  refusedClaims(orderId: string): Promise<readonly InboxRow[]>;
  /** For requests that the store itself answers: the answer is kept with what `write` does, in one transaction. */
  answerOnce(
    request: NewRequest,
    write: (tx: StoreTransaction) => Promise<Extract<Answer, { outcome: 'ANSWERED' }>>,
  ): Promise<
    { readonly answer: Answer; readonly replayed: boolean } | { readonly answer: null; readonly replayed: false; readonly keyReused: true }
  >;
}

/** What may be written together with an answer. */
export interface StoreTransaction {
  /** @returns false where the order id is taken */
  createOrder(
    order: { readonly details: OrderDetails; readonly terms: Terms; readonly bodyHash: string },
    events: readonly OrderEvent[],
    state: OrderState,
  ): Promise<boolean>;
  putProvider(provider: ProviderRow): Promise<{ readonly created: boolean }>;
  addMessage(message: MessageRow): Promise<void>;
  /** Ends every claim link that the order has given. @returns the number that the end has among them */
  revokeClaimLinks(orderId: string, by: Actor, reason: string): Promise<number>;
  addDocument(document: NewDocument): Promise<void>;
  /** What the uploader has on that order, or (null) on none yet; its other announcements wait for this transaction. */
  documentUse(of: Pick<NewDocument, 'uploader' | 'orderId'>): Promise<DocumentUse>;
  /** First use by its uploader binds a document to the order. */
  bindDocuments(orderId: string, documentIds: readonly string[]): Promise<void>;
  /** Replaces what an import gave (title, scope, customer …) without an event of its own. */
  now(): Promise<Instant>;
}
