import { type PGlite, protocol } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { PoolUse } from '../contract/watched.ts';
import type { pgliteQuery } from './pglite-query.ts';
import { statement } from './statement.ts';

/** As PostgreSQL does it for the other engine (`idle_in_transaction_session_timeout`): PGlite has no clock of its own. */
const IDLE_IN_TRANSACTION_MS_MAX = 8_000;

const ROLLBACK = protocol.serialize.query('rollback');

type Query = ReturnType<typeof pgliteQuery>;

/** PGlite's one connection, so that Kysely's own PostgresDialect serves both engines. */
export interface OnePool {
  readonly pool: PostgresPool;
  readonly use: () => PoolUse;
}

/**
 * Whoever connects waits for the one before; the end waits too. A turn that ends, or does nothing for long, inside a transaction is
 * rolled back: the next one always begins outside of any.
 */
export function onePool(pglite: PGlite, query: Query, idleMsMax = IDLE_IN_TRANSACTION_MS_MAX): OnePool {
  let callers = 0;
  let tail: Promise<void> = Promise.resolve();
  const myTurn = async (): Promise<() => void> => {
    const before = tail;
    const { promise, free } = turn();
    tail = promise;
    await before;
    return free;
  };
  return {
    use: () => ({ used: Math.min(callers, 1), idle: callers === 0 ? 1 : 0, waiting: Math.max(callers - 1, 0) }),
    pool: {
      async connect() {
        callers += 1;
        const free = await myTurn();
        return client(pglite, query, idleMsMax, () => {
          callers -= 1;
          free();
        });
      },
      end: async () => {
        const free = await myTurn();
        await pglite.close().finally(free);
      },
    },
  };
}

function client(pglite: PGlite, query: Query, idleMsMax: number, done: () => void): PostgresPoolClient {
  let isOver = false;
  let isAsking = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(idle);
    // Nearly never: whoever took the turn left a transaction open, or its rollback failed.
    if (!pglite.closed && pglite.isInTransaction()) void undone();
    else done();
  };
  const undone = async (): Promise<void> => {
    // By the simplest of messages, which needs nothing that was there before.
    for (let tries = 0; tries < 2 && pglite.isInTransaction(); tries += 1) {
      await pglite.execProtocolStream(ROLLBACK, { throwOnError: false }).catch(ignore);
    }
    done();
  };
  const idle = setTimeout(() => {
    if (isAsking || pglite.closed || !pglite.isInTransaction()) idle.refresh();
    else over();
  }, idleMsMax);
  idle.unref();
  return {
    query: (async (text: string, parameters: readonly unknown[]) => {
      if (isOver) throw new IdleTooLong('the transaction did nothing for too long and was rolled back');
      isAsking = true;
      try {
        return await statement(text, parameters, (values) => query(text, values));
      } finally {
        isAsking = false;
        idle.refresh();
      }
    }) as unknown as PostgresPoolClient['query'],
    release: over,
  };
}

function ignore(): void {}

class IdleTooLong extends Error {
  override readonly name = 'IdleTooLong';
  readonly code = '25P03';
}

function turn(): { readonly promise: Promise<void>; readonly free: () => void } {
  let free = (): void => {};
  const promise = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { promise, free: () => free() };
}
