import { type TimelineEntry, timelineEntry } from '../../domain/order/views/timeline.ts';
import { type Actor, TIMER } from '../../domain/shared/actor.ts';
import type { Reader } from '../../domain/shared/reading/readers.ts';
import { iso } from '../../domain/shared/time.ts';
import type { InboxRow, MessageRow, StoredEvent } from '../../store/contract/store.ts';
import { isShownTo } from './conversation.ts';

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

/** A claim that was refused: no event of the order, kept from its receipt. */
interface RefusedClaimEntry {
  readonly sequence: null;
  readonly at: string;
  readonly type: 'CLAIM_REFUSED';
  readonly actor: Actor;
  readonly command: 'file-claim';
  readonly because: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

export type TimelineLine = TimelineEntry | DeliveryEntry | RefusedClaimEntry;

/** The order's events, as far as this reader may read them, with what stands outside its chain: deliveries behind their event, refused claims at their receipt. */
export function wholeTimeline(
  reader: Reader,
  events: readonly StoredEvent[],
  messages: readonly MessageRow[],
  refused: readonly InboxRow[],
): readonly TimelineLine[] {
  const lines: TimelineLine[] = [...timelineOf(reader, events, messages)];
  for (const entry of refused.flatMap(refusedEntry)) {
    const after = lines.findIndex(({ at }) => at > entry.at);
    lines.splice(after < 0 ? lines.length : after, 0, entry);
  }
  return lines;
}

function refusedEntry({ commandId, order, answer }: InboxRow): readonly RefusedClaimEntry[] {
  if (!order || answer?.outcome !== 'REFUSED' || answer.refusal.code !== 'claim_not_eligible') return [];
  const unmet = answer.refusal.conditions.filter(({ verdict }) => verdict === 'FAILED' || verdict === 'REQUIRES_ACTION');
  // By the order's own time, at which it was judged: that of its receipt.
  const judgedAt = answer.refusal.conditions.find(({ id }) => id === 'window.open')?.fact.values['judgedAt'];
  const at = typeof judgedAt === 'string' ? judgedAt : iso(answer.decidedAt);
  return [
    {
      sequence: null,
      at,
      type: 'CLAIM_REFUSED',
      actor: order.actor,
      command: 'file-claim',
      because: unmet.map(({ id }) => id),
      data: { commandId, conditions: unmet.map(({ id, message }) => ({ id, message })) },
    },
  ];
}

/** Every event in order, and behind each what became of the message that it led to. */
function timelineOf(
  reader: Reader,
  events: readonly StoredEvent[],
  messages: readonly MessageRow[],
): readonly (TimelineEntry | DeliveryEntry)[] {
  const deliveries = new Map(messages.filter((row) => isShownTo(reader, row)).map((message) => [message.messageId, deliveryOf(message)]));
  return events.flatMap((stored) => [timelineEntry(stored, reader) ?? [], deliveries.get(messageIdOf(stored)) ?? []].flat());
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
