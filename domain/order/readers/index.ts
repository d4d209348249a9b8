import type { EventReaders } from '../../shared/reading/seen.ts';
import type { OrderEvent } from '../events.ts';
import { ORDER_FACTS, orderEventSeenBy } from './events.ts';
import { orderTextRows } from './texts.ts';

/** Who reads what of an order's events. */
export const ORDER_EVENT_READERS: EventReaders<OrderEvent> = { seenBy: orderEventSeenBy, facts: ORDER_FACTS, texts: orderTextRows };
