import { type Kysely, sql } from 'kysely';

/**
 * Keys of systems: of the key itself only its hash is kept. What a key is limited to is asked of orders, so both lists of a scope
 * have an index there.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table api_keys (
      key_id text primary key,
      name text not null,
      role text not null,
      subject text not null,
      secret_hash text not null,
      seller_ids text[] not null,
      marketplace_ids text[] not null,
      created_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(db);
  await sql`create index api_keys_name on api_keys (name, created_at)`.execute(db);
  await sql`create index api_keys_subject on api_keys (role, subject)`.execute(db);
  await sql`create index orders_seller on orders (seller_id, created_at desc, order_id desc) where seller_id is not null`.execute(db);
  await sql`create index orders_marketplace on orders ((given ->> 'marketplaceId'), created_at desc, order_id desc)`.execute(db);
}
