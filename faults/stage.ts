import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { findTemporalCli } from '../app/embedded/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../app/embedded/temporal-server.ts';
import { claimTermsIn, loadPolicies } from '../policies/registry.ts';
import type { Store } from '../store/contract/store.ts';
import { openStore } from '../store/open.ts';
import { createDeployment, type Deployment } from '../test/support/deployment.ts';
import { startPostgres, type TestPostgres } from '../test/support/postgres.ts';
import { type MailSink, type MailSinkOptions, startMailSink } from './mail-sink.ts';

/** What the program stands on while its processes come and go: all of it real, made for the run and removed with it. */
export interface Stage {
  readonly databaseUrl: string;
  readonly postgres: TestPostgres;
  readonly deployment: Deployment;
  readonly mail: MailSink;
  readonly store: Store;
  readonly temporal: Client;
  /** Kills the Temporal server and starts it again on the same file and address. */
  restartTemporal(): Promise<void>;
  close(): Promise<void>;
}

const CACHE_DIR = fileURLToPath(new URL('../.cache/temporal', import.meta.url));
const SAME_PORT_TRIES_MAX = 20;

/** @throws where PostgreSQL is not installed */
export async function openStage(mailing: MailSinkOptions): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-faults-'));
    closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const postgres = await startPostgres({ isDurable: true });
    if (!postgres) throw new Error('PostgreSQL (initdb, postgres) is not installed here.');
    closing.push(() => postgres.stop());
    const databaseUrl = await postgres.database();
    const temporal = await startTemporal(folder);
    closing.push(() => temporal.current().stop());
    const mail = await startMailSink(mailing);
    closing.push(() => mail.close());
    const deployment = await createDeployment(databaseUrl, { temporal: temporal.current(), smtpUrl: mail.url });
    closing.push(() => deployment.close());
    const migration = deployment.run('migrate');
    if ((await migration.ended) !== 0) throw new Error(migration.text());
    const store = await openStore({ databaseUrl, schema: 'REQUIRE', claimTermsOf: claimTermsIn(loadPolicies()) });
    closing.push(() => store.close());
    const connection = Connection.lazy({ address: temporal.current().address });
    closing.push(() => connection.close());
    const client = new Client({ connection });
    return { databaseUrl, postgres, deployment, mail, store, temporal: client, restartTemporal: () => temporal.restart(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startTemporal(folder: string): Promise<{ current(): TemporalServer; restart(): Promise<void> }> {
  const cli = await findTemporalCli({ env: process.env, cacheDir: CACHE_DIR });
  const start = (preferredPort?: number) =>
    startTemporalServer({
      cli: cli.path,
      namespace: 'default',
      logFile: join(folder, 'temporal.log'),
      dbFile: join(folder, 'temporal.db'),
      hasUi: false,
      ...(preferredPort === undefined ? {} : { preferredPort }),
    });
  let server = await start();
  const { address } = server;
  const restart = async (): Promise<void> => {
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    for (let tries = 1; ; tries += 1) {
      server = await start(Number(address.split(':')[1]));
      if (server.address === address) return;
      // Somebody else had the port for a moment.
      await server.stop();
      if (tries === SAME_PORT_TRIES_MAX) throw new Error(`the port of ${address} is taken`);
    }
  };
  return { current: () => server, restart };
}
