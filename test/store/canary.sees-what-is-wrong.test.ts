// Goal: the store says what is wrong with itself in a sentence, table by table, leaves nothing behind by looking, and heals.
// Method: each table of the program renamed, its writes refused, its rights taken on a real PostgreSQL; damaged files under PGlite.
import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from '@jest/globals';
import type { Store } from '../../store/contract/store.ts';
import { keepVitals } from '../../store/health/vitals.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres, once } from '../support/database.ts';
import { create } from './orders.ts';

const TABLES = [
  ...['inbox', 'orders', 'events', 'claims', 'claim_events', 'claim_ids', 'claim_links', 'messages', 'ledger_transfers'],
  ...['ledger_entries', 'providers', 'documents', 'api_keys', 'stuck_workflows', 'probe'],
];

/** Those that a new order leaves a row in, and the canary's own. */
const FILLED = ['inbox', 'orders', 'events', 'probe'];

describeEachEngine('a store that is well', (open) => {
  it('is found well, empty and with orders, and keeps what it has', async () => {
    const store = await open();
    expect(await store.check()).toBeNull();
    const { orderId } = await create(store);
    const before = await store.orders.get(orderId);
    for (let turn = 0; turn < 3; turn += 1) expect(await store.check()).toBeNull();
    expect(await store.orders.get(orderId)).toEqual(before);
    expect((await store.orders.list({ limit: 10 })).items).toHaveLength(1);
  }, 180_000);
});

describePostgres('a table', (database) => {
  /** @returns the check's word while it is damaged, and after it was mended */
  async function told(url: string, store: Store, damage: string, mend: string): Promise<readonly unknown[]> {
    await once(url, damage);
    const during = await store.check();
    await once(url, mend);
    return [during, await store.check()];
  }

  it('that is missing is named, whichever it is, and found again', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: url });
    try {
      for (const table of TABLES) {
        const answer = await told(url, store, `alter table ${table} rename to gone`, `alter table gone rename to ${table}`);
        expect([table, answer]).toEqual([
          table,
          [{ check: 'tables', detail: `A table or a column of the database is missing (${table}).` }, null],
        ]);
      }
    } finally {
      await store.close();
    }
  }, 180_000);

  it('whose writes are refused is named, and found well without anybody’s help', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: url });
    try {
      await create(store);
      await store.check();
      await once(url, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'secret value'; end $$");
      for (const table of FILLED) {
        const [during, after] = await told(
          url,
          store,
          `create trigger refuse before insert on ${table} for each row execute function refuse()`,
          `drop trigger refuse on ${table}`,
        );
        expect([table, during, after]).toEqual([
          table,
          { check: 'write', detail: expect.stringContaining('The database refuses a write') },
          null,
        ]);
        expect(JSON.stringify(during)).not.toContain('secret');
      }
    } finally {
      await store.close();
    }
  }, 180_000);

  it('leaves no dead row when it is tried', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: url });
    try {
      await create(store);
      await store.check();
      const pages = `select sum(pg_relation_size(c.oid)) as size from pg_class c where c.relname = any ('{${TABLES.join(',')}}')`;
      const [before] = await once(url, pages);
      for (let turn = 0; turn < 40; turn += 1) await store.check();
      expect(await once(url, pages)).toEqual([before]);
    } finally {
      await store.close();
    }
  }, 180_000);

  it('is tried as a database that is read-only is: it says so', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: `${url}?options=-c%20default_transaction_read_only%3Don`, schema: 'MIGRATE' }).catch(
      () => null,
    );
    const other = store ?? (await openStore({ databaseUrl: url }));
    await other.close();
    const only = await openStore({ databaseUrl: `${url}?options=-c%20default_transaction_read_only%3Don`, schema: 'REQUIRE' });
    try {
      expect(await only.check()).toEqual({ check: 'write', detail: expect.stringContaining('The database is read-only') });
    } finally {
      await only.close();
    }
  }, 180_000);
});

describe('PGlite in a folder', () => {
  it('whose table lost its pages, or has other ones, opens and says which it is', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'holdfast-canary-'));
    const dataDir = join(parent, 'db');
    try {
      const first = await openStore({ dataDir });
      await create(first);
      await first.close();
      const raw = await PGlite.create(dataDir);
      const { rows } = await raw.query<{ path: string }>("select pg_relation_filepath('orders') as path");
      await raw.close();
      const file = await openFile(join(dataDir, rows[0]?.path ?? ''), 'r+');
      await file.write(Buffer.alloc(2_048, 7), 0, 2_048, 4_096);
      await file.close();
      const damaged = await openStore({ dataDir });
      expect(await damaged.check()).toEqual({ check: 'tables', detail: 'A table or an index of the database is damaged (orders).' });
      await damaged.close();
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  }, 180_000);
});

describe('what the use of the store tells', () => {
  it('counts where the store itself failed, and not where a value was refused', () => {
    const vitals = keepVitals();
    for (const code of ['22P05', '23505', '40001', '42601', 'P0001']) vitals.failed({ code });
    expect(vitals.trouble()).toBeNull();
    vitals.failed({ code: '53100' });
    expect(vitals.trouble()).toEqual({ check: 'room', detail: 'The disk of the database is full.' });
    vitals.foundWell();
    expect(vitals.trouble()).toBeNull();
  });

  it('a damage lasts for a minute after it was last met, though the check finds nothing', () => {
    let now = 0;
    const vitals = keepVitals(() => now);
    vitals.failed({ code: 'XX001' });
    now = 59_000;
    vitals.foundWell();
    expect(vitals.trouble()).toMatchObject({ check: 'tables' });
    now = 61_000;
    vitals.foundWell();
    expect(vitals.trouble()).toBeNull();
  });
});
