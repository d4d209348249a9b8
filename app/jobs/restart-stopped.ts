import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConnectedGateway } from '../../commands/temporal/gateway-connection.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import type { Config } from '../config/config.ts';
import { lockDataDir } from '../embedded/data-dir-lock.ts';
import { findTemporalCli } from '../embedded/temporal-cli.ts';
import { startTemporalServer } from '../embedded/temporal-server.ts';
import { connect, openTheStore } from '../process/foundation.ts';
import type { Parts } from '../process/parts.ts';
import { temporalConnection } from '../temporal/temporal-connection.ts';

const CACHE_DIR = fileURLToPath(new URL('../../.cache/temporal', import.meta.url));

/**
 * Store and Temporal of a program that is stopped, for as long as a job takes. No worker: what is told here is done at the next start.
 * @throws StartError where the program runs after all, or a part does not start
 */
export async function standOnStopped(
  { dataDir, databaseUrl, temporal: { cluster, namespace } }: Config,
  parts: Parts,
): Promise<{ readonly store: Store; readonly gateway: ConnectedGateway }> {
  const lock = await lockDataDir(dataDir);
  parts.add('lock', () => lock.release());
  const store = await openTheStore(databaseUrl === null ? { dataDir: join(dataDir, 'db') } : { databaseUrl }, loadPolicies(), parts);
  if (cluster) return { store, gateway: connect(temporalConnection(cluster), parts) };
  const { path: cli } = await findTemporalCli({ env: process.env, cacheDir: CACHE_DIR });
  const files = { logFile: join(dataDir, 'temporal.log'), dbFile: join(dataDir, 'temporal.db') };
  const server = await startTemporalServer({ cli, namespace, ...files, hasUi: false });
  parts.add('temporal', () => server.stop());
  return { store, gateway: connect({ options: { address: server.address }, namespace, address: server.address }, parts) };
}
