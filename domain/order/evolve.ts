import type { EventType, OrderEvent } from './events.ts';
import { evolveHolds } from './evolve-holds.ts';
import { evolveMoney } from './evolve-money.ts';
import { evolveTime } from './evolve-time.ts';
import { evolveVisit } from './evolve-visit.ts';
import type { Evolvers } from './evolver.ts';
import { initialState } from './initial.ts';
import type { OrderState } from './state.ts';

const EVOLVERS: Evolvers<Exclude<EventType, 'ORDER_CREATED'>> = { ...evolveVisit, ...evolveHolds, ...evolveMoney, ...evolveTime };

/** How many command ids an order remembers; far above what one order sees while a caller may still repeat a command. */
const HANDLED_MAX = 400;

/** The state after an event. Total: every event of the table has a case. @throws where the log does not begin with ORDER_CREATED */
export function evolve(state: OrderState | null, event: OrderEvent): OrderState {
  if (event.type === 'ORDER_CREATED') return remember(initialState(event), event);
  if (state === null) throw new Error(`the first event is ORDER_CREATED, not ${event.type}`);
  const apply = EVOLVERS[event.type] as (state: OrderState, event: OrderEvent) => OrderState;
  return remember(apply(state, event), event);
}

export function fold(state: OrderState | null, events: readonly OrderEvent[]): OrderState {
  const folded = events.reduce<OrderState | null>(evolve, state);
  if (folded === null) throw new Error('an order has at least one event');
  return folded;
}

/** Sequence, version, times and the handled command: the same for every event. */
function remember(state: OrderState, event: OrderEvent): OrderState {
  const { actor, at, sequence, commandId } = event;
  const lastActor = `${actor.role}:${actor.id}`;
  return {
    ...state,
    sequence,
    version: sequence,
    lastActor,
    updatedAt: Math.max(at, state.updatedAt),
    handled: commandId === null ? state.handled : withHandled(state.handled, commandId, sequence),
  };
}

function withHandled(handled: OrderState['handled'], commandId: string, sequence: number): OrderState['handled'] {
  const known = handled[commandId];
  if (known) return { ...handled, [commandId]: [known[0], sequence] };
  const kept = Object.entries(handled).slice(-(HANDLED_MAX - 1));
  return { ...Object.fromEntries(kept), [commandId]: [sequence, sequence] };
}
