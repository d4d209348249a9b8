import type { Insertable, Selectable } from 'kysely';
import type { Answer, InboxRow, NewRequest } from './store.ts';
import { type InboxTable, json, jsonOrNull, millis, millisOrNull } from './tables.ts';

export function toInbox({ commandId, caller, idempotencyKey, method, path, bodyHash, order }: NewRequest): Insertable<InboxTable> {
  return {
    command_id: commandId,
    caller,
    idempotency_key: idempotencyKey,
    method,
    path,
    body_hash: bodyHash,
    order_id: order?.orderId ?? null,
    actor: jsonOrNull(order?.actor),
    expected_version: order?.expectedVersion ?? null,
    commands: jsonOrNull(order?.commands),
  };
}

export function fromInbox(row: Selectable<InboxTable>): InboxRow {
  const { order_id: orderId, actor, commands } = row;
  return {
    commandId: row.command_id,
    caller: row.caller,
    idempotencyKey: row.idempotency_key,
    method: row.method,
    path: row.path,
    bodyHash: row.body_hash,
    order: orderId !== null && actor && commands ? { orderId, actor, expectedVersion: row.expected_version, commands } : null,
    receivedAt: millis(row.received_at),
    sentAt: millisOrNull(row.sent_at),
    answer: row.answer,
  };
}

/** Whether a row is that of this very request, given again. */
export function isSameRequest(row: Selectable<InboxTable>, { method, path, bodyHash }: NewRequest): boolean {
  return row.method === method && row.path === path && row.body_hash === bodyHash;
}

export function answered(answer: Answer): { readonly answer: string; readonly outcome: Answer['outcome'] } {
  return { answer: json(answer), outcome: answer.outcome };
}
