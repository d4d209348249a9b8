import { type Kysely, sql } from 'kysely';

/** Small indexes for what is watched: each holds only rows that are wrong, waiting, or on a test clock. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index messages_undelivered on messages (created_at) where status in ('QUEUED', 'FAILED')`.execute(db);
  for (const table of ['orders', 'claims']) {
    await sql`create index ${sql.raw(`${table}_diverged`)} on ${sql.table(table)} (diverged_at) where diverged_at is not null`.execute(db);
    await sql`
      create index ${sql.raw(`${table}_on_test_clock`)} on ${sql.table(table)} (next_deadline)
      where not ended and clock_offset_ms <> 0`.execute(db);
  }
}
