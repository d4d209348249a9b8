import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { OtherSchema } from '../contract/errors.ts';
import { MIGRATIONS, type SchemaMigration } from '../migrations/index.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Brings the database to this program's shape, under the migrator's own lock: several processes may start at once.
 * @param migrations of this program; another version's in tests
 * @returns the names of the migrations that were applied, oldest first; none where another process was first, or a newer program
 *   whose migrations this one runs on
 * @throws what the database said; OtherSchema where a newer program's migrations leave no place for this one
 */
export async function migrate(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<readonly string[]> {
  const there = await applied(db);
  const newer = await requireRunsOn(db, there, migrations);
  if (newer.length > 0) {
    refuseMissing(there, migrations);
    return [];
  }
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(noting(migrations)) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}

/**
 * For a process that migrates nothing: it serves the shape that it was written for, and what a newer version has added to it.
 * @throws OtherSchema where the database lacks a migration of this program, or has one on which this program does not run
 */
export async function requireSchema(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<void> {
  const there = await applied(db);
  await requireRunsOn(db, there, migrations);
  refuseMissing(there, migrations);
}

type Migrations = Readonly<Record<string, SchemaMigration>>;

function refuseMissing(there: readonly string[], migrations: Migrations): void {
  const missing = Object.keys(migrations).filter((name) => !there.includes(name));
  if (missing.length > 0)
    throw new OtherSchema(`The database lacks ${missing.join(', ')}: run "npm run migrate" of this version first, then start again.`);
}

/** @returns the migrations that this program does not know and nevertheless runs on @throws OtherSchema */
async function requireRunsOn(db: Kysely<Tables>, there: readonly string[], migrations: Migrations): Promise<readonly string[]> {
  const newer = there.filter((name) => !(name in migrations));
  if (newer.length === 0) return [];
  const notes = await notesOf(db);
  const newestOwn = Object.keys(migrations).at(-1) ?? '';
  const inTheWay = newer.filter((name) => {
    const runsSince = notes.get(name);
    return runsSince === undefined || runsSince > newestOwn;
  });
  if (inTheWay.length > 0)
    throw new OtherSchema(`The database was migrated by a newer version (${inTheWay.join(', ')}): start that version.`);
  return newer;
}

/**
 * Each migration leaves a note of the oldest program that runs on its schema, for programs that do not know the migration. In the
 * same transaction and under the same lock.
 */
function noting(migrations: Migrations): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(migrations).map(([name, migration]) => [
      name,
      {
        up: async (db) => {
          await migration.up(db);
          await sql`create table if not exists schema_notes (migration text primary key, runs_since text not null)`.execute(db);
          await sql`insert into schema_notes (migration, runs_since) values (${name}, ${migration.runsSince})`.execute(db);
        },
      } satisfies Migration,
    ]),
  );
}

/** By migration, the oldest program that runs on it. A migration from before there were notes has none. */
async function notesOf(db: Kysely<Tables>): Promise<ReadonlyMap<string, string>> {
  if (!(await has(db, 'schema_notes'))) return new Map();
  const rows = await db
    .withTables<{ schema_notes: { migration: string; runs_since: string } }>()
    .selectFrom('schema_notes')
    .select(['migration', 'runs_since'])
    .execute();
  return new Map(rows.map(({ migration, runs_since }) => [migration, runs_since]));
}

/** Oldest first; none in a database in which no migration ever began. */
async function applied(db: Kysely<Tables>): Promise<readonly string[]> {
  if (!(await has(db, LEDGER_OF_MIGRATIONS))) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom(LEDGER_OF_MIGRATIONS)
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

async function has(db: Kysely<Tables>, table: string): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return tables.some(({ name }) => name === table);
}

/** Kysely's name for it. */
const LEDGER_OF_MIGRATIONS = 'kysely_migration';
