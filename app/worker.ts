// `npm run worker`: workflows, activities and the reconciler, any number of them. It migrates nothing.
import { createServer } from 'node:http';
import express from 'express';
import { mountHealth } from '../api/health.ts';
import { watchReadiness } from '../api/readiness.ts';
import { type Deployed, standOnDeployment } from './process/deployed.ts';
import { type Begin, live, type Started } from './process/lifetime.ts';
import { type Parts, startingParts } from './process/parts.ts';
import { type OrdersRun, runOrders, whyEnded } from './process/run-orders.ts';
import { drain, listen } from './process/serve-http.ts';

live('worker', (given) => startingParts((parts) => startWorkerProcess(given, parts)));

async function startWorkerProcess(given: Begin, parts: Parts): Promise<Started> {
  const deployed = await standOnDeployment(given, parts);
  const { smtpUrl, publicUrl } = deployed.config;
  const worker = await runOrders({ ...deployed, smtpUrl: smtpUrl ?? '', publicUrl: () => publicUrl }, parts);
  const address = await serveProbes(deployed, worker, parts);
  const { temporal } = deployed;
  return {
    screen: `Holdfast worker polls Temporal at ${temporal.address}, namespace ${temporal.namespace}; probes and metrics at ${address}.`,
    broken: whyEnded(worker),
    stop: async () => void (await parts.stop()),
  };
}

/** The same probes as the API's. They answer until the worker has stopped: "not ready" is an answer. */
async function serveProbes(deployed: Deployed, worker: OrdersRun, parts: Parts): Promise<string> {
  const { config, meters } = deployed;
  const app = express();
  app.disable('x-powered-by');
  const readiness = watchReadiness({ ...deployed, isReady: () => worker.isPolling() }, () => worker.wake());
  parts.add('readiness', () => readiness.stop());
  mountHealth(app, { readiness }, meters);
  const server = createServer(app);
  const address = await listen(server, { host: config.host, port: config.worker.port, portName: 'WORKER_PORT' });
  parts.addFirst('probes', () => drain(server));
  return address;
}
