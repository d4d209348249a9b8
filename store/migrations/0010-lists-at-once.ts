import { type Kysely, sql } from 'kysely';

/**
 * The indexes of holds and waits are kept up with each write, not later in one go: until that happens every search reads what is
 * still to be done, and on PGlite, which never vacuums by itself, it never happens.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const index of ['orders_holds', 'orders_waiting_for']) {
    await sql`alter index ${sql.ref(index)} set (fastupdate = off)`.execute(db);
    await sql`select gin_clean_pending_list(${index}::regclass)`.execute(db);
  }
}
