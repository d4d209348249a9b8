import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { types as pgTypes } from 'pg';
import { roomFirst } from '../health/room.ts';
import type { Tables } from '../tables/tables.ts';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { pgliteQuery } from './pglite-query.ts';
import { onePool } from './turns.ts';

/** As pg gives them: int8 and dates as text, instants read as it reads them (PGlite takes the year 99 for 1999). */
export const PGLITE_PARSERS = {
  [types.INT8]: (text: string) => text,
  [types.DATE]: (text: string) => text,
  [types.TIMESTAMPTZ]: pgTypes.getTypeParser(pgTypes.builtins.TIMESTAMPTZ),
};

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
    parsers: PGLITE_PARSERS,
  });
  return pgliteEngine(pglite, dataDir);
}

/** On a PGlite that is there; closed where it cannot be migrated. */
export async function pgliteEngine(pglite: PGlite, dataDir?: string): Promise<Engine> {
  const query = pgliteQuery(pglite);
  const { pool, use } = onePool(pglite, dataDir === undefined ? query : roomFirst(dataDir, query));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const held = new Set<number>();
  try {
    await migrate(kysely);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  return {
    kysely,
    pool: use,
    exclusively: (lock, work) => exclusively(held, lock, work),
    close: () => kysely.destroy(),
  };
}

/** A new PGlite of this program's shape, as bytes: one that begins with them is there in a third of a second, not in two. */
export async function emptyImage(): Promise<Blob> {
  const pglite = await PGlite.create();
  const engine = await pgliteEngine(pglite);
  try {
    return await pglite.dumpDataDir('none');
  } finally {
    await engine.close();
  }
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
