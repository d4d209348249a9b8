import type { OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

/** The state after an event. Total: every event of the table has a case. */
export function evolve(_state: OrderState | null, _event: OrderEvent): OrderState {
  throw new Error('to be written');
}

export function fold(state: OrderState | null, events: readonly OrderEvent[]): OrderState {
  return events.reduce<OrderState | null>(evolve, state) as OrderState;
}
