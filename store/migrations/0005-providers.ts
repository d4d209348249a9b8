import { type Kysely, sql } from 'kysely';

/** The register of providers and their technicians, and the one row that readiness writes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table providers (
      provider_id text primary key,
      name text not null,
      marketplace_ids text[] not null,
      contact jsonb,
      body jsonb not null,
      technicians jsonb not null,
      updated_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  await sql`create table probe (id integer primary key, at timestamptz not null)`.execute(db);
}
