import { type Kysely, sql } from 'kysely';

/** Documents as they were announced; their bytes are in the storage under `sha256` once `stored_at` is set. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table documents (
      document_id text primary key,
      kind text not null,
      content_type text not null,
      content_length integer not null check (content_length > 0),
      sha256 text not null,
      uploader_role text not null,
      uploader_id text not null,
      order_id text references orders (order_id),
      created_at timestamptz not null default clock_timestamp(),
      stored_at timestamptz
    )`.execute(db);
  await sql`create index documents_of_order on documents (order_id, created_at) where order_id is not null`.execute(db);
}
