import { type Kysely, type SqlBool, sql } from 'kysely';
import type { DocumentUse, NewDocument } from '../contract/rows.ts';
import type { Database } from '../engine/database.ts';
import type { Tables } from '../tables/tables.ts';

/** One hash may be looked at for as many documents as there are; so many hashes in one go. */
const HASHES_MAX = 100;

/** What an uploader has on one order, or (null) on none yet. Its other announcements wait until this transaction has ended. */
export async function documentUse(
  tx: Kysely<Tables>,
  { uploader, orderId }: Pick<NewDocument, 'uploader' | 'orderId'>,
): Promise<DocumentUse> {
  await locked(tx, `documents of ${uploader.role}:${uploader.id}`, 'exclusive');
  const own = tx.selectFrom('documents').where('uploader_role', '=', uploader.role).where('uploader_id', '=', uploader.id);
  const found = await own
    .where('order_id', orderId === null ? 'is' : '=', orderId)
    .select([sql<string>`count(*)`.as('count'), sql<string>`coalesce(sum(content_length), 0)`.as('bytes')])
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), bytes: Number(found.bytes) };
}

/** While bytes are removed nobody announces the same ones: what is uploaded after an announcement is there to stay. */
export async function bytesStay(tx: Kysely<Tables>, sha256: string): Promise<void> {
  await locked(tx, `bytes ${sha256}`, 'shared');
}

/**
 * Forgets what was announced so long ago and is of no use: no order has it, or its bytes never came. What a command names that
 * nobody has decided yet stays.
 * @param removeBytes of a hash that no document has any more; where it fails the documents stay, and are tried again next time
 * @returns how many documents were forgotten
 */
export async function expireDocuments(
  database: Database,
  olderThanMs: number,
  removeBytes: (sha256: string) => Promise<void>,
): Promise<number> {
  const isOver = sql<SqlBool>`(order_id is null or stored_at is null)
    and created_at < clock_timestamp() - ${olderThanMs} * interval '1 millisecond'
    and not exists (select 1 from inbox where outcome is null and inbox.commands is not null
                    and strpos(inbox.commands::text, document_id) > 0)`;
  const hashes = await database.read((db) =>
    db.selectFrom('documents').select('sha256').distinct().where(isOver).limit(HASHES_MAX).execute(),
  );
  let forgotten = 0;
  for (const { sha256 } of hashes) {
    forgotten += await database.write(async (tx) => {
      await locked(tx, `bytes ${sha256}`, 'exclusive');
      const { numDeletedRows } = await tx.deleteFrom('documents').where('sha256', '=', sha256).where(isOver).executeTakeFirst();
      const left = await tx.selectFrom('documents').select('document_id').where('sha256', '=', sha256).limit(1).execute();
      // In the transaction, so that the lock is held; removing twice is removing once.
      if (left.length === 0) await removeBytes(sha256);
      return Number(numDeletedRows);
    });
  }
  return forgotten;
}

async function locked(tx: Kysely<Tables>, what: string, kind: 'shared' | 'exclusive'): Promise<void> {
  const key = sql`hashtextextended(${`holdfast ${what}`}, 0)`;
  await (kind === 'shared' ? sql`select pg_advisory_xact_lock_shared(${key})` : sql`select pg_advisory_xact_lock(${key})`).execute(tx);
}
