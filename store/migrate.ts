import { type Kysely, Migrator } from 'kysely';
import { OtherSchema } from './errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the database to this program's shape, under the migrator's own lock: several processes may start at once.
 * @returns the names of the migrations that were applied, oldest first; none where another process was first
 * @throws what the database said; also where it was migrated by a newer program
 */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  if (!(await isNew(db))) refuseNewer(await applied(db));
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}

/**
 * For a process that migrates nothing: it serves only the shape that it was written for.
 * @throws OtherSchema where the database lacks a migration of this program, or has one that this program does not know
 */
export async function requireSchema(db: Kysely<Tables>): Promise<void> {
  const there = (await isNew(db)) ? [] : await applied(db);
  refuseNewer(there);
  const missing = Object.keys(MIGRATIONS).filter((name) => !there.includes(name));
  if (missing.length > 0)
    throw new OtherSchema(`The database lacks ${missing.join(', ')}: run "npm run migrate" of this version first, then start again.`);
}

function refuseNewer(there: readonly string[]): void {
  const unknown = there.filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0)
    throw new OtherSchema(`The database was migrated by a newer version (${unknown.join(', ')}): start that version.`);
}

/** True for a database in which no migration ever began. */
async function isNew(db: Kysely<Tables>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return !tables.some(({ name }) => name === LEDGER_OF_MIGRATIONS);
}

async function applied(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom(LEDGER_OF_MIGRATIONS)
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** Kysely's name for it. */
const LEDGER_OF_MIGRATIONS = 'kysely_migration';
