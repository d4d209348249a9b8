import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { findTemporalCli } from '../../app/embedded/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../../app/embedded/temporal-server.ts';
import { eventually } from './eventually.ts';

// The program as a company runs it: processes of their own on a PostgreSQL and a Temporal server that are there already.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS_MAX = 120_000;

export type Kind = 'api' | 'worker' | 'migrate' | 'promote' | 'restart-workflow';

/** A process of the program, started as its npm script does. */
export interface Process {
  readonly child: ChildProcess;
  /** What it printed on both streams so far. */
  readonly text: () => string;
  /** @returns its exit code; 128 and more where a signal ended it */
  readonly ended: Promise<number>;
}

export interface Serving extends Process {
  /** `http://127.0.0.1:port`: the API, or a worker's probes. */
  readonly url: string;
}

export interface How {
  /** Another checkout of the program. */
  readonly root?: string;
  /** A folder that `npm run build` made, below the root; absent: from the sources. */
  readonly built?: string;
  readonly args?: readonly string[];
}

export interface Deployment {
  readonly env: Readonly<Record<string, string>>;
  readonly temporal: TemporalServer;
  /** Runs a script with this deployment's environment; what is undefined in `change` is left out of it. */
  run(kind: Kind, change?: Readonly<Record<string, string | undefined>>, how?: How): Process;
  /** Starts a process and waits until it is ready; its port is found in what it prints. */
  serve(kind: 'api' | 'worker', change?: Readonly<Record<string, string | undefined>>, how?: How): Promise<Serving>;
  /** Kills what still runs and takes everything away. */
  close(): Promise<void>;
}

/** What stands already; the caller ends it. */
export interface Standing {
  readonly temporal?: TemporalServer;
  readonly smtpUrl?: string;
}

/** @param databaseUrl an empty database; `run('migrate')` prepares it */
export async function createDeployment(databaseUrl: string, standing: Standing = {}): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-deployment-'));
  const temporal = standing.temporal ?? (await startTemporal(folder));
  const mail = standing.smtpUrl === undefined ? await startMailSink() : null;
  const env = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    PUBLIC_URL: 'http://127.0.0.1:3000',
    LINK_KEY: 'a-key-for-tests-of-at-least-32-characters',
    SMTP_URL: standing.smtpUrl ?? mail?.url ?? '',
    DOCUMENTS_DIR: join(folder, 'documents'),
    DEVELOPMENT_TOKENS: 'true',
    SANDBOX: 'true',
    PORT: '0',
    METRICS_PORT: '0',
    WORKER_PORT: '0',
    STOP_DELAY_SECONDS: '1',
  };
  const processes: Process[] = [];
  const run: Deployment['run'] = (kind, change = {}, how = {}) => {
    const started = startProcess(kind, { ...env, ...change }, how);
    processes.push(started);
    return started;
  };
  return {
    env,
    temporal,
    run,
    serve: (kind, change, how) => ready(run(kind, change, how)),
    close: async () => {
      for (const { child } of processes) child.kill('SIGKILL');
      await Promise.all(processes.map(({ ended }) => ended));
      if (!standing.temporal) await temporal.stop();
      await mail?.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startTemporal(folder: string): Promise<TemporalServer> {
  const cli = await findTemporalCli({ env: process.env, cacheDir: join(ROOT, '.cache/temporal') });
  return startTemporalServer({ cli: cli.path, namespace: 'default', logFile: join(folder, 'temporal.log'), dbFile: null, hasUi: false });
}

function startProcess(kind: Kind, change: Readonly<Record<string, string | undefined>>, { root = ROOT, built, args = [] }: How): Process {
  const env = Object.entries({ ...process.env, NODE_OPTIONS: '', ...change }).filter(([, value]) => value !== undefined);
  const program = built === undefined ? ['--import', 'tsx', `app/${kind}.ts`] : [join(built, 'app', `${kind}.js`)];
  // Not by scripts/run.mjs: a launcher in between would be what a test kills.
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    env: Object.fromEntries(env),
    // The channel is its sign of life from us: where the tests are killed, it stops by itself.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (typeof code === 'number' ? code : 128 + (signal === 'SIGKILL' ? 9 : 15)));
  return { child, text: () => text, ended };
}

async function ready(started: Process): Promise<Serving> {
  let isOver = false;
  void started.ended.then(() => {
    isOver = true;
  });
  const url = await eventually(
    'the process is ready',
    async () => {
      if (isOver) throw new Error(`it ended: ${started.text()}`);
      const [, found] = /(?:serves|metrics) at (http:\/\/[\d.]+:\d+)/.exec(started.text()) ?? [];
      if (found === undefined) return null;
      const answer = await fetch(`${found}/readyz`).catch(() => null);
      return answer?.status === 200 ? found : null;
    },
    READY_MS_MAX,
  );
  return { ...started, url };
}

/** A real SMTP server that takes every mail and keeps none. */
async function startMailSink(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `smtp://127.0.0.1:${address.port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
