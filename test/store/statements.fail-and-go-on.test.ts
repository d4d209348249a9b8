// Goal: whatever statement fails, and wherever in it, the next one works: no restart is ever needed.
// Method: statements that fail when they are parsed, bound, executed and committed, on both engines, and ordinary ones after each.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Engine } from '../../store/engine/engine.ts';
import { openPostgres } from '../../store/engine/engine-postgres.ts';
import { describePostgres } from '../support/database.ts';
import { openMemoryEngine } from '../support/memory-store.ts';

const FAILING = [
  ['that cannot be parsed', sql`select 1 frm nothing`, '42601'],
  ['of a table that is not there', sql`select * from nowhere`, '42P01'],
  ['whose value is no number', sql`select * from orders where sequence = ${'abc'}`, '22P02'],
  ['whose value is no number that an integer holds', sql`select * from orders where sequence = ${1e20}`, '22003'],
  ['whose value is no text of the database', sql`select ${'a\0b'}::text`, '22021'],
  ['that divides by zero', sql`select 1 / (1 - ${1}::int)`, '22012'],
  ['that enters a key twice', sql`insert into probe (id, at) values (${7}, now()), (${7}, now())`, '23505'],
] as const;

function suite(open: () => Promise<Engine>): void {
  it.each(FAILING)(
    'goes on after a statement %s, alone and in a transaction',
    async (_what, statement, code) => {
      const engine = await open();
      try {
        for (let times = 0; times < 3; times += 1) {
          await expect(statement.execute(engine.kysely)).rejects.toMatchObject({ code });
          await expect(engine.kysely.transaction().execute((tx) => statement.execute(tx))).rejects.toMatchObject({ code });
          expect(await sql`select ${times}::int as times`.execute(engine.kysely)).toMatchObject({ rows: [{ times }] });
          expect(await engine.kysely.selectFrom('orders').selectAll().execute()).toEqual([]);
        }
      } finally {
        await engine.close();
      }
    },
    60_000,
  );
}

describe('PGlite', () => suite(openMemoryEngine));
describePostgres('a pool', (database) => suite(async () => openPostgres(await database(), 'MIGRATE')));
