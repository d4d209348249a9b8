import { defineSignal } from '@temporalio/workflow';
import type { ClaimEvent } from '../domain/claim/events.ts';
import type { ClaimNotice } from '../domain/claim/orders/notice-kinds.ts';
import type { ClaimState } from '../domain/claim/state.ts';
import type { OrderNotice } from '../domain/order/claims/notice.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { ClaimTerms } from '../domain/policy/claim-terms.ts';
import type { Terms } from '../domain/policy/terms.ts';

// The wire contract with running orders: names here are never renamed, arguments are single objects.

export const SERVICE_ORDER = 'serviceOrder';
export const CLAIM = 'claim';
export const TASK_QUEUE = 'service-orders';
/** The versions of the worker are versions of this. */
export const WORKER_DEPLOYMENT = 'holdfast';

export const orderWorkflowId = (orderId: string): string => `order/${orderId}`;

export const claimWorkflowId = ({ orderId, claimId }: ClaimRef): string => `claim/${orderId}/${claimId}`;

/** An order starts from a state at some sequence: from its creation, from continue-as-new, or from the store's fold. */
export interface ServiceOrderInput {
  /** The number of this run's rules. Where the state has an older one, the run begins with RULES_RAISED. */
  readonly rules: number;
  readonly state: OrderState;
  readonly terms: Terms;
  /** Of an order whose workflow was lost: what has happened so far. What it asked for is done once by its key, however often. */
  readonly opening?: readonly OrderEvent[];
  /** Where a history grows past this many events the order continues as new; tests set it low. */
  readonly historyEventsMax?: number;
}

/** What an update `command` answers: events, never a snapshot (results are stored in the history). */
export interface Answer<E> {
  readonly events: readonly E[];
  /** The command was handled before this run began: its events are in the store under these sequences. */
  readonly handled?: readonly [first: number, last: number];
}

/** A claim starts from its opening (events whose effects are still to be done), from continue-as-new, or from the store's fold. */
export interface ClaimInput {
  readonly rules: number;
  readonly state: ClaimState;
  readonly terms: ClaimTerms;
  readonly opening?: readonly ClaimEvent[];
  readonly historyEventsMax?: number;
}

export interface ClaimRef {
  readonly orderId: string;
  readonly claimId: string;
}

export interface SupportDecisionSignal {
  readonly decisionId: string;
  readonly actor: { readonly role: string; readonly id: string };
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The names of the update, the queries and the notices, the same for orders and claims. */
export const COMMAND = 'command';
export const VIEW = 'view';
export const EVENTS = 'events';
export const NOTICE = 'notice';

export const SUPPORT_DECISION = 'supportDecision';

export const supportDecisionSignal = defineSignal<[SupportDecisionSignal]>(SUPPORT_DECISION);
/** What a claim tells its order, and an order its claim: by signal, once by its id. */
export const orderNoticeSignal = defineSignal<[OrderNotice]>(NOTICE);
export const claimNoticeSignal = defineSignal<[ClaimNotice]>(NOTICE);
