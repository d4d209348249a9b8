import type { Reader } from '../../shared/reading/readers.ts';
import { type Linked, seenLine, type TimelineLine } from '../../shared/reading/timeline.ts';
import type { OrderEvent } from '../events.ts';
import { ORDER_EVENT_READERS } from '../readers/index.ts';

export type TimelineEntry = TimelineLine<OrderEvent>;

/** One line of an order's timeline, as this reader may read it; null where the event is not for it. */
export function timelineEntry(linked: Linked<OrderEvent>, reader: Reader): TimelineEntry | null {
  return seenLine(ORDER_EVENT_READERS, linked, reader);
}
