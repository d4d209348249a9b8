import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { openMemoryStore } from './memory-store.ts';
import { findPrograms, startPostgres, type TestPostgres } from './postgres.ts';

// Databases for tests: PGlite in memory, and a real PostgreSQL (postgres.ts).

export { once, startPostgres, type TestPostgres } from './postgres.ts';

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 20_000;

type Open = () => Promise<Store>;

/**
 * Runs a suite on PGlite in memory and on PostgreSQL. Each `open()` gives an empty store of its own, closed at the end of the suite.
 * @param suite is given `open` and the engine's name
 */
export function describeEachEngine(name: string, suite: (open: Open, engine: 'PGlite' | 'PostgreSQL') => void): void {
  describe(`${name} on PGlite`, () =>
    suite(
      opening(async () => undefined),
      'PGlite',
    ));
  describePostgres(name, (database) => suite(opening(database), 'PostgreSQL'));
}

/** Runs a suite on PostgreSQL alone; `database()` gives the URL of an empty database. Skips visibly where it is not installed. */
export function describePostgres(name: string, suite: (database: () => Promise<string>) => void): void {
  describe(`${name} on PostgreSQL`, () => {
    if (!findPrograms() && !process.env['CI']) {
      console.warn(`${name}: skipped on PostgreSQL, which is not installed`);
      it.skip('skipped: PostgreSQL is not installed', () => {});
      return;
    }
    sharers += 1;
    let postgres: TestPostgres | null = null;
    beforeAll(async () => {
      shared ??= startPostgres();
      postgres = await shared;
    }, START_MS_MAX);
    suite(() => postgres?.database() ?? Promise.reject(new Error('PostgreSQL was not started')));
    // Defined after those of the suite, and so called after them.
    afterAll(async () => {
      sharers -= 1;
      if (sharers === 0) await postgres?.stop();
    }, STOP_MS_MAX);
  });
}

// One server for all suites of a test file; the last suite stops it. Where suites are filtered out, it ends with the process.
let shared: Promise<TestPostgres | null> | null = null;
let sharers = 0;

function opening(database: () => Promise<string | undefined>): Open {
  const opened: Store[] = [];
  afterAll(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return async () => {
    const databaseUrl = await database();
    const store = await (databaseUrl === undefined ? openMemoryStore() : openStore({ databaseUrl }));
    opened.push(store);
    return store;
  };
}
