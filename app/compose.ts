import { rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import { createApp } from '../api/app.ts';
import type { AppDeps } from '../api/deps.ts';
import { createHttpServer } from '../api/http-server.ts';
import { claimLinkFor, readClaimLink, signClaimLink } from '../channels/claim-link.ts';
import { type Mailbox, startMailbox } from '../channels/development-mailbox.ts';
import { smtpChannel } from '../channels/smtp.ts';
import { mountConsole } from '../console/console.ts';
import { connectGateway } from '../inbox/gateway.ts';
import { otherWorkflows } from '../inbox/other-workflows.ts';
import { createReconciler } from '../inbox/reconciler.ts';
import { createCommandService } from '../inbox/send.ts';
import { claimTermsIn, loadPolicies } from '../policies/registry.ts';
import type { Blobs } from '../storage/blobs.ts';
import { folderBlobs } from '../storage/folder.ts';
import { s3Blobs } from '../storage/s3.ts';
import { openStore } from '../store/open.ts';
import { startWorker } from '../worker/worker.ts';
import type { Config } from './config.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { linkKey } from './link-key.ts';
import { Parts } from './parts.ts';
import { StartError } from './start-error.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { startTemporalServer } from './temporal-server.ts';

/** Where the running program is found; written to run.json in the data directory (contract, "Processes"). */
export interface Running {
  readonly api: string;
  readonly console: string;
  readonly mailbox: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly ui: string | null };
  readonly pid: number;
}

export interface Holdfast {
  readonly running: Running;
  /** Settles when a part that cannot be missed ended by itself, with a sentence on which. */
  readonly broken: Promise<string>;
  /** HTTP → worker → Temporal → store; loses nothing that was acknowledged. */
  stop(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told once, where something has to be fetched first. */
  readonly onFetch?: () => void;
}

const CACHE_DIR = fileURLToPath(new URL('../.cache/temporal', import.meta.url));
const DRAIN_MS_MAX = 8_000;

/**
 * The whole program in one process: lock, store, Temporal, mailbox, worker, HTTP.
 * @throws StartError with one sentence; what was started by then is stopped
 */
export async function startHoldfast(options: ComposeOptions): Promise<Holdfast> {
  const parts = new Parts();
  try {
    return await compose(options, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function compose({ config, logger, env, onFetch }: ComposeOptions, parts: Parts): Promise<Holdfast> {
  const lock = await lockDataDir(config.dataDir);
  parts.add('lock', () => lock.release());
  const policies = loadPolicies();
  const database = config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: join(config.dataDir, 'db') };
  const store = await openStore({ ...database, claimTermsOf: claimTermsIn(policies) });
  parts.add('store', () => store.close());
  const blobs = openBlobs(config, parts);
  const temporal = await startTemporal({ config, env, ...(onFetch ? { onFetch } : {}) }, parts);
  const gateway = await connectGateway(temporal.address, config.temporal.namespace);
  parts.add('connection', () => gateway.close());
  const mail = await startMail(config, parts);
  const key = linkKey(config.dataDir);
  // Known once HTTP listens, which is after the worker: no mail goes out before an order exists.
  let base = config.publicUrl;
  const commands = createCommandService({ store, gateway, logger });
  const activities = createActivities({
    store,
    channel: smtpChannel({ url: mail.smtpUrl, from: config.mail.from }),
    eventsAfter: (orderId, after) => gateway.eventsAfter(orderId, after),
    claimEventsAfter: (claim, after) => gateway.claims.eventsAfter(claim, after),
    workflows: otherWorkflows(gateway, commands),
    claimLinkOf: ({ state }) => {
      const link = claimLinkFor(state);
      return link && base !== null ? `${base}/claim/${signClaimLink(key, link)}` : null;
    },
    packFor: (marketplaceId, at) => policies.forMarketplace(marketplaceId, at),
    desk: { supervisorAddress: config.mail.supervisor, supportAddress: config.mail.support },
    logger,
  });
  const worker = await startWorker({ address: temporal.address, namespace: config.temporal.namespace, activities });
  parts.add('worker', () => worker.stop());
  const reconciler = createReconciler({ store, sender: commands, gateway, logger });
  reconciler.start();
  parts.add('reconciler', () => reconciler.stop());
  const edge: AppDeps = {
    store,
    commands,
    gateway,
    policies,
    blobs,
    readClaimLink: (token) => readClaimLink(key, token),
    developmentTokens: true,
    sandbox: config.isSandboxAllowed,
    logger,
  };
  const app = createApp({
    ...edge,
    mountConsole: (pages) => mountConsole(pages, edge, { mailbox: mail.mailbox, temporalUi: temporal.ui }),
  });
  const server = createHttpServer(app);
  const listening = await listen(server, config);
  base ??= listening;
  parts.add('http', () => drain(server));
  const running: Running = {
    api: listening,
    console: `${listening}/console`,
    mailbox: `${listening}/console/mailbox`,
    temporal: { address: temporal.address, namespace: config.temporal.namespace, ui: temporal.ui },
    pid: process.pid,
  };
  announce(running, config, parts);
  const broken = Promise.race([
    temporal.ended.then(() => 'The Temporal server ended; its log is in the data directory.'),
    worker.ended.then(
      () => 'The worker ended.',
      () => 'The worker failed.',
    ),
  ]);
  return { running, broken, stop: async () => void (await parts.stop()) };
}

/** The bytes of documents: a bucket where one is named, else a folder beside the database. */
function openBlobs({ documents, dataDir }: Config, parts: Parts): Blobs {
  if (!documents) return folderBlobs(join(dataDir, 'documents'));
  const bucket = s3Blobs(documents);
  parts.add('documents', async () => bucket.close());
  return bucket;
}

interface TemporalInUse {
  readonly address: string;
  readonly ui: string | null;
  readonly ended: Promise<void>;
}

async function startTemporal(
  { config, env, onFetch }: Pick<ComposeOptions, 'config' | 'env' | 'onFetch'>,
  parts: Parts,
): Promise<TemporalInUse> {
  const { address, namespace } = config.temporal;
  if (address !== null) return { address, ui: null, ended: new Promise(() => undefined) };
  const cli = await findTemporalCli({ env, cacheDir: CACHE_DIR, ...(onFetch ? { onFetch } : {}) });
  const server = await startTemporalServer({
    cli: cli.path,
    namespace,
    logFile: join(config.dataDir, 'temporal.log'),
    dbFile: join(config.dataDir, 'temporal.db'),
    hasUi: true,
    preferredPort: 7233,
    preferredUiPort: 8233,
  });
  parts.add('temporal', () => server.stop());
  return server;
}

async function startMail(config: Config, parts: Parts): Promise<{ readonly smtpUrl: string; readonly mailbox: Mailbox | null }> {
  if (config.smtpUrl !== null) return { smtpUrl: config.smtpUrl, mailbox: null };
  const mailbox = await startMailbox({ directory: join(config.dataDir, 'mailbox') });
  parts.add('mailbox', () => mailbox.close());
  return { smtpUrl: mailbox.url, mailbox };
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use: stop what holds it, or choose another with PORT (PORT=0 takes any free one).`
          : `HTTP cannot listen on ${host}:${port} (${error.code}).`;
      reject(new StartError(sentence));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** No new requests; those under way are answered, then the connections are closed. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX);
  await closed;
  clearTimeout(limit);
}

function announce(running: Running, config: Config, parts: Parts): void {
  const file = join(config.dataDir, 'run.json');
  writeFileSync(file, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  parts.add('run.json', async () => rmSync(file, { force: true }));
}
