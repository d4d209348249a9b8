import { type Kysely, sql } from 'kysely';

/**
 * Every request before it is decided, with its full bodies: the root of idempotency, and the queue while nobody answers.
 * `answer` is json, not jsonb: a repeat gets the same bytes, and jsonb would sort the keys.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table inbox (
      command_id text primary key,
      caller text not null,
      idempotency_key text,
      method text not null,
      path text not null,
      body_hash text not null,
      order_id text,
      actor jsonb,
      expected_version integer,
      commands jsonb,
      received_at timestamptz not null default clock_timestamp(),
      sent_at timestamptz,
      answer json,
      outcome text check (outcome in ('ACCEPTED', 'REFUSED', 'ANSWERED')),
      check ((answer is null) = (outcome is null)),
      check ((order_id is null) = (commands is null))
    )`.execute(db);
  await sql`create unique index inbox_key on inbox (caller, idempotency_key) where idempotency_key is not null`.execute(db);
  await sql`create index inbox_undecided on inbox (received_at) where outcome is null and order_id is not null`.execute(db);
  await sql`create index inbox_undecided_of_order on inbox (order_id, received_at) where outcome is null and order_id is not null`.execute(
    db,
  );
}
