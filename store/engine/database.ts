import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { isConflict, isUnavailable, NestedUse, StoreUnavailable } from '../contract/errors.ts';
import { type KeptVitals, keepVitals } from '../health/vitals.ts';
import type { Tables } from '../tables/tables.ts';
import type { Engine } from './engine.ts';

/** How often a transaction that met another one is run in all. */
const ATTEMPTS_MAX = 5;
const PAUSE_MS_MAX = 40;

/** The two ways to use the database. Both tell an unreachable one (`StoreUnavailable`) from one that refuses. */
export interface Database {
  /** One statement, or several that need not agree with each other. */
  read<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** One statement that writes: a transaction by itself, without the two round trips that begin and end one. */
  once<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** All or nothing. `work` runs again after a deadlock or a serialization failure: it must do nothing but write here. */
  write<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
}

const inTransaction = new AsyncLocalStorage<true>();

export function createDatabase({ kysely }: Engine, vitals: KeptVitals = keepVitals()): Database {
  return {
    read: (work) => heeding(vitals, () => reaching(() => work(kysely))),
    once: (work) => writing(vitals, () => reaching(() => retrying(() => work(kysely)))),
    write: (work) =>
      writing(vitals, () => reaching(() => retrying(() => kysely.transaction().execute((tx) => inTransaction.run(true, () => work(tx)))))),
  };
}

async function heeding<T>(vitals: KeptVitals, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    vitals.failed(error);
    throw error;
  }
}

async function writing<T>(vitals: KeptVitals, work: () => Promise<T>): Promise<T> {
  const result = await heeding(vitals, work);
  vitals.wrote();
  return result;
}

/** Names an unreachable database as such. */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  // With one connection this would never return; with several it would, until the pool is empty. Better loud at once.
  if (inTransaction.getStore()) throw new NestedUse('a transaction of the store called the store: use what the transaction was given');
  try {
    return await work();
  } catch (error) {
    if (isUnavailable(error) || isConflict(error)) throw new StoreUnavailable('the database does not answer', { cause: error });
    throw error;
  }
}

async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt >= ATTEMPTS_MAX) throw error;
      // Apart, or the two meet again.
      await delay(Math.random() * PAUSE_MS_MAX);
    }
  }
}
