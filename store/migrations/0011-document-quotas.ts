import { type Kysely, sql } from 'kysely';

/** What an uploader has not used yet is counted at each announcement, and expires; bytes are removed with the last row that names them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index documents_unbound on documents (uploader_role, uploader_id) where order_id is null`.execute(db);
  await sql`create index documents_unfinished on documents (created_at) where order_id is null or stored_at is null`.execute(db);
  await sql`create index documents_of_bytes on documents (sha256)`.execute(db);
}
