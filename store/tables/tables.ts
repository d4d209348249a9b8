import type { ColumnType, Generated } from 'kysely';
import type { DocumentKind } from '../../domain/claim/bodies.ts';
import type { ClaimDetails } from '../../domain/claim/details.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { ClaimState } from '../../domain/claim/state.ts';
import type { OrderDetails, OrderGiven } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { ClaimTerms } from '../../domain/policy/claim-terms.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { Actor, Role } from '../../domain/shared/actor.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { Answer, AnyGivenCommand, ClaimedAuthority, MessageRow, MessageStatus, ProviderRow } from '../contract/store.ts';
import type { StuckWorkflowsTable } from '../contract/stuck-store.ts';

// What the columns hold, as Kysely sees them. Names are those of the database (migrations/), snake_case.

/** Written as text (`json()`), because pg would write a JavaScript array as a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** int8 is read as text on both engines. */
type Int8 = ColumnType<string, number, number>;

export interface InboxTable {
  command_id: string;
  caller: string;
  idempotency_key: string | null;
  method: string;
  path: string;
  body_hash: string;
  order_id: string | null;
  actor: Json<Actor> | null;
  authority: Json<ClaimedAuthority> | null;
  expected_version: number | null;
  commands: Json<readonly AnyGivenCommand[]> | null;
  /** A command of this claim, which belongs to `order_id`. */
  claim_id: string | null;
  received_at: Generated<Date>;
  sent_at: NullableTime;
  answer: Json<Answer> | null;
  outcome: Answer['outcome'] | null;
}

export interface OrdersTable {
  order_id: string;
  state: Json<OrderState>;
  details: Json<OrderDetails>;
  terms: Json<Terms>;
  /** As given at creation: what `getAt` folds the details from. */
  given: Json<OrderGiven>;
  creation_hash: string;
  last_hash: string;
  name: string;
  version: number;
  sequence: number;
  ended: boolean;
  provider_id: string;
  customer_id: string;
  seller_id: string | null;
  title: string;
  customer_name: string;
  /** Kinds of the open holds. */
  holds: string[];
  /** Whom it waits for and for what, both in one list. */
  waiting_for: string[];
  next_deadline: NullableTime;
  clock_offset_ms: Int8;
  created_at: Time;
  updated_at: Time;
  closed_at: NullableTime;
  workflow_started_at: NullableTime;
  diverged_at: NullableTime;
}

export interface EventsTable {
  order_id: string;
  sequence: number;
  position: Generated<string>;
  command_id: string | null;
  at: Time;
  data: Json<OrderEvent>;
  texts: Json<PrivateData> | null;
  /** Null: digests of the first format. */
  salt: string | null;
  texts_hash: string;
  previous_hash: string;
  hash: string;
  recorded_at: Generated<Date>;
}

export interface ClaimsTable {
  claim_id: string;
  order_id: string;
  state: Json<ClaimState>;
  details: Json<ClaimDetails>;
  terms: Json<ClaimTerms>;
  last_hash: string;
  name: string;
  version: number;
  sequence: number;
  ended: boolean;
  claimant_role: string;
  claimant_id: string;
  provider_id: string;
  customer_id: string;
  programme: string;
  outcome: string | null;
  is_exception: boolean;
  waiting_for: string[];
  next_deadline: NullableTime;
  clock_offset_ms: Int8;
  filed_at: Time;
  /** Of the first decision, whatever an appeal made of it. */
  decided_at: NullableTime;
  updated_at: Time;
  ended_at: NullableTime;
  workflow_started_at: NullableTime;
  diverged_at: NullableTime;
}

export interface ClaimEventsTable {
  claim_id: string;
  sequence: number;
  command_id: string | null;
  at: Time;
  data: Json<ClaimEvent>;
  texts: Json<PrivateData> | null;
  /** Null: digests of the first format. */
  salt: string | null;
  texts_hash: string;
  previous_hash: string;
  hash: string;
  recorded_at: Generated<Date>;
}

export interface MessagesTable {
  message_id: string;
  seq: Generated<string>;
  order_id: string;
  direction: MessageRow['direction'];
  purpose: MessageRow['purpose'];
  recipient: MessageRow['to'];
  sender: Json<Actor>;
  template_id: string | null;
  variables: Json<MessageRow['variables']>;
  locale: string;
  subject: string | null;
  body: string | null;
  status: MessageStatus;
  attempts: number;
  reasons: Json<MessageRow['reasons']>;
  hold_id: string | null;
  created_at: Time;
  sent_at: NullableTime;
  leased_until: NullableTime;
}

export interface ClaimLinksTable {
  order_id: string;
  number: number;
  message_id: string | null;
  link_at: number | null;
  letter_at: NullableTime;
  revoked_by: Json<Actor> | null;
  reason: string | null;
  created_at: Generated<Date>;
}

export interface LedgerTransfersTable {
  key: string;
  order_id: string;
  fee_id: string;
  memo: string;
  fingerprint: string;
  entry_count: number;
  posted_at: Generated<Date>;
}

export interface LedgerEntriesTable {
  transfer_key: string;
  line: number;
  account: string;
  amount_minor: Int8;
  currency: string;
}

export interface DocumentsTable {
  document_id: string;
  kind: DocumentKind;
  content_type: string;
  content_length: number;
  sha256: string;
  uploader_role: Role;
  uploader_id: string;
  order_id: string | null;
  created_at: Generated<Date>;
  stored_at: NullableTime;
}

export interface ProvidersTable {
  provider_id: string;
  name: string;
  marketplace_ids: string[];
  contact: Json<NonNullable<ProviderRow['contact']>> | null;
  body: Json<ProviderRow['body']>;
  technicians: Json<ProviderRow['technicians']>;
  updated_at: Generated<Date>;
}

export interface ApiKeysTable {
  key_id: string;
  name: string;
  role: Role;
  subject: string;
  /** SHA-256 of the whole key, hex. */
  secret_hash: string;
  seller_ids: string[];
  marketplace_ids: string[];
  created_at: Generated<Date>;
  expires_at: NullableTime;
  last_used_at: NullableTime;
  revoked_at: NullableTime;
}

export interface Tables {
  inbox: InboxTable;
  orders: OrdersTable;
  events: EventsTable;
  claims: ClaimsTable;
  claim_events: ClaimEventsTable;
  claim_ids: { claim_id: string; order_id: string };
  messages: MessagesTable;
  claim_links: ClaimLinksTable;
  ledger_transfers: LedgerTransfersTable;
  ledger_entries: LedgerEntriesTable;
  providers: ProvidersTable;
  documents: DocumentsTable;
  api_keys: ApiKeysTable;
  stuck_workflows: StuckWorkflowsTable;
  probe: { id: number; at: Date };
}

/** The text of a json column. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

export function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

export function millis(time: Date): number {
  return time.getTime();
}

export function millisOrNull(time: Date | null): number | null {
  return time === null ? null : time.getTime();
}

export function dateOrNull(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
