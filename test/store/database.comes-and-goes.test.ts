// Goal: a database that is away is named as such, never ends the process and is used again when it is back; locks belong to one.
// Method: a PostgreSQL that is not there, that cuts connections in the middle of work, and that is stopped; PGlite in a directory.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Answer, ProviderRow, Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres, once, startPostgres } from '../support/database.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { create, request } from './orders.ts';

const UNAVAILABLE = expect.objectContaining({ name: 'StoreUnavailable' });
const DONE: Extract<Answer, { outcome: 'ANSWERED' }> = { outcome: 'ANSWERED', status: 200, body: {}, headers: {} };

/** Something that is resolved from outside. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describeEachEngine('a lock', (open) => {
  it('is held by one at a time, given back at the end, and also after an error', async () => {
    const store = await open();
    const { opened, open: finish } = gate();
    const entered = gate();
    const first = store.exclusively('reconciler', async () => {
      entered.open();
      await opened;
      return 'first';
    });
    await entered.opened;
    expect(await store.exclusively('reconciler', async () => 'second')).toBeNull();
    finish();
    expect(await first).toBe('first');
    const failing = store.exclusively('reconciler', () => Promise.reject(new Error('on purpose')));
    await expect(failing).rejects.toThrow('on purpose');
    expect(await freed(store)).toBe('third');
  }, 60_000);

  /** PostgreSQL frees the lock when it notices the end of the session: a moment after it. */
  async function freed(store: Store): Promise<string | null> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const result = await store.exclusively('reconciler', async () => 'third');
      if (result !== null) return result;
    }
    return null;
  }

  it('lets the store be used while it is held', async () => {
    const store = await open();
    expect(await store.exclusively('reconciler', async () => (await store.orders.list({ limit: 1 })).items)).toEqual([]);
  }, 60_000);
});

describeEachEngine('a database that is there', (open) => {
  it('can be written and tells its time', async () => {
    const store = await open();
    expect(await store.check()).toBeNull();
    expect(await store.check({ isQuick: true })).toBeNull();
    const one = await store.now();
    expect(await store.now()).toBeGreaterThanOrEqual(one);
    expect(Math.abs(one - Date.now())).toBeLessThan(60_000);
  }, 60_000);
});

describe('a database that is not there', () => {
  it('is unavailable at once where nobody listens', async () => {
    await expect(openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(UNAVAILABLE);
  });

  it('is unavailable within seconds where somebody listens and never speaks', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    try {
      await expect(openStore({ databaseUrl: `postgres://nobody@127.0.0.1:${address.port}/none` })).rejects.toThrow(UNAVAILABLE);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void silent.close(() => resolve()));
    }
  }, 15_000);

  it('is unavailable after PGlite was closed', async () => {
    const store = await openMemoryStore();
    await store.close();
    await expect(store.now()).rejects.toThrow(UNAVAILABLE);
    expect(await store.check()).toEqual({ check: 'answer', detail: 'The database does not answer.' });
  }, 60_000);
});

describePostgres('a database that goes', (database) => {
  const CUT = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

  it('in the middle of a transaction leaves nothing of it, and the next one succeeds', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: url });
    try {
      const cut = store.inbox.answerOnce(request({ commandId: 'cmd-cut' }), async (tx) => {
        await once(url, CUT);
        await tx.now();
        return DONE;
      });
      await expect(cut).rejects.toThrow(UNAVAILABLE);
      expect(await store.inbox.find('cmd-cut')).toBeNull();
      expect(await store.check()).toBeNull();
    } finally {
      await store.close();
    }
  }, 60_000);

  it('while nothing is under way is used again', async () => {
    const url = await database();
    const store = await openStore({ databaseUrl: url });
    try {
      await Promise.all(Array.from({ length: 5 }, () => store.now()));
      await once(url, CUT);
      // Those that the pool has not yet heard of fail once; there are at most as many as connections.
      for (let attempt = 0; attempt < 10; attempt += 1) await store.now().catch(() => {});
      expect(await store.check()).toBeNull();
    } finally {
      await store.close();
    }
  }, 60_000);

  it('is migrated once when several processes start at once, and opened again as it was left', async () => {
    const url = await database();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ databaseUrl: url })));
    const [store] = stores;
    if (!store) throw new Error('no store');
    const { orderId } = await create(store);
    await Promise.all(stores.map((each) => each.close()));
    const again = await openStore({ databaseUrl: url });
    expect((await again.orders.get(orderId))?.orderId).toBe(orderId);
    await again.close();
  }, 60_000);
});

describe('PGlite in a directory', () => {
  it('keeps what was written when it is closed and opened again', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
    try {
      const dataDir = join(parent, 'a folder', 'database');
      const first = await openStore({ dataDir });
      const { orderId } = await create(first);
      await first.close();
      const again = await openStore({ dataDir });
      expect((await again.orders.get(orderId))?.orderId).toBe(orderId);
      await again.close();
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  }, 120_000);
});

describePostgres('two transactions that wait for each other', (database) => {
  it('both succeed: the one that the database gives up runs again', async () => {
    const store = await openStore({ databaseUrl: await database() });
    try {
      const [a, b] = [provider('prov-a'), provider('prov-b')];
      const bothHoldOne = [gate(), gate()] as const;
      let runs = 0;
      const put = (first: ProviderRow, second: ProviderRow, own: 0 | 1): Promise<unknown> =>
        store.inbox.answerOnce(request(), async (tx) => {
          runs += 1;
          await tx.putProvider(first);
          bothHoldOne[own].open();
          await bothHoldOne[own === 0 ? 1 : 0].opened;
          await tx.putProvider(second);
          return DONE;
        });
      expect(await Promise.all([put(a, b, 0), put(b, a, 1)])).toEqual([
        { answer: DONE, replayed: false },
        { answer: DONE, replayed: false },
      ]);
      expect(runs).toBe(3);
    } finally {
      await store.close();
    }
  }, 60_000);

  function provider(providerId: string): ProviderRow {
    return { providerId, name: providerId, marketplaceIds: [], contact: null, body: {}, technicians: [] };
  }
});

describePostgres('a server that is stopped', () => {
  it('makes every call unavailable and leaves the process alive', async () => {
    const postgres = await startPostgres();
    if (!postgres) throw new Error('PostgreSQL was not started');
    const store = await openStore({ databaseUrl: await postgres.database() });
    const held = gate();
    const locked = store.exclusively('reconciler', async () => {
      held.open();
      await stopped.opened;
      return 'done';
    });
    const stopped = gate();
    await held.opened;
    expect(await store.check()).toBeNull();
    await postgres.stop();
    stopped.open();
    await expect(store.now()).rejects.toThrow(UNAVAILABLE);
    await expect(store.inbox.receive(request())).rejects.toThrow(UNAVAILABLE);
    await expect(store.exclusively('reconciler', async () => 'again')).rejects.toThrow(UNAVAILABLE);
    expect(await locked).toBe('done');
    await store.close();
  }, 120_000);
});
