import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../domain/shared/actor.ts';
import type { ClaimLinks, LetterToPin, PinnedLetter } from '../contract/claim-link-store.ts';
import type { Database } from '../engine/database.ts';
import { json, millis, millisOrNull, type Tables } from '../tables/tables.ts';

// Contract of claim links
// 1. Each letter that carries one has a number of its own, however often it is tried; a later one has a higher number.
// 2. The highest number of an order alone is good. What revokes takes a number too, and gives it to nobody.
// 3. The text of a letter and the place of its link in it are pinned together, once.

export function createClaimLinks(database: Database): ClaimLinks {
  return {
    of: (orderId) =>
      database.read(async (db) => {
        const rows = await db.selectFrom('claim_links').selectAll().where('order_id', '=', orderId).orderBy('number').execute();
        return rows.map((row) => ({
          number: row.number,
          messageId: row.message_id,
          letterAt: millisOrNull(row.letter_at),
          createdAt: millis(row.created_at),
          revoked: row.revoked_by === null ? null : { by: row.revoked_by, reason: row.reason ?? '' },
        }));
      }),
    pinned: (messageId) => database.read((db) => pinned(db, messageId)),
    pin: (letter) => database.write((tx) => pin(tx, letter)),
  };
}

async function pinned(db: Kysely<Tables>, messageId: string): Promise<PinnedLetter | null> {
  const row = await db
    .selectFrom('claim_links')
    .innerJoin('messages', 'messages.message_id', 'claim_links.message_id')
    .select(['claim_links.number', 'claim_links.link_at', 'messages.subject', 'messages.body'])
    .where('claim_links.message_id', '=', messageId)
    .executeTakeFirst();
  if (!row || row.link_at === null || row.subject === null || row.body === null) return null;
  return { subject: row.subject, text: row.body, linkAt: row.link_at, number: row.number };
}

async function pin(tx: Kysely<Tables>, letter: LetterToPin): Promise<PinnedLetter> {
  const { messageId, orderId, letterAt, subject, text, linkAt } = letter;
  const number = await nextNumber(tx, orderId);
  const before = await pinned(tx, messageId);
  if (before) return before;
  await tx
    .insertInto('claim_links')
    .values({
      order_id: orderId,
      number,
      message_id: messageId,
      link_at: linkAt,
      letter_at: new Date(letterAt),
      revoked_by: null,
      reason: null,
    })
    .execute();
  // Over what an older program pinned: it did not say where the link belongs.
  await tx.updateTable('messages').set({ subject, body: text }).where('message_id', '=', messageId).execute();
  return { subject, text, linkAt, number };
}

/** Ends every link that the order has given so far, those of older programs too. */
export async function revokeClaimLinks(tx: Kysely<Tables>, orderId: string, by: Actor, reason: string): Promise<number> {
  const number = await nextNumber(tx, orderId);
  await tx
    .insertInto('claim_links')
    .values({ order_id: orderId, number, message_id: null, link_at: null, letter_at: null, revoked_by: json(by), reason })
    .execute();
  return number;
}

/** Under the lock of the order's row, so that no two get the same. */
async function nextNumber(tx: Kysely<Tables>, orderId: string): Promise<number> {
  await tx.selectFrom('orders').select('order_id').where('order_id', '=', orderId).forUpdate().executeTakeFirst();
  const highest = tx
    .selectFrom('claim_links')
    .select(sql<number>`coalesce(max(number), 0)::int`.as('number'))
    .where('order_id', '=', orderId);
  return ((await highest.executeTakeFirst())?.number ?? 0) + 1;
}
