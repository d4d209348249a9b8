import { type Kysely, sql } from 'kysely';

/** The salt of the digests of an event's texts; a row without one has digests of the first format (store/event-log/text-digests.ts). */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['events', 'claim_events']) await sql`alter table ${sql.table(table)} add column salt text`.execute(db);
}
