import type { ClaimCommandRequest } from '../domain/claim/command.ts';
import type { ClaimEvent } from '../domain/claim/events.ts';
import type { ClaimNotice } from '../domain/claim/orders/notice-kinds.ts';
import type { OrderNotice } from '../domain/order/claims/notice.ts';
import type { CommandRequest } from '../domain/order/command.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Refusal } from '../domain/shared/deciding/refusal.ts';
import type { Instant } from '../domain/shared/time.ts';
import type { Answer, ClaimRecord, NewRequest, OrderRecord, Subject } from '../store/contract/store.ts';
import type { ClaimInput, ClaimRef, ServiceOrderInput, Answer as UpdateAnswer } from '../workflows/messages.ts';

/** What Temporal said to a command. `unknown`: no answer in time, or nobody to ask; the same id is asked again later. */
export type SendResult<E = OrderEvent> =
  | { readonly kind: 'accepted'; readonly answer: UpdateAnswer<E> }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly index: number }
  | { readonly kind: 'unknown'; readonly why: string }
  /** No running workflow under this id. */
  | { readonly kind: 'absent' };

/** How a workflow fares. `attempts`: of the task that it waits for; `since`: when Temporal first gave that task out, ms. */
export type WorkflowHealth =
  | { readonly kind: 'running' }
  /** None runs under this id. */
  | { readonly kind: 'absent' }
  /** Its task fails, again and again. */
  | { readonly kind: 'failing'; readonly attempts: number; readonly since: Instant | null }
  /** What runs under this id was not started by us: another type, or where none of our workers polls. */
  | { readonly kind: 'foreign'; readonly attempts: number; readonly since: Instant | null };

/** One kind of workflow, as it is reached. `K` names one of them, `I` starts it, `R` is a command, `E` its events, `N` a notice. */
export interface WorkflowGateway<K, I, R, E, N> {
  /** Starts the workflow; already started counts as started. @throws where Temporal does not answer */
  start(input: I): Promise<void>;
  /** Update `command`, id = commandId, bounded by `timeoutMs`. Never throws for an answer or for silence. */
  send(of: K, request: R, timeoutMs: number): Promise<SendResult<E>>;
  eventsAfter(of: K, sequence: number): Promise<readonly E[]>;
  isRunning(of: K): Promise<boolean>;
  /** @throws where Temporal does not answer */
  health(of: K): Promise<WorkflowHealth>;
  /** Signal `notice`. @returns whether there was a running workflow to tell. @throws where Temporal does not answer */
  tell(of: K, notice: N): Promise<boolean>;
}

export type ClaimGateway = WorkflowGateway<ClaimRef, ClaimInput, ClaimCommandRequest, ClaimEvent, ClaimNotice>;

/** The one way to Temporal (commands/temporal/gateway.ts is the only file that imports its client). */
export interface OrderGateway extends WorkflowGateway<string, ServiceOrderInput, CommandRequest, OrderEvent, OrderNotice> {
  readonly claims: ClaimGateway;
  /** Orders and claims of whose workflows Temporal itself reports that they fail; nothing where it does not know. Never throws. */
  reportedFailing(limit: number): Promise<readonly Subject[]>;
  /** Throws where Temporal does not answer or nobody polls the task queue. */
  check(): Promise<void>;
}

export type CommandResult =
  | {
      readonly kind: 'answered';
      readonly answer: Exclude<Answer, { outcome: 'ANSWERED' }>;
      readonly replayed: boolean;
      /** Of an order's command: what was just recorded for it, so that its answer need not be read again. */
      readonly recorded?: JustRecorded;
    }
  | { readonly kind: 'pending'; readonly commandId: string }
  | { readonly kind: 'key-reused' };

export interface JustRecorded {
  readonly record: OrderRecord;
  readonly events: readonly OrderEvent[];
  /** The database's clock then. */
  readonly at: Instant;
}

/** Receive → facts → send → record → answer: the way of every command, whoever gives it. */
export interface CommandService {
  give(order: OrderRecord, request: NewRequest): Promise<CommandResult>;
  /** The same for a command of a claim. */
  giveToClaim(claim: ClaimRecord, request: NewRequest): Promise<CommandResult>;
  /** After an order was created: starts its workflow, or leaves it to the reconciler where Temporal does not answer. */
  begin(order: string | OrderRecord): Promise<void>;
  /** After a claim was accepted. */
  beginClaim(claimId: string): Promise<void>;
}
