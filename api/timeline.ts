import { type TimelineEntry, timelineEntry } from '../domain/order/timeline.ts';
import { TIMER } from '../domain/shared/actor.ts';
import { iso } from '../domain/shared/time.ts';
import type { MessageRow, StoredEvent } from '../store/store.ts';

/** What became of a message: no event of the order, so it stands outside the chain, without a number. */
interface DeliveryEntry {
  readonly sequence: null;
  readonly at: string;
  readonly type: 'MESSAGE_SENT' | 'MESSAGE_FAILED';
  readonly actor: typeof TIMER;
  readonly command: null;
  readonly because: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every event in order, and behind each what became of the message that it led to. */
export function timelineOf(events: readonly StoredEvent[], messages: readonly MessageRow[]): readonly (TimelineEntry | DeliveryEntry)[] {
  const deliveries = new Map(messages.map((message) => [message.messageId, deliveryOf(message)]));
  return events.flatMap((stored) => {
    const delivery = deliveries.get(messageIdOf(stored));
    return delivery ? [timelineEntry(stored), delivery] : [timelineEntry(stored)];
  });
}

/** The ids that domain/order/effects.ts gives. */
function messageIdOf({ event, orderId }: StoredEvent): string {
  return event.type === 'MESSAGE_ACCEPTED' ? event.data.messageId : `msg-${orderId}-${event.sequence}`;
}

function deliveryOf({ messageId, purpose, to, status, attempts, reasons, createdAt, sentAt }: MessageRow): DeliveryEntry | null {
  if (status !== 'SENT' && status !== 'FAILED') return null;
  return {
    sequence: null,
    at: iso(sentAt ?? createdAt),
    type: status === 'SENT' ? 'MESSAGE_SENT' : 'MESSAGE_FAILED',
    actor: TIMER,
    command: null,
    because: reasons.map(({ code }) => code),
    data: { messageId, purpose, to, attempts },
  };
}
