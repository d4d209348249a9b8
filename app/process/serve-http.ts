import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import type { Logger } from 'pino';
import { createApp } from '../../api/app.ts';
import { createCursors } from '../../api/cursors.ts';
import type { AppDeps } from '../../api/deps.ts';
import { mountMetrics } from '../../api/health.ts';
import { createHttpServer } from '../../api/http/http-server.ts';
import { type OnReturn, watchReadiness } from '../../api/readiness.ts';
import { readClaimLink } from '../../channels/claim-link.ts';
import type { Mailbox } from '../../channels/development-mailbox.ts';
import type { Sender } from '../../commands/send.ts';
import { workflowDesk } from '../../commands/temporal/workflow-desk.ts';
import { mountConsole } from '../../console/console.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { folderBlobs } from '../../storage/folder.ts';
import { s3Blobs } from '../../storage/s3.ts';
import { authenticators, warnWhereNobodyCanSignIn } from '../config/authenticators.ts';
import type { Config } from '../config/config.ts';
import { expireDocuments } from '../jobs/expiry.ts';
import type { Foundation } from './foundation.ts';
import type { Parts } from './parts.ts';
import { StartError } from './start-error.ts';

const DRAIN_MS_MAX = 20_000;

export interface Serving extends Foundation {
  readonly config: Config;
  readonly logger: Logger;
  readonly commands: Sender;
  /** The development mailbox, where there is one to show. */
  readonly mailbox: Mailbox | null;
  readonly temporalUi: string | null;
  /** Told when the store or Temporal is found well that was not. */
  readonly onReturn?: OnReturn;
}

export interface Served {
  /** Of API and console. */
  readonly address: string;
  /** The page of metrics, where it is not there; null: it is. */
  readonly metrics: string | null;
}

/**
 * The edge: API and console over HTTP. It stops in four steps: not ready → a while for balancers to see it → no new connections →
 * what is under way is answered, 20 s at most.
 * @throws StartError where it cannot listen
 */
export async function serveHttp(serving: Serving, parts: Parts): Promise<Served> {
  const { config, logger, store, gateway, policies, linkKeys, meters, commands, mailbox, temporalUi, onReturn } = serving;
  let isStopping = false;
  const blobs = openBlobs(config, parts);
  expireDocuments({ store, blobs, logger, unboundMs: config.unboundMs }, parts);
  const edge: AppDeps = {
    store,
    commands,
    gateway,
    workflows: workflowDesk({ store, gateway, termination: gateway, commands }),
    policies,
    blobs,
    readClaimLink: (token) => readClaimLink(linkKeys, token),
    cursors: createCursors(linkKeys),
    authenticators: authenticators({ config, store, policies, logger }),
    developmentTokens: config.areDevelopmentTokensAccepted,
    limits: config.access.limits,
    quotas: config.quotas,
    metricsElsewhere: config.metrics !== null,
    ...(config.access.trustProxy === null ? {} : { trustProxy: config.access.trustProxy }),
    sandbox: config.isSandboxAllowed,
    logger,
    meters,
    isReady: () => !isStopping,
  };
  const readiness = watchReadiness(edge, onReturn);
  parts.add('readiness', () => readiness.stop());
  await warnWhereNobodyCanSignIn({ config, store, logger });
  const app = createApp({ ...edge, readiness, mountConsole: (pages, gate) => mountConsole(pages, edge, { gate, mailbox, temporalUi }) });
  const server = createHttpServer(app, { isStopping: () => isStopping });
  const address = await listen(server, { host: config.host, port: config.port, portName: 'PORT' });
  const metrics = config.metrics === null ? null : await serveMetrics(config.metrics, serving, parts);
  parts.add('http', async () => {
    isStopping = true;
    await delay(config.stopDelayMs);
    await drain(server);
  });
  return { address, metrics };
}

/** A page for who watches the process, where nothing else is served. */
async function serveMetrics(
  { port, isChosen }: NonNullable<Config['metrics']>,
  { config, meters, logger }: Serving,
  parts: Parts,
): Promise<string> {
  const app = express();
  app.disable('x-powered-by');
  mountMetrics(app, meters);
  const server = createHttpServer(app);
  const at = (wanted: number) => listen(server, { host: config.host, port: wanted, portName: 'METRICS_PORT' });
  const address = await at(port).catch((error: unknown) => {
    if (isChosen) throw error;
    // A second API on one machine, of which nobody said where its figures are to be.
    logger.warn({ port }, 'METRICS_PORT is not set and its default is in use: any free one is taken');
    return at(0);
  });
  parts.addFirst('metrics', () => drain(server));
  return `${address}/metrics`;
}

/** The bytes of documents: a bucket, a folder that several processes share, or a folder of this one. */
function openBlobs({ documents, dataDir }: Config, parts: Parts): Blobs {
  if (!documents) return folderBlobs(join(dataDir, 'documents'));
  if ('sharedFolder' in documents) return folderBlobs(documents.sharedFolder, { isShared: true });
  const bucket = s3Blobs(documents);
  parts.add('documents', async () => bucket.close());
  return bucket;
}

export interface Listening {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The variable that sets the port, for the sentence. */
  readonly portName: string;
}

/** @returns `http://host:port` @throws StartError where the port is in use or the address is none of this machine's */
export async function listen(server: Server, { host, port, portName }: Listening): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use: stop what holds it, or choose another with ${portName} (${portName}=0 takes any free one).`
          : `HTTP cannot listen on ${host}:${port} (${error.code}).`;
      reject(new StartError(sentence));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** No new connections; requests under way are answered, then what is left is closed. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX);
  await closed;
  clearTimeout(limit);
}
