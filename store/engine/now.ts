import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/shared/time.ts';
import type { Tables } from '../tables/tables.ts';

/** The database's clock at this moment, not at the start of the transaction; the one clock that receipt times come from. */
export async function databaseNow(db: Kysely<Tables>): Promise<Instant> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return row.now.getTime();
}
