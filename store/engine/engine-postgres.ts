import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Client, type ClientConfig, Pool, TypeOverrides, types } from 'pg';
import { isUnavailable } from '../contract/errors.ts';
import type { Tables } from '../tables/tables.ts';
import { reaching } from './database.ts';
import { type Engine, LOCK_SPACE } from './engine.ts';
import { migrate, requireSchema } from './migrate.ts';
import { statement } from './statement.ts';

// Nested, so that the innermost gives up first.
const STATEMENT_MS_MAX = 5_000;
const IDLE_IN_TRANSACTION_MS_MAX = 8_000;
const CONNECT_MS_MAX = 3_000;
/** A network that swallows everything: the client's own limit, after the server has had the time to use its own. */
const SILENCE_MS_MAX = 7_000;
const CONNECTIONS_MAX = 10;

// A date has no zone: as text, never as an instant. int8 is text already.
const PARSERS = new TypeOverrides();
PARSERS.setTypeParser(types.builtins.DATE, (text) => text);

function settings(connectionString: string): ClientConfig {
  return {
    connectionString,
    application_name: 'holdfast',
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    types: PARSERS,
  };
}

/**
 * Opens PostgreSQL.
 * @param schema MIGRATE brings it to this program's shape; REQUIRE refuses another one (OtherSchema)
 * @throws what pg threw; the caller tells unreachable from refused
 */
export async function openPostgres(connectionString: string, schema: 'MIGRATE' | 'REQUIRE'): Promise<Engine> {
  if (schema === 'MIGRATE') await migratePostgres(connectionString);
  else await withOneConnection(connectionString, requireSchema);
  const pool = new Pool({
    ...settings(connectionString),
    max: CONNECTIONS_MAX,
    statement_timeout: STATEMENT_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    query_timeout: SILENCE_MS_MAX,
  });
  survive(pool);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });
  return {
    kysely,
    pool: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    exclusively: (lock, work) => exclusively(connectionString, lock, work),
    close: () => kysely.destroy(),
  };
}

/** @returns the names of the migrations that were applied */
export function migratePostgres(connectionString: string): Promise<readonly string[]> {
  return withOneConnection(connectionString, migrate);
}

/** With a connection of its own: a migration may take longer than any statement of the running program. */
async function withOneConnection<T>(connectionString: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const pool = new Pool({ ...settings(connectionString), max: 1 });
  survive(pool);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(kysely);
  } finally {
    await kysely.destroy();
  }
}

/**
 * When the server stops, idle connections emit `error` on the pool and busy ones on their client; unheard, either ends the
 * process. Nothing to do but hear it: the query under way rejects by itself, and the pool makes a new connection.
 */
function survive(pool: Pool): void {
  pool.on('error', ignore);
  pool.on('connect', (client) => {
    client.on('error', ignore);
  });
}

function ignore(): void {}

/** Kysely gives every connection back as if it were sound; one that fell silent, broke or is inside a transaction must not serve again. */
function discarding(pool: Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      let broken = false;
      // Until the next statement nobody knows whether one that failed left a transaction open: pg tells of the error first.
      let unsure = false;
      return {
        query: (async (text: string, parameters: readonly unknown[]) => {
          try {
            const result = await statement(text, parameters, (values) => client.query(text, [...values]));
            unsure = false;
            return result;
          } catch (error) {
            unsure = true;
            broken ||= isUnavailable(error);
            throw error;
          }
        }) as unknown as PostgresPoolClient['query'],
        // The server rolls back what is open when the connection ends.
        release: () => client.release(broken || unsure || client.getTransactionStatus() !== 'I'),
      };
    },
    end: () => pool.end(),
  };
}

/**
 * A session lock on a connection of its own: it ends with the connection, so a killed process never leaves it behind. If the
 * connection breaks while `work` runs, somebody else may take the lock; what runs under it must bear that.
 */
async function exclusively<T>(connectionString: string, lock: number, work: () => Promise<T>): Promise<T | null> {
  const client = new Client(settings(connectionString));
  client.on('error', ignore);
  try {
    const taken = await reaching(async () => {
      await client.connect();
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [LOCK_SPACE, lock]);
      return rows[0]?.taken ?? false;
    });
    return taken ? await work() : null;
  } finally {
    // Ending the session gives the lock back. Where the connection is gone already there is nothing to end.
    await client.end().catch(ignore);
  }
}
