import type { CommandRequest } from '../domain/order/command.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Refusal } from '../domain/shared/refusal.ts';
import type { Answer, NewRequest, OrderRecord } from '../store/store.ts';
import type { CommandAnswer, ServiceOrderInput } from '../workflows/messages.ts';

/** What Temporal said to a command. `unknown`: no answer in time, or nobody to ask; the same id is asked again later. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly answer: CommandAnswer }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly index: number }
  | { readonly kind: 'unknown'; readonly why: string }
  /** No running workflow under the order's id. */
  | { readonly kind: 'absent' };

/** The one way to Temporal (inbox/gateway.ts is the only file that imports its client). */
export interface OrderGateway {
  /** Starts the order's workflow; already started counts as started. @throws where Temporal does not answer */
  start(input: ServiceOrderInput): Promise<void>;
  /** Update `command`, id = commandId, bounded by `timeoutMs`. Never throws for an answer or for silence. */
  send(orderId: string, request: CommandRequest, timeoutMs: number): Promise<SendResult>;
  eventsAfter(orderId: string, sequence: number): Promise<readonly OrderEvent[]>;
  isRunning(orderId: string): Promise<boolean>;
  /** Throws where Temporal does not answer or nobody polls the task queue. */
  check(): Promise<void>;
}

export type CommandResult =
  | { readonly kind: 'answered'; readonly answer: Exclude<Answer, { outcome: 'ANSWERED' }>; readonly replayed: boolean }
  | { readonly kind: 'pending'; readonly commandId: string }
  | { readonly kind: 'key-reused' };

/** Receive → facts → send → record → answer: the way of every command, whoever gives it. */
export interface CommandService {
  give(order: OrderRecord, request: NewRequest): Promise<CommandResult>;
  /** After an order was created: starts its workflow, or leaves it to the reconciler where Temporal does not answer. */
  begin(orderId: string): Promise<void>;
}
