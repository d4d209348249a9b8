// Goal: a program runs on the schema that a newer version has only added to, on no other, and says which version to start instead.
// Method: the migrations of this program and those of two made-up later versions, on real databases.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { openPglite } from '../../store/engine/engine-pglite.ts';
import { migrate, requireSchema } from '../../store/engine/migrate.ts';
import { MIGRATIONS, type SchemaMigration } from '../../store/migrations/index.ts';
import { migrateDatabase, openStore } from '../../store/open.ts';
import type { Tables } from '../../store/tables/tables.ts';
import { describePostgres } from '../support/database.ts';

const NEWEST = Object.keys(MIGRATIONS).at(-1) ?? '';

const adds: SchemaMigration = {
  up: async (db) => void (await sql`alter table orders add column colour text`.execute(db)),
  runsSince: NEWEST,
};
const takesAway: SchemaMigration = {
  up: async (db) => void (await sql`drop table probe`.execute(db)),
  runsSince: '9001-adds',
};

const NEXT = { ...MIGRATIONS, '9001-adds': adds };
const AFTER = { ...NEXT, '9002-takes-away': takesAway };

describe('the migrations of this program', () => {
  it('each name one of them, not a later one, as the oldest that runs on their schema', () => {
    for (const [name, { runsSince }] of Object.entries(MIGRATIONS)) {
      expect(Object.keys(MIGRATIONS)).toContain(runsSince);
      expect(runsSince <= name).toBe(true);
    }
  });

  it('are in the order of their names', () => {
    expect(Object.keys(MIGRATIONS)).toEqual(Object.keys(MIGRATIONS).toSorted());
  });
});

describe('the embedded database after a rollback', () => {
  it('is opened by this program where only something was added, and refused where something was taken away', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-schema-'));
    const newer = await openPglite(dataDir);
    await migrate(newer.kysely, NEXT);
    await newer.close();
    const store = await openStore({ dataDir });
    expect(await store.check()).toBeNull();
    await store.close();
    const newest = await openPglite(dataDir);
    await migrate(newest.kysely, AFTER);
    await newest.close();
    await expect(openStore({ dataDir })).rejects.toThrow('newer version (9002-takes-away)');
    await rm(dataDir, { recursive: true, force: true });
  }, 120_000);
});

describePostgres('a database that a newer version migrated', (database) => {
  const opened: Kysely<Tables>[] = [];
  afterAll(() => Promise.all(opened.map((db) => db.destroy())));

  /** At this program's schema. */
  async function open(): Promise<Kysely<Tables>> {
    const connectionString = await database();
    await migrateDatabase(connectionString);
    const pool = new Pool({ connectionString, max: 1 });
    // The server may say that it stops while the last connection is being closed.
    pool.on('error', () => undefined);
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    opened.push(db);
    return db;
  }

  it('serves this program where only something was added, and migrating again changes nothing', async () => {
    const db = await open();
    expect(await migrate(db, NEXT)).toEqual(['9001-adds']);
    await expect(requireSchema(db)).resolves.toBeUndefined();
    expect(await migrate(db)).toEqual([]);
    expect(await migrate(db, NEXT)).toEqual([]);
    await requireSchema(db, NEXT);
  });

  it('is refused where something that this program uses was taken away; the version between still runs', async () => {
    const db = await open();
    await migrate(db, AFTER);
    const sentence = 'The database was migrated by a newer version (9002-takes-away): start that version.';
    await expect(requireSchema(db)).rejects.toThrow(sentence);
    await expect(migrate(db)).rejects.toThrow(sentence);
    await expect(requireSchema(db, NEXT)).resolves.toBeUndefined();
  });

  it('is refused where a migration left no note', async () => {
    const db = await open();
    await migrate(db, NEXT);
    await sql`delete from schema_notes where migration = '9001-adds'`.execute(db);
    await expect(requireSchema(db)).rejects.toThrow('newer version (9001-adds)');
    await expect(migrate(db)).rejects.toThrow('newer version (9001-adds)');
  });

  it('is refused where it lacks what this program needs, although a newer one has added to it', async () => {
    const db = await open();
    await migrate(db, NEXT);
    await sql`delete from kysely_migration where name = ${NEWEST}`.execute(db);
    await expect(requireSchema(db)).rejects.toThrow(`lacks ${NEWEST}`);
    await expect(migrate(db)).rejects.toThrow(`lacks ${NEWEST}`);
  });
});
