import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../engine/database.ts';
import type { Tables } from '../tables/tables.ts';
import { canaryTrouble, type Trouble } from './trouble.ts';
import type { KeptVitals } from './vitals.ts';

// Contract of the canary
// 1. A small row is written and committed, so that the log, its disk and the rights are tried, and not only a connection.
// 2. Every table is tried with what it holds: its first row is put in once more, which its key refuses, so that nothing is left, not
//    even a dead row; by then the table, its key, its triggers and checks have been asked. Its newest row is read by the key.
// 3. A sort that does not fit into its memory takes room on the disk and gives it back: a table that is full to a page may still
//    have place for one small row.
// 4. What is tried is rolled back.

/** Every table of the store; one that is missing here does not compile. */
const TRIED: Readonly<Record<keyof Tables, true>> = {
  inbox: true,
  orders: true,
  events: true,
  claims: true,
  claim_events: true,
  claim_ids: true,
  messages: true,
  claim_links: true,
  ledger_transfers: true,
  ledger_entries: true,
  providers: true,
  documents: true,
  api_keys: true,
  stuck_workflows: true,
  probe: true,
};

const TABLES = Object.keys(TRIED) as readonly (keyof Tables)[];

export interface Canary {
  /** Tries everything, or with `isQuick` the small row alone. @returns what is wrong, in one sentence; null where orders can be taken */
  sing(how?: { readonly isQuick: boolean }): Promise<Trouble | null>;
}

export function createCanary(database: Database, vitals: KeptVitals): Canary {
  let tour: readonly Attempt[] | null = null;
  let probes = 0;
  return {
    sing: async ({ isQuick } = { isQuick: false }) => {
      try {
        tour ??= await database.read(attempts);
        const all = tour;
        if (!isQuick) await rolledBack(database, (tx) => tryAll(tx, all));
        probes += 1;
        await database.once((db) => writeProbe(db, probes));
      } catch (error) {
        const table = error instanceof TableFailed ? error.table : undefined;
        return canaryTrouble(error instanceof TableFailed ? error.cause : error, table);
      }
      if (!isQuick) vitals.foundWell();
      return vitals.trouble();
    },
  };
}

/** Another text each time: a statement that was used before would not tell whether a new one still works. */
async function writeProbe(db: Kysely<Tables>, number: number): Promise<void> {
  const write = sql`insert into probe (id, at) values (1, clock_timestamp()) on conflict (id) do update set at = excluded.at`;
  await sql`${write} ${sql.raw(`/* ${number} */`)}`.execute(db);
}

/** 1.5 MB in 64 kB of memory. */
async function spill(tx: Transaction<Tables>): Promise<void> {
  await sql`select set_config('work_mem', '64kB', true)`.execute(tx);
  await sql`
    select count(*) from (
      select g, repeat(md5(g::text), 2048) as wide from generate_series(1, 24) g order by wide, g offset 0
    ) as sorted`.execute(tx);
}

interface Attempt {
  readonly table: keyof Tables;
  readonly put: string;
  readonly newest: string;
}

/** @throws TableFailed where a table cannot be told from its columns: it is not there, or is not ours */
async function attempts(db: Kysely<Tables>): Promise<readonly Attempt[]> {
  const { rows } = await sql<{ table: string; columns: string[]; keys: string[] | null }>`
    select c.relname::text as table,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(quote_ident(a.attname) order by array_position(i.indkey::int2[], a.attnum)) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as keys
    from pg_class c where c.oid = any (select to_regclass(t) from unnest(${sql.val(TABLES)}::text[]) t)`.execute(db);
  return TABLES.map((table) => {
    const found = rows.find((row) => row.table === table);
    // Without a key the row would be there twice.
    if (!found?.keys) throw new TableFailed(table, { code: '42P01' });
    const columns = found.columns.join(', ');
    return {
      table,
      put: `insert into ${table} (${columns}) overriding system value select ${columns} from ${table} limit 1 on conflict do nothing`,
      newest: `(select 1 from ${table} order by ${found.keys.map((key) => `${key} desc`).join(', ')} limit 1)`,
    };
  });
}

class TableFailed extends Error {
  override readonly name = 'TableFailed';
  readonly table: keyof Tables;
  constructor(table: keyof Tables, cause: unknown) {
    super('a table failed', { cause });
    this.table = table;
  }
}

/** In one statement; where that fails, one after the other, to name the table. */
async function tryAll(tx: Transaction<Tables>, all: readonly Attempt[]): Promise<void> {
  const puts = all.map(({ put }, at) => `t${at} as (${put})`).join(', ');
  const whole = `with ${puts} select ${all.map(({ newest }) => newest).join(', ')}`;
  await sql`savepoint tour`.execute(tx);
  try {
    await sql.raw(whole).execute(tx);
  } catch (error) {
    await sql`rollback to savepoint tour`.execute(tx);
    for (const { table, put, newest } of all) {
      await sql
        .raw(`with t as (${put}) select ${newest}`)
        .execute(tx)
        .catch((cause: unknown) => {
          throw new TableFailed(table, cause);
        });
    }
    throw error;
  }
  await spill(tx);
}

class RolledBack extends Error {}

async function rolledBack(database: Database, work: (tx: Transaction<Tables>) => Promise<void>): Promise<void> {
  try {
    await database.write(async (tx) => {
      await work(tx);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
}
