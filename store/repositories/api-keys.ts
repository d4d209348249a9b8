import { type Kysely, type Selectable, sql } from 'kysely';
import type { ApiKey, ApiKeys, CreatedKey, NewApiKey } from '../contract/api-key-store.ts';
import type { Database } from '../engine/database.ts';
import { keyHash, newKey } from '../tables/api-key-form.ts';
import { type ApiKeysTable, dateOrNull, millis, millisOrNull, type Tables } from '../tables/tables.ts';

/** The old one and the new one, while their user changes over. */
const LIVE_KEYS_MAX = 2;
const LIST_MAX = 1_000;

export function createApiKeys(database: Database): ApiKeys {
  return {
    create: (wanted) => {
      const made = newKey();
      return database.write((tx) => create(tx, wanted, made));
    },
    find: (keyId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('api_keys').selectAll().where('key_id', '=', keyId).executeTakeFirst();
        return row ? fromApiKey(row) : null;
      }),
    list: () =>
      database.read(async (db) => {
        const rows = await db.selectFrom('api_keys').selectAll().orderBy('name').orderBy('created_at', 'desc').limit(LIST_MAX).execute();
        return rows.map(fromApiKey);
      }),
    revoke: (keyId) =>
      database.write(async (tx) => {
        const revokedAt = sql<Date>`clock_timestamp()`;
        const open = tx.updateTable('api_keys').set({ revoked_at: revokedAt }).where('key_id', '=', keyId).where('revoked_at', 'is', null);
        return (await open.returning('key_id').executeTakeFirst()) !== undefined;
      }),
    used: (keyId, everyMs) =>
      database.write(async (tx) => {
        const before = sql<boolean>`(last_used_at is null or last_used_at < clock_timestamp() - ${everyMs}::float8 * interval '1 millisecond')`;
        const usedAt = sql<Date>`clock_timestamp()`;
        await tx.updateTable('api_keys').set({ last_used_at: usedAt }).where('key_id', '=', keyId).where(before).execute();
      }),
  };
}

async function create(
  tx: Kysely<Tables>,
  { name, role, subject, scope, expiresAt }: NewApiKey,
  { keyId, key }: ReturnType<typeof newKey>,
): Promise<CreatedKey> {
  // Two that create at once would each see one live key.
  await sql`lock table api_keys in share row exclusive mode`.execute(tx);
  const others = tx.selectFrom('api_keys').select('name').where('role', '=', role).where('subject', '=', subject).where('name', '<>', name);
  const other = await others.executeTakeFirst();
  if (other) return { ok: false, why: 'SUBJECT_OF_OTHERS', name: other.name };
  const live = await tx
    .selectFrom('api_keys')
    .select('key_id')
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(expires_at is null or expires_at > clock_timestamp())`)
    .orderBy('created_at')
    .execute();
  if (live.length >= LIVE_KEYS_MAX) return { ok: false, why: 'TWO_ARE_LIVE', keyIds: live.map(({ key_id: id }) => id) };
  const row = await tx
    .insertInto('api_keys')
    .values({
      key_id: keyId,
      name,
      role,
      subject,
      secret_hash: keyHash(key),
      seller_ids: [...scope.sellerIds],
      marketplace_ids: [...scope.marketplaceIds],
      expires_at: dateOrNull(expiresAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ok: true, key, row: fromApiKey(row) };
}

function fromApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    keyId: row.key_id,
    name: row.name,
    role: row.role,
    subject: row.subject,
    scope: { sellerIds: row.seller_ids, marketplaceIds: row.marketplace_ids },
    secretHash: row.secret_hash,
    createdAt: millis(row.created_at),
    expiresAt: millisOrNull(row.expires_at),
    lastUsedAt: millisOrNull(row.last_used_at),
    revokedAt: millisOrNull(row.revoked_at),
  };
}
