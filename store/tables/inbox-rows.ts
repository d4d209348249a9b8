import type { Insertable, Selectable } from 'kysely';
import type { Answer, GivenClaimCommand, GivenCommand, InboxRow, NewRequest } from '../contract/store.ts';
import { type InboxTable, json, jsonOrNull, millis, millisOrNull } from './tables.ts';

export function toInbox({ commandId, caller, idempotencyKey, method, path, bodyHash, order, claim }: NewRequest): Insertable<InboxTable> {
  const about = claim ?? order;
  return {
    command_id: commandId,
    caller,
    idempotency_key: idempotencyKey,
    method,
    path,
    body_hash: bodyHash,
    order_id: about?.orderId ?? null,
    claim_id: claim?.claimId ?? null,
    actor: jsonOrNull(about?.actor),
    authority: jsonOrNull(about?.authority),
    expected_version: about?.expectedVersion ?? null,
    commands: jsonOrNull(about?.commands),
  };
}

export function fromInbox(row: Selectable<InboxTable>): InboxRow {
  const { order_id: orderId, claim_id: claimId, actor, commands, expected_version: expectedVersion } = row;
  const about = orderId !== null && actor && commands ? { orderId, actor, authority: row.authority ?? {}, expectedVersion } : null;
  return {
    commandId: row.command_id,
    caller: row.caller,
    idempotencyKey: row.idempotency_key,
    method: row.method,
    path: row.path,
    bodyHash: row.body_hash,
    // Which kind of commands a row holds is told by its claim id alone.
    order: about && claimId === null ? { ...about, commands: commands as readonly GivenCommand[] } : null,
    claim: about && claimId !== null ? { ...about, claimId, commands: commands as readonly GivenClaimCommand[] } : null,
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
