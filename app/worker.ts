// `npm run worker`: workflows, activities and the reconciler, any number of them. It migrates nothing.
import { createServer } from 'node:http';
import express from 'express';
import { mountHealth } from '../api/health.ts';
import { createCommandService } from '../inbox/send.ts';
import { loadPolicies } from '../policies/registry.ts';
import type { RunningWorker } from '../worker/worker.ts';
import { connect, type Foundation, metersOf, openTheStore } from './foundation.ts';
import { type Begin, live, type Started } from './lifetime.ts';
import { sharedLinkKey } from './link-key.ts';
import { Parts } from './parts.ts';
import { checkRetention } from './retention.ts';
import { runOrders } from './run-orders.ts';
import { drain, listen } from './serve-http.ts';
import { temporalConnection } from './temporal-connection.ts';

live('worker', async (given) => {
  const parts = new Parts();
  try {
    return await startWorkerProcess(given, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
});

async function startWorkerProcess({ config, logger, coreMetrics }: Begin, parts: Parts): Promise<Started> {
  const temporal = temporalConnection(config.temporal.cluster ?? {});
  const policies = loadPolicies();
  const store = await openTheStore({ databaseUrl: config.databaseUrl ?? undefined, schema: 'REQUIRE' }, policies, parts);
  const gateway = connect(temporal, parts);
  const meters = metersOf(store, coreMetrics);
  const foundation: Foundation = { store, gateway, policies, linkKey: sharedLinkKey(config.linkKey ?? ''), meters };
  await checkRetention(foundation, logger);
  const commands = createCommandService({ store, gateway, logger, count: meters.command });
  const { smtpUrl, publicUrl } = config;
  const orders = { ...foundation, config, logger, commands, temporal, smtpUrl: smtpUrl ?? '', publicUrl: () => publicUrl };
  const worker = await runOrders(orders, parts);
  const address = await serveProbes({ config, foundation, worker }, parts);
  return {
    screen: `Holdfast worker polls Temporal at ${temporal.address}, namespace ${temporal.namespace}; probes and metrics at ${address}.`,
    broken: worker.ended.then(
      () => 'The worker ended.',
      () => 'The worker failed.',
    ),
    stop: async () => void (await parts.stop()),
  };
}

interface Probed extends Pick<Begin, 'config'> {
  readonly foundation: Foundation;
  readonly worker: RunningWorker;
}

/** The same probes as the API's. They answer until the worker has stopped: "not ready" is an answer. */
async function serveProbes({ config, foundation, worker }: Probed, parts: Parts): Promise<string> {
  const app = express();
  app.disable('x-powered-by');
  mountHealth(app, { ...foundation, isReady: () => worker.isPolling() }, foundation.meters);
  const server = createServer(app);
  const address = await listen(server, { host: config.host, port: config.worker.port, portName: 'WORKER_PORT' });
  parts.addFirst('probes', () => drain(server));
  return address;
}
