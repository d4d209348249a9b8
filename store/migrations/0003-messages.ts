import { type Kysely, sql } from 'kysely';

/** Messages in and out: the outbox. `leased_until` keeps a message in one pair of hands at a time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table messages (
      message_id text primary key,
      seq bigserial not null,
      order_id text not null,
      direction text not null check (direction in ('OUTBOUND', 'INBOUND')),
      purpose text not null,
      recipient text not null,
      sender jsonb not null,
      template_id text,
      variables jsonb not null,
      locale text not null,
      subject text,
      body text,
      status text not null check (status in ('QUEUED', 'SENT', 'FAILED', 'BLOCKED', 'RECEIVED')),
      attempts integer not null default 0,
      reasons jsonb not null,
      hold_id text,
      created_at timestamptz not null,
      sent_at timestamptz,
      leased_until timestamptz
    )`.execute(db);
  await sql`create index messages_of_order on messages (order_id, seq)`.execute(db);
}
