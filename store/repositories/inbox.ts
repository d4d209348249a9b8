import { type Kysely, type Selectable, sql } from 'kysely';
import type { Refusal } from '../../domain/shared/deciding/refusal.ts';
import type { Answer, Inbox, InboxRow, NewRequest, Received, Subject } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import { databaseNow } from '../engine/now.ts';
import { createTransaction } from '../engine/transaction.ts';
import { answered, fromInbox, isSameRequest, toInbox } from '../tables/inbox-rows.ts';
import type { InboxTable, Tables } from '../tables/tables.ts';

// Contract of the inbox
// 1. A request is one row, by its command id and, where it has a key, by (caller, key): the two unique indexes decide, not a look before.
// 2. `on conflict do nothing` waits for a transaction that writes the same row: afterwards that row can be read, or is ours to write.
// 3. The first answer stays. Whoever comes later gets it.

export function createInbox(database: Database): Inbox {
  return {
    // Its one statement writes; the look at the first row, where there is one, needs no snapshot of its own.
    receive: (request) => database.once((db) => receive(db, request)),
    find: (commandId) => database.read((db) => find(db, commandId)),
    settleRefused: (commandId, refusal, index) => database.write((tx) => settleRefused(tx, commandId, refusal, index)),
    takeUndecided: (before, limit) => database.write((tx) => takeUndecided(tx, before, limit)),
    takeUndecidedOf: (of, limit) => database.write((tx) => takeUndecidedOf(tx, of, limit)),
    oldestUndecidedAt: (of, except) => database.read((db) => oldestUndecidedAt(db, of, except)),
    refusedClaims: (orderId) => database.read((db) => refusedClaims(db, orderId)),
    answerOnce: (request, write) =>
      database.write(async (tx) => {
        const received = await receive(tx, request);
        if (received.kind === 'key-reused') return { answer: null, replayed: false, keyReused: true };
        const { kind, row } = received;
        if (row.answer) return { answer: row.answer, replayed: true };
        // Such a row was left by receive(), for something that somebody else decides: it is not ours to answer.
        if (kind === 'repeat') throw new Error('the request was received before as one that the store does not answer');
        const transaction = createTransaction(tx);
        const answer = await write(transaction.given);
        await transaction.flush();
        await tx.updateTable('inbox').set(answered(answer)).where('command_id', '=', row.commandId).execute();
        return { answer, replayed: false };
      }),
  };
}

async function receive(db: Kysely<Tables>, request: NewRequest): Promise<Received> {
  const written = await db
    .insertInto('inbox')
    .values(toInbox(request))
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (written) return { kind: 'new', row: fromInbox(written) };
  const first = await findFirst(db, request);
  // Without a key every request is a new one: an equal id can only be this same row, written by an attempt that lost its answer.
  return isSameRequest(first, request)
    ? { kind: request.idempotencyKey === null ? 'new' : 'repeat', row: fromInbox(first) }
    : { kind: 'key-reused' };
}

async function findFirst(tx: Kysely<Tables>, { commandId, caller, idempotencyKey }: NewRequest): Promise<Selectable<InboxTable>> {
  const byKey =
    idempotencyKey === null
      ? undefined
      : await tx
          .selectFrom('inbox')
          .selectAll()
          .where('caller', '=', caller)
          .where('idempotency_key', '=', idempotencyKey)
          .executeTakeFirst();
  return byKey ?? (await tx.selectFrom('inbox').selectAll().where('command_id', '=', commandId).executeTakeFirstOrThrow());
}

async function find(db: Kysely<Tables>, commandId: string): Promise<InboxRow | null> {
  const row = await db.selectFrom('inbox').selectAll().where('command_id', '=', commandId).executeTakeFirst();
  return row ? fromInbox(row) : null;
}

async function settleRefused(tx: Kysely<Tables>, commandId: string, refusal: Refusal, index: number): Promise<Answer> {
  const row = await tx
    .selectFrom('inbox')
    .select(['order_id', 'claim_id', 'answer'])
    .where('command_id', '=', commandId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.answer) return row.answer;
  const version = await versionOf(tx, { orderId: row.order_id, claimId: row.claim_id });
  const answer: Answer = { outcome: 'REFUSED', refusal, index, version, decidedAt: await databaseNow(tx) };
  await tx.updateTable('inbox').set(answered(answer)).where('command_id', '=', commandId).execute();
  return answer;
}

async function versionOf(tx: Kysely<Tables>, { orderId, claimId }: { orderId: string | null; claimId: string | null }): Promise<number> {
  if (claimId !== null) {
    const claim = await tx.selectFrom('claims').select('version').where('claim_id', '=', claimId).executeTakeFirst();
    return claim?.version ?? 0;
  }
  if (orderId === null) return 0;
  const order = await tx.selectFrom('orders').select('version').where('order_id', '=', orderId).executeTakeFirst();
  return order?.version ?? 0;
}

async function takeUndecided(tx: Kysely<Tables>, before: number, limit: number): Promise<readonly InboxRow[]> {
  const due = new Date(before);
  const taken = await tx
    .updateTable('inbox')
    .set({ sent_at: sql<Date>`clock_timestamp()` })
    .where('command_id', 'in', (inner) =>
      inner
        .selectFrom('inbox')
        .select('command_id')
        .where('outcome', 'is', null)
        .where('order_id', 'is not', null)
        .where('received_at', '<', due)
        .where((where) => where.or([where('sent_at', 'is', null), where('sent_at', '<', due)]))
        .orderBy('received_at')
        .orderBy('command_id')
        .limit(limit)
        .forUpdate()
        // A row that is just being answered needs no sending.
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return taken.map(fromInbox).sort((a, b) => a.receivedAt - b.receivedAt);
}

async function takeUndecidedOf(tx: Kysely<Tables>, { orderId, claimId }: Subject, limit: number): Promise<readonly InboxRow[]> {
  const taken = await tx
    .updateTable('inbox')
    .set({ sent_at: sql<Date>`clock_timestamp()` })
    .where('command_id', 'in', (inner) =>
      inner
        .selectFrom('inbox')
        .select('command_id')
        .where('outcome', 'is', null)
        .where('order_id', '=', orderId)
        .where(sql<boolean>`claim_id is not distinct from ${claimId ?? null}::text`)
        .orderBy('received_at')
        .orderBy('command_id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return taken.map(fromInbox).sort((a, b) => a.receivedAt - b.receivedAt);
}

async function oldestUndecidedAt(db: Kysely<Tables>, { orderId, claimId }: Subject, except?: string): Promise<number | null> {
  const row = await db
    .selectFrom('inbox')
    .select('received_at')
    .where('order_id', '=', orderId)
    .where(sql<boolean>`claim_id is not distinct from ${claimId ?? null}::text`)
    .where('outcome', 'is', null)
    .$if(except !== undefined, (query) => query.where('command_id', '!=', except ?? ''))
    .orderBy('received_at')
    .limit(1)
    .executeTakeFirst();
  return row ? row.received_at.getTime() : null;
}

/** Claims that the order refused for their time: kept for the record, though they are no events of it. */
async function refusedClaims(db: Kysely<Tables>, orderId: string): Promise<readonly InboxRow[]> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('claim_id', 'is', null)
    .where('outcome', '=', 'REFUSED')
    .where(sql<boolean>`commands->0->>'command' = 'file-claim'`)
    .where(sql<boolean>`answer->'refusal'->>'code' = 'claim_not_eligible'`)
    .orderBy('received_at')
    .limit(100)
    .execute();
  return rows.map(fromInbox);
}
