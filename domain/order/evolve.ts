import { remembered } from '../shared/remember.ts';
import { evolveClaims } from './claims/evolve-claims.ts';
import type { EventType, OrderEvent } from './events.ts';
import type { Evolvers } from './evolver.ts';
import { evolveHolds } from './holds/evolve-holds.ts';
import { initialState } from './initial.ts';
import { evolveMoney } from './money/evolve-money.ts';
import type { OrderState } from './state.ts';
import { evolveTime } from './time/evolve-time.ts';
import { evolveVisit } from './visit/evolve-visit.ts';

const EVOLVERS: Evolvers<Exclude<EventType, 'ORDER_CREATED'>> = {
  ...evolveVisit,
  ...evolveHolds,
  ...evolveMoney,
  ...evolveClaims,
  ...evolveTime,
};

/** The state after an event. Total: every event of the table has a case. @throws where the log does not begin with ORDER_CREATED */
export function evolve(state: OrderState | null, event: OrderEvent): OrderState {
  if (event.type === 'ORDER_CREATED') return remembered(initialState(event), event);
  if (state === null) throw new Error(`the first event is ORDER_CREATED, not ${event.type}`);
  const apply = EVOLVERS[event.type] as (state: OrderState, event: OrderEvent) => OrderState;
  return remembered(apply(state, event), event);
}

export function fold(state: OrderState | null, events: readonly OrderEvent[]): OrderState {
  const folded = events.reduce<OrderState | null>(evolve, state);
  if (folded === null) throw new Error('an order has at least one event');
  return folded;
}
