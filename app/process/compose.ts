import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type Mailbox, startMailbox } from '../../channels/development-mailbox.ts';
import { createCommandService } from '../../commands/send.ts';
import { loadPolicies, marketplaceNamesIn } from '../../policies/registry.ts';
import { type WorkflowBundle, workflowBundle } from '../../worker/bundle.ts';
import type { CoreMetrics } from '../../worker/runtime.ts';
import type { Config } from '../config/config.ts';
import { ownLinkKeys, refuseDamagedLinkKeys, sharedLinkKeys } from '../config/link-key.ts';
import { prepareDataDir } from '../embedded/data-dir.ts';
import { lockDataDir } from '../embedded/data-dir-lock.ts';
import { openEmbedded } from '../embedded/embedded-store.ts';
import { refuseDamagedTemporal, startEmbeddedTemporal } from '../embedded/embedded-temporal.ts';
import { findTemporalCli } from '../embedded/temporal-cli.ts';
import { type TemporalConnection, temporalConnection } from '../temporal/temporal-connection.ts';
import { connect, type Foundation, metersOf, openTheStore } from './foundation.ts';
import { type Parts, startingParts } from './parts.ts';
import { checkRetention, neededRetentionMs } from './retention.ts';
import { runOrders, whyEnded } from './run-orders.ts';
import { serveHttp } from './serve-http.ts';

/** Where the running program is found; written to `run.json` in the data directory. */
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
  /** What Temporal's runtime counts (worker/runtime.ts). */
  readonly coreMetrics?: CoreMetrics;
  /** Other workflows than this program's (tests). */
  readonly bundle?: Promise<WorkflowBundle>;
}

const CACHE_DIR = fileURLToPath(new URL('../../.cache/temporal', import.meta.url));

/**
 * The whole program in one process: lock, store, Temporal, mailbox, worker, HTTP.
 * @throws StartError with one sentence; what was started by then is stopped
 */
export function startHoldfast(options: ComposeOptions): Promise<Holdfast> {
  return startingParts((parts) => compose(options, parts));
}

async function compose(
  { config, logger, env, onFetch, coreMetrics = async () => '', bundle: other }: ComposeOptions,
  parts: Parts,
): Promise<Holdfast> {
  // Made while the store and Temporal start: that is mostly waiting.
  const bundle = other ?? workflowBundle();
  bundle.catch(() => undefined);
  const lock = await lockDataDir(config.dataDir);
  parts.add('lock', () => lock.release());
  prepareDataDir(config.dataDir);
  // Before anything is opened, and with it perhaps begun anew.
  if (config.linkKey === null) refuseDamagedLinkKeys(config.dataDir);
  if (!config.temporal.cluster) refuseDamagedTemporal(config.dataDir);
  const policies = loadPolicies();
  const { dataDir, databaseUrl } = config;
  const store = databaseUrl
    ? await openTheStore({ databaseUrl }, policies, parts)
    : await openEmbedded(dataDir, (folder) => openTheStore({ dataDir: folder }, policies, parts));
  const temporal = await startTemporal({ config, env, logger, ...(onFetch ? { onFetch } : {}) }, parts);
  const gateway = connect(temporal.connection, parts);
  const linkKeys = config.linkKey === null ? ownLinkKeys(dataDir) : sharedLinkKeys(config.linkKey, config.previousLinkKey);
  const meters = metersOf(store, coreMetrics);
  const foundation: Foundation = { store, gateway, policies, linkKeys, meters };
  // The embedded server is ours: it is told, not checked.
  if (temporal.isOurs) await gateway.keepEndedFor(neededRetentionMs(policies));
  else await checkRetention(foundation, logger);
  const mail = await startMail(config, parts);
  // Known once HTTP listens, which is after the worker: no mail goes out before an order exists.
  let base = config.publicUrl;
  const commands = createCommandService({ store, gateway, logger, count: meters.command, marketplaceNames: marketplaceNamesIn(policies) });
  const all = { ...foundation, config, logger, commands };
  const worker = await runOrders({ ...all, temporal: temporal.connection, smtpUrl: mail.smtpUrl, publicUrl: () => base, bundle }, parts);
  const onReturn = (): void => worker.wake();
  const { address: listening } = await serveHttp({ ...all, mailbox: mail.mailbox, temporalUi: temporal.ui, onReturn }, parts);
  base ??= listening;
  const running: Running = {
    api: listening,
    console: `${listening}/console`,
    mailbox: `${listening}/console/mailbox`,
    temporal: { address: temporal.connection.address, namespace: temporal.connection.namespace, ui: temporal.ui },
    pid: process.pid,
  };
  announce(running, config, parts);
  const broken = Promise.race([temporal.gaveUp, lock.lost, whyEnded(worker)]);
  let isLost = false;
  void lock.lost.then(() => {
    isLost = true;
  });
  // What is closed writes once more, by path: no longer where the folder is not ours. The Temporal server ends with this process.
  return { running, broken, stop: async () => void (isLost || (await parts.stop())) };
}

interface TemporalInUse {
  readonly connection: TemporalConnection;
  /** It was started by us. */
  readonly isOurs: boolean;
  readonly ui: string | null;
  /** Settles when ours cannot be kept alive, with a sentence. */
  readonly gaveUp: Promise<string>;
}

async function startTemporal(
  { config, env, logger, onFetch }: Pick<ComposeOptions, 'config' | 'env' | 'logger' | 'onFetch'>,
  parts: Parts,
): Promise<TemporalInUse> {
  const { cluster, namespace } = config.temporal;
  if (cluster) return { connection: temporalConnection(cluster), isOurs: false, ui: null, gaveUp: new Promise(() => undefined) };
  const cli = await findTemporalCli({ env, cacheDir: CACHE_DIR, ...(onFetch ? { onFetch } : {}) });
  const { dataDir } = config;
  const server = await startEmbeddedTemporal({ cli: cli.path, namespace, dataDir, logger }, parts);
  const { address, ui, gaveUp } = server;
  return { connection: { options: { address }, namespace, address }, isOurs: true, ui, gaveUp };
}

async function startMail(config: Config, parts: Parts): Promise<{ readonly smtpUrl: string; readonly mailbox: Mailbox | null }> {
  if (config.smtpUrl !== null) return { smtpUrl: config.smtpUrl, mailbox: null };
  const mailbox = await startMailbox({ directory: join(config.dataDir, 'mailbox') });
  parts.add('mailbox', () => mailbox.close());
  return { smtpUrl: mailbox.url, mailbox };
}

function announce(running: Running, config: Config, parts: Parts): void {
  const file = join(config.dataDir, 'run.json');
  writeFileSync(file, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  parts.add('run.json', async () => rmSync(file, { force: true }));
}
