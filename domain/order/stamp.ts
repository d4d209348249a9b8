import { type Stamp, stamped } from '../shared/recorded.ts';
import type { NewEvent, OrderEvent, OrderEventSource } from './events.ts';

/** Gives a new event of an order its number and time. */
export function stamp(made: NewEvent, marks: Stamp<OrderEventSource>): OrderEvent {
  return stamped(made, marks);
}
