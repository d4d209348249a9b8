import { type Kysely, sql } from 'kysely';

/**
 * What a command's caller had its right from when it was taken: the key, and the provider that the order had. Null in rows of before,
 * and in those that an older program writes: then only whether it is the party is judged.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table inbox add column authority jsonb`.execute(db);
}
