import { type Kysely, sql } from 'kysely';
import type { MessageRow, Messages } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import { fromMessage, insertMessages } from '../tables/message-rows.ts';
import { json, type Tables } from '../tables/tables.ts';

// Contract of the outbox
// 1. A message is tried by one at a time: its lease. A lease that ran out is anybody's, so a message may go out twice, under one id.
// 2. SENT is the end. A late FAILED of another attempt does not undo it; a late SENT undoes FAILED, because the mail is out.
// 3. The text is pinned at the first attempt: every further one sends the same.

export function createMessages(database: Database): Messages {
  return {
    of: (orderId) =>
      database.read(async (db) => {
        const rows = await db.selectFrom('messages').selectAll().where('order_id', '=', orderId).orderBy('seq').execute();
        return rows.map(fromMessage);
      }),
    get: (messageId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('messages').selectAll().where('message_id', '=', messageId).executeTakeFirst();
        return row ? fromMessage(row) : null;
      }),
    add: (message) => database.once((db) => insertMessages(db, [message])),
    lease: (messageId, leaseMs) => database.once((db) => lease(db, messageId, leaseMs)),
    pinText: (messageId, subject, text) =>
      database.once(async (db) => {
        await db
          .updateTable('messages')
          .set({ subject: sql<string>`coalesce(subject, ${subject})`, body: sql<string>`coalesce(body, ${text})` })
          .where('message_id', '=', messageId)
          .execute();
      }),
    settle: (messageId, outcome) => database.once((db) => settle(db, messageId, outcome)),
    release: (messageId) =>
      database.once(async (db) => {
        await db
          .updateTable('messages')
          .set({ leased_until: null })
          .where('message_id', '=', messageId)
          .where('status', '=', 'QUEUED')
          .execute();
      }),
    requeue: (messageId) =>
      database.once(async (db) => {
        const requeued = await db
          .updateTable('messages')
          .set({ status: 'QUEUED', reasons: json([]), leased_until: null })
          .where('message_id', '=', messageId)
          .where('status', '=', 'FAILED')
          .returning('message_id')
          .executeTakeFirst();
        return requeued !== undefined;
      }),
  };
}

async function lease(db: Kysely<Tables>, messageId: string, leaseMs: number): Promise<MessageRow | null> {
  const row = await db
    .updateTable('messages')
    .set({
      attempts: sql<number>`attempts + 1`,
      leased_until: sql<Date>`clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'`,
    })
    .where('message_id', '=', messageId)
    .where('status', '=', 'QUEUED')
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', sql<Date>`clock_timestamp()`)]))
    .returningAll()
    .executeTakeFirst();
  return row ? fromMessage(row) : null;
}

async function settle(db: Kysely<Tables>, messageId: string, outcome: Parameters<Messages['settle']>[1]): Promise<void> {
  const settled = db.updateTable('messages').where('message_id', '=', messageId);
  switch (outcome.status) {
    case 'SENT':
      await settled
        .set({ status: 'SENT', sent_at: sql<Date>`clock_timestamp()`, reasons: json([]), leased_until: null })
        .where('status', 'in', ['QUEUED', 'FAILED'])
        .execute();
      return;
    case 'FAILED':
      await settled
        .set({ status: 'FAILED', reasons: json([{ code: outcome.code, excerpt: outcome.excerpt }]), leased_until: null })
        .where('status', '=', 'QUEUED')
        .execute();
      return;
  }
}
