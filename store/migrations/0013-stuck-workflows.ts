import { type Kysely, sql } from 'kysely';

/** Orders and claims whose workflow stands still. A row goes when it moves again, so the table is nearly always empty. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table stuck_workflows (
      order_id text not null,
      claim_id text not null,
      why text not null,
      since timestamptz not null,
      attempts integer not null,
      primary key (order_id, claim_id)
    )`.execute(db);
}
