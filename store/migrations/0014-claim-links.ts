import { type Kysely, sql } from 'kysely';

/**
 * The claim links of an order, numbered: the highest number alone opens anything. A row is no credential, the link's signature is
 * in none. A row without a message ends the links before it and gives none.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table claim_links (
      order_id text not null,
      number integer not null,
      message_id text unique,
      link_at integer,
      letter_at timestamptz,
      revoked_by jsonb,
      reason text,
      created_at timestamptz not null default clock_timestamp(),
      primary key (order_id, number)
    )`.execute(db);
}
