import type { EventOf, EventType } from './events.ts';
import type { OrderState } from './state.ts';

/** One case for each kind of event: the state after it, but for the bookkeeping that all share (evolve.ts). */
export type Evolvers<T extends EventType> = { readonly [K in T]: (state: OrderState, event: EventOf<K>) => OrderState };
