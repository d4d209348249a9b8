import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { findTemporalCli } from '../../app/embedded/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../../app/embedded/temporal-server.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { kept } from '../../worker/kept-bundle.ts';
import { installRuntime } from '../../worker/runtime.ts';

/** The real server, its client, and the workflows as a worker runs them: once for a test file. */
export interface Engine {
  readonly address: string;
  readonly connection: Connection;
  readonly client: Client;
  readonly bundle: { readonly code: string };
}

export const NAMESPACE = 'default';

/** Time can be skipped for one workflow at a time (fast-forward.ts). */
const DYNAMIC_CONFIG = ['frontend.WorkflowTimeSkippingEnabled=true'];

/** Starts what the address in HOLDFAST_TEST_TEMPORAL_ADDRESS does not already give. */
export async function startEngine(): Promise<Engine & { stop(): Promise<void> }> {
  installRuntime({ warn: () => undefined, error: () => undefined });
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-temporal-'));
  const given = process.env['HOLDFAST_TEST_TEMPORAL_ADDRESS'];
  const server = given ? null : await startServer(join(directory, 'server.log'));
  const address = given ?? server?.address ?? '';
  const [connection, bundle] = await Promise.all([Connection.connect({ address }), kept(bundleWorkflows)]);
  const stop = async (): Promise<void> => {
    await connection.close();
    await server?.stop();
    // It ends by itself with its last worker; a file that starts none would never end.
    await Runtime.instance().shutdown();
    await rm(directory, { recursive: true, force: true });
  };
  return { address, connection, client: new Client({ connection, namespace: NAMESPACE }), bundle, stop };
}

async function startServer(logFile: string): Promise<TemporalServer> {
  const cacheDir = fileURLToPath(new URL('../../.cache/temporal', import.meta.url));
  const cli = await findTemporalCli({ env: process.env, cacheDir });
  return startTemporalServer({ cli: cli.path, namespace: NAMESPACE, logFile, dbFile: null, hasUi: false, dynamicConfig: DYNAMIC_CONFIG });
}
