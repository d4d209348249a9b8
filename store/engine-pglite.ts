import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { pgliteQuery } from './pglite-query.ts';
import { roomFirst } from './room.ts';
import { statement } from './statement.ts';
import type { Tables } from './tables.ts';
import type { PoolUse } from './watched.ts';

/**
 * Opens PGlite, in memory without `dataDir`, and migrates it. PGlite does not lock its directory: whoever calls this with one
 * must hold a lock of their own (app/), or two processes lose each other's commits. It runs without fsync.
 * @param image what a new one begins with (`emptyImage`)
 */
export async function openPglite(dataDir?: string, image?: Blob): Promise<Engine> {
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const pglite = await PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(image === undefined ? {} : { loadDataDir: image }),
    // As pg gives them: int8 and dates as text.
    parsers: { [types.INT8]: (text: string) => text, [types.DATE]: (text: string) => text },
  });
  const use = { callers: 0 };
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: onePool(pglite, use, dataDir) }) });
  const held = new Set<number>();
  try {
    await migrate(kysely);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  return {
    kysely,
    pool: () => useOf(use),
    exclusively: (lock, work) => exclusively(held, lock, work),
    close: () => kysely.destroy(),
  };
}

/** A new PGlite of this program's shape, as bytes: one that begins with them is there in a third of a second, not in two. */
export async function emptyImage(): Promise<Blob> {
  const pglite = await PGlite.create();
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: onePool(pglite, { callers: 0 }) }) });
  try {
    await migrate(kysely);
    return await pglite.dumpDataDir('none');
  } finally {
    await kysely.destroy();
  }
}

/** One-connection pool, so that Kysely's own PostgresDialect serves both engines: whoever connects waits for the one before. */
function onePool(pglite: PGlite, use: { callers: number }, dataDir?: string): PostgresPool {
  const query = dataDir === undefined ? pgliteQuery(pglite) : roomFirst(dataDir, pgliteQuery(pglite));
  let tail: Promise<void> = Promise.resolve();
  return {
    async connect() {
      use.callers += 1;
      const before = tail;
      const { promise, free } = turn();
      tail = promise;
      await before;
      return {
        query: ((text: string, parameters: readonly unknown[]) =>
          statement(text, () => query(text, parameters))) as unknown as PostgresPoolClient['query'],
        release: () => {
          use.callers -= 1;
          free();
        },
      };
    },
    end: () => pglite.close(),
  };
}

function useOf({ callers }: { readonly callers: number }): PoolUse {
  return { used: Math.min(callers, 1), idle: callers === 0 ? 1 : 0, waiting: Math.max(callers - 1, 0) };
}

function turn(): { readonly promise: Promise<void>; readonly free: () => void } {
  let free = (): void => {};
  const promise = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { promise, free: () => free() };
}

/** One process has the database, so one set in its memory is enough. */
async function exclusively<T>(held: Set<number>, lock: number, work: () => Promise<T>): Promise<T | null> {
  if (held.has(lock)) return null;
  held.add(lock);
  try {
    return await work();
  } finally {
    held.delete(lock);
  }
}
