import { type Kysely, sql } from 'kysely';

/**
 * Claims (the read model) and their events (a log of their own, one chain for each claim). A row is written with the order's
 * event that accepted the claim, in one transaction. Commands of a claim go through the same inbox: `claim_id` tells them apart.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table claims (
      claim_id text primary key,
      order_id text not null references orders (order_id),
      state json not null,
      details json not null,
      terms json not null,
      last_hash text not null,
      name text not null,
      version integer not null,
      sequence integer not null,
      ended boolean not null,
      claimant_role text not null,
      claimant_id text not null,
      provider_id text not null,
      customer_id text not null,
      programme text not null,
      outcome text,
      is_exception boolean not null,
      waiting_for text[] not null,
      next_deadline timestamptz,
      clock_offset_ms bigint not null,
      filed_at timestamptz not null,
      decided_at timestamptz,
      updated_at timestamptz not null,
      ended_at timestamptz,
      workflow_started_at timestamptz,
      diverged_at timestamptz
    )`.execute(db);
  await sql`create index claims_newest on claims (filed_at desc, claim_id desc)`.execute(db);
  await sql`create index claims_of_order on claims (order_id, filed_at)`.execute(db);
  await sql`create index claims_open on claims (next_deadline) where not ended`.execute(db);
  await sql`
    create table claim_events (
      claim_id text not null references claims (claim_id),
      sequence integer not null check (sequence > 0),
      command_id text,
      at timestamptz not null,
      data jsonb not null,
      texts jsonb,
      texts_hash text not null,
      previous_hash text not null,
      hash text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (claim_id, sequence)
    )`.execute(db);
  await sql`create index claim_events_of_command on claim_events (claim_id, command_id, sequence)`.execute(db);
  // An id belongs to the first order that named it, before anything is decided: two orders must not accept one id.
  await sql`create table claim_ids (claim_id text primary key, order_id text not null)`.execute(db);
  await sql`alter table inbox add column claim_id text`.execute(db);
  await sql`create index inbox_undecided_of_claim on inbox (claim_id, received_at) where outcome is null and claim_id is not null`.execute(
    db,
  );
  await sql`create index inbox_of_order on inbox (order_id, received_at) where order_id is not null`.execute(db);
}
