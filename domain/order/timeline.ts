import { type Linked, timelineLine } from '../shared/timeline.ts';
import type { OrderEvent, OrderEventSource } from './events.ts';

/** One line of an order's timeline. */
export function timelineEntry(linked: Linked<OrderEvent>) {
  return timelineLine<OrderEventSource, OrderEvent>(linked);
}

export type TimelineEntry = ReturnType<typeof timelineEntry>;
