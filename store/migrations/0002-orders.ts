import { type Kysely, sql } from 'kysely';

/**
 * Orders (the read model) and their events (the log). `state` and `details` are json, not jsonb: the order of keys carries
 * meaning (the oldest handled commands are forgotten first), and jsonb would sort them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table orders (
      order_id text primary key,
      state json not null,
      details json not null,
      terms json not null,
      given json not null,
      creation_hash text not null,
      last_hash text not null,
      name text not null,
      version integer not null,
      sequence integer not null,
      ended boolean not null,
      provider_id text not null,
      customer_id text not null,
      seller_id text,
      title text not null,
      customer_name text not null,
      holds text[] not null,
      waiting_for text[] not null,
      next_deadline timestamptz,
      clock_offset_ms bigint not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      closed_at timestamptz,
      workflow_started_at timestamptz,
      diverged_at timestamptz
    )`.execute(db);
  await sql`create index orders_newest on orders (created_at desc, order_id desc)`.execute(db);
  await sql`create index orders_soonest on orders (next_deadline, order_id)`.execute(db);
  await sql`create index orders_provider on orders (provider_id, created_at desc)`.execute(db);
  await sql`create index orders_customer on orders (customer_id, created_at desc)`.execute(db);
  await sql`create index orders_holds on orders using gin (holds)`.execute(db);
  await sql`create index orders_waiting_for on orders using gin (waiting_for)`.execute(db);
  await sql`create index orders_unstarted on orders (created_at) where workflow_started_at is null and not ended`.execute(db);
  await sql`
    create table events (
      order_id text not null references orders (order_id),
      sequence integer not null check (sequence > 0),
      position bigserial not null unique,
      command_id text,
      at timestamptz not null,
      data jsonb not null,
      texts jsonb,
      texts_hash text not null,
      previous_hash text not null,
      hash text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (order_id, sequence)
    )`.execute(db);
  await sql`create index events_of_command on events (order_id, command_id, sequence)`.execute(db);
}
