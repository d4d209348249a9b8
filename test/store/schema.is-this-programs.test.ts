// Goal: a process serves only the schema that it was written for, and says in one sentence what to do about another.
// Method: a real PostgreSQL whose list of migrations is shortened or lengthened, as an older or newer version would have left it.
import { spawnSync } from 'node:child_process';
import { afterAll, expect, it } from '@jest/globals';
import { migrateDatabase, openStore } from '../../store/open.ts';
import { describePostgres, once } from '../support/database.ts';

function runMigrate(env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'app/migrate.ts'], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '', ...env },
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}

describePostgres('the schema of the database', (database) => {
  const stores: { close(): Promise<void> }[] = [];
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('is required as it is: an empty database is refused, a migrated one is opened', async () => {
    const databaseUrl = await database();
    await expect(openStore({ databaseUrl, schema: 'REQUIRE' })).rejects.toThrow(/lacks 0001-inbox.*npm run migrate/);
    expect(await migrateDatabase(databaseUrl)).toContain('0007-claims');
    expect(await migrateDatabase(databaseUrl)).toEqual([]);
    const store = await openStore({ databaseUrl, schema: 'REQUIRE' });
    stores.push(store);
    expect(await store.check()).toBeNull();
  });

  it('is migrated once where several jobs run at once', async () => {
    const databaseUrl = await database();
    const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(databaseUrl)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it('of an older version is refused by what it lacks', async () => {
    const databaseUrl = await database();
    await migrateDatabase(databaseUrl);
    await once(databaseUrl, "delete from kysely_migration where name = '0007-claims'");
    await expect(openStore({ databaseUrl, schema: 'REQUIRE' })).rejects.toThrow('The database lacks 0007-claims');
  });

  it('of a newer version is refused by both, and is not touched', async () => {
    const databaseUrl = await database();
    await migrateDatabase(databaseUrl);
    await once(databaseUrl, "insert into kysely_migration (name, timestamp) values ('9999-later', '2026-01-01')");
    for (const schema of ['REQUIRE', 'MIGRATE'] as const)
      await expect(openStore({ databaseUrl, schema })).rejects.toThrow(/newer version \(9999-later\)/);
    expect(runMigrate({ DATABASE_URL: databaseUrl })).toEqual({
      status: 1,
      said: expect.stringMatching(/^The database was migrated by a newer/),
    });
  });

  it('is brought up to date by `npm run migrate`, which says what it did', async () => {
    const databaseUrl = await database();
    expect(runMigrate({ DATABASE_URL: databaseUrl })).toEqual({ status: 0, said: expect.stringMatching(/^Applied: 0001-inbox, /) });
    expect(runMigrate({ DATABASE_URL: databaseUrl })).toEqual({ status: 0, said: 'The database is up to date.\n' });
    expect(runMigrate({})).toEqual({ status: 1, said: expect.stringMatching(/^DATABASE_URL is missing/) });
    expect(runMigrate({ DATABASE_URL: 'postgres://holdfast@127.0.0.1:1/none' }).said).toMatch(
      /^The database of DATABASE_URL does not answer/,
    );
  }, 60_000);
});
