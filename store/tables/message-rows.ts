import type { Insertable, Kysely, Selectable } from 'kysely';
import type { MessageRow } from '../contract/store.ts';
import { dateOrNull, json, type MessagesTable, millis, millisOrNull, type Tables } from './tables.ts';

function toMessage(message: MessageRow): Insertable<MessagesTable> {
  return {
    message_id: message.messageId,
    order_id: message.orderId,
    direction: message.direction,
    purpose: message.purpose,
    recipient: message.to,
    sender: json(message.from),
    template_id: message.templateId,
    variables: json(message.variables),
    locale: message.locale,
    subject: message.subject,
    body: message.text,
    status: message.status,
    attempts: message.attempts,
    reasons: json(message.reasons),
    hold_id: message.holdId,
    created_at: new Date(message.createdAt),
    sent_at: dateOrNull(message.sentAt),
  };
}

export function fromMessage(row: Selectable<MessagesTable>): MessageRow {
  return {
    messageId: row.message_id,
    orderId: row.order_id,
    direction: row.direction,
    purpose: row.purpose,
    to: row.recipient,
    from: row.sender,
    templateId: row.template_id,
    variables: row.variables,
    locale: row.locale,
    subject: row.subject,
    text: row.body,
    status: row.status,
    attempts: row.attempts,
    reasons: row.reasons,
    holdId: row.hold_id,
    createdAt: millis(row.created_at),
    sentAt: millisOrNull(row.sent_at),
  };
}

/** A message's id says what it follows from, so one that is there already is the same one: it is left as it is. */
export async function insertMessages(db: Kysely<Tables>, messages: readonly MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  await db
    .insertInto('messages')
    .values(messages.map(toMessage))
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .execute();
}
