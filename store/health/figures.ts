import { type Kysely, sql } from 'kysely';
import type { StoreFigures } from '../contract/watched.ts';
import type { Tables } from '../tables/tables.ts';

/** As the reconciler's: what is later than this should have been acted on. */
const LATE = sql`clock_timestamp() - interval '2 minutes'`;

/** One statement, each part of it over an index that holds only what it counts (migration 0009). */
export async function figures(db: Kysely<Tables>): Promise<StoreFigures> {
  const { rows } = await sql<Record<keyof StoreFigures, number>>`
    select
      i.undecided, i."oldestUndecidedSeconds", m."messagesFailed", m."messagesQueued", m."oldestQueuedSeconds",
      (select count(*)::float8 from orders where diverged_at is not null) as "divergedOrders",
      (select count(*)::float8 from claims where diverged_at is not null) as "divergedClaims",
      ${late('orders')} as "lateOrders",
      ${late('claims')} as "lateClaims"
    from
      (select count(*)::float8 as undecided,
        greatest(0, coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0))::float8 as "oldestUndecidedSeconds"
        from inbox where outcome is null and order_id is not null) i,
      (select count(*) filter (where status = 'FAILED')::float8 as "messagesFailed",
        count(*) filter (where status = 'QUEUED')::float8 as "messagesQueued",
        greatest(0, coalesce(extract(epoch from clock_timestamp() - min(created_at) filter (where status = 'QUEUED')), 0))::float8
          as "oldestQueuedSeconds"
        from messages where status in ('QUEUED', 'FAILED')) m`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database gave no figures');
  return row;
}

/** The twin of `overdue`. In two parts, since only the few with a test clock need their own time. */
function late(table: 'orders' | 'claims') {
  return sql`(
    (select count(*) from ${sql.table(table)}
      where not ended and diverged_at is null and clock_offset_ms = 0 and next_deadline < ${LATE})
    + (select count(*) from ${sql.table(table)}
      where not ended and diverged_at is null and clock_offset_ms <> 0
      and next_deadline < ${LATE} + clock_offset_ms * interval '1 millisecond'))::float8`;
}
