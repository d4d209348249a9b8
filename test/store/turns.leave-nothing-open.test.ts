// Goal: no transaction outlives who began it, none that failed passes for committed, and a kept statement follows its table's changes.
// Method: transactions that are left, forgotten, or committed after a failure; tables that change under a kept statement; a small cache.

import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Engine } from '../../store/engine/engine.ts';
import { openPostgres } from '../../store/engine/engine-postgres.ts';
import { pgliteQuery } from '../../store/engine/pglite-query.ts';
import { onePool } from '../../store/engine/turns.ts';
import { describePostgres } from '../support/database.ts';
import { openMemoryEngine } from '../support/memory-store.ts';

function suite(open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await sql`create table kept (id int)`.execute(engine.kysely);
  }, 60_000);
  afterAll(() => engine.close());

  it('a transaction in which a statement failed is not committed, though nobody looked', async () => {
    const { kysely } = engine;
    const work = kysely.transaction().execute(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx);
      await sql`select 1 / 0`.execute(tx).catch(() => 'nobody looks');
    });
    await expect(work).rejects.toMatchObject({ code: '25P02' });
    expect((await sql`select * from kept`.execute(kysely)).rows).toEqual([]);
  });

  it('a turn that ends inside a transaction leaves nothing of it to the next', async () => {
    const { kysely } = engine;
    await kysely.connection().execute(async (db) => {
      await sql`begin`.execute(db);
      await sql`insert into kept values (2)`.execute(db);
    });
    expect((await sql`select * from kept`.execute(kysely)).rows).toEqual([]);
    await expect(sql`savepoint outside`.execute(kysely)).rejects.toMatchObject({ code: '25P01' });
  });

  it('a statement follows its table, and inside a transaction fails it as a whole', async () => {
    const { kysely } = engine;
    const read = sql`select * from kept where id > ${0}`;
    await read.execute(kysely);
    await sql`alter table kept add column more text`.execute(kysely);
    await sql`insert into kept values (3, 'x')`.execute(kysely);
    expect((await read.execute(kysely)).rows).toEqual([{ id: 3, more: 'x' }]);
    await sql`alter table kept drop column more`.execute(kysely);
    const inside = kysely.transaction().execute(async (tx) => read.execute(tx));
    await inside.catch((error: unknown) => expect(error).toMatchObject({ code: '0A000' }));
    expect((await read.execute(kysely)).rows).toEqual([{ id: 3 }]);
  });
}

describe('PGlite', () => suite(openMemoryEngine));
describePostgres('a pool', (database) => suite(async () => openPostgres(await database(), 'MIGRATE')));

describe('the one connection of PGlite', () => {
  let pglite: PGlite;
  beforeAll(async () => {
    pglite = await PGlite.create();
    await pglite.exec('create table kept (id int)');
  }, 60_000);
  afterAll(() => pglite.close());

  it('is taken from a transaction that does nothing for long, whatever that still wants', async () => {
    const { pool, use } = onePool(pglite, pgliteQuery(pglite), 20);
    const ask = async (client: Awaited<ReturnType<typeof pool.connect>>, text: string): Promise<unknown> => client.query(text, []);
    const forgotten = await pool.connect();
    await ask(forgotten, 'begin');
    await ask(forgotten, 'insert into kept values (1)');
    const next = await pool.connect();
    expect(await ask(next, 'select * from kept')).toMatchObject({ rows: [] });
    await expect(ask(forgotten, 'commit')).rejects.toMatchObject({ code: '25P03' });
    forgotten.release();
    next.release();
    expect(use()).toEqual({ used: 0, idle: 1, waiting: 0 });
  });

  it('keeps the statements used last, and closes the others', async () => {
    const query = pgliteQuery(pglite, 3);
    for (let number = 0; number < 8; number += 1) {
      await query('select 0 as zero', []);
      expect(await query(`select ${number} as number`, [])).toMatchObject({ rows: [{ number }] });
    }
    const { rows } = await pglite.query<{ statement: string }>('select statement from pg_prepared_statements order by prepare_time');
    const texts = rows.map(({ statement }) => statement).filter((text) => /as (zero|number)$/.test(text));
    expect(texts.sort()).toEqual(['select 0 as zero', 'select 6 as number', 'select 7 as number']);
  });
});
