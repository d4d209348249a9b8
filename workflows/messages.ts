import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CommandRequest } from '../domain/order/command.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { Terms } from '../domain/policy/terms.ts';

// The wire contract with running orders: names here are never renamed, arguments are single objects (contract, "Temporal").

export const SERVICE_ORDER = 'serviceOrder';
export const TASK_QUEUE = 'service-orders';

/** The number of the rules in force. Behaviour that differs is kept under its number; it rises only at continue-as-new. */
export const RULES = 1;

export const orderWorkflowId = (orderId: string): string => `order/${orderId}`;

/** An order starts from a state at some sequence: from its creation, from continue-as-new, or from the store's fold. */
export interface ServiceOrderInput {
  readonly rules: number;
  readonly state: OrderState;
  readonly terms: Terms;
  /** Where a history grows past this many events the order continues as new; tests set it low. */
  readonly historyEventsMax?: number;
}

export interface CommandAnswer {
  readonly events: readonly OrderEvent[];
  /** The command was handled before this run began: its events are in the store under these sequences. */
  readonly handled?: readonly [first: number, last: number];
}

export interface SupportDecisionSignal {
  readonly decisionId: string;
  readonly actor: { readonly role: string; readonly id: string };
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const commandUpdate = defineUpdate<CommandAnswer, [CommandRequest]>('command');
export const supportDecisionSignal = defineSignal<[SupportDecisionSignal]>('supportDecision');
export const viewQuery = defineQuery<OrderState>('view');
export const eventsQuery = defineQuery<readonly OrderEvent[], [{ after: number }]>('events');
