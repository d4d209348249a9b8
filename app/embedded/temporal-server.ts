import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StartError } from '../process/start-error.ts';
import { servesNamespace } from '../temporal/temporal-health.ts';
import { freePort } from './free-port.ts';

export interface TemporalServerOptions {
  /** Path of the Temporal CLI, or its name on the PATH. */
  readonly cli: string;
  readonly namespace: string;
  readonly logFile: string;
  /** Null: in memory. */
  readonly dbFile: string | null;
  /** False leaves out the web interface. */
  readonly hasUi: boolean;
  /** Tried first; any free one otherwise. */
  readonly preferredPort?: number;
  readonly preferredUiPort?: number;
  /** These and no others, for a server that takes another one's place. */
  readonly fixedPorts?: { readonly port: number; readonly uiPort: number | null };
  readonly searchAttributes?: Readonly<Record<string, 'Keyword' | 'Datetime' | 'Int' | 'Bool'>>;
  /** Beside the timer precision that every server gets: `key=json`. */
  readonly dynamicConfig?: readonly string[];
}

export interface TemporalServer {
  /** host:port of the gRPC front end */
  readonly address: string;
  readonly port: number;
  /** Null without the web interface. */
  readonly ui: string | null;
  readonly uiPort: number | null;
  readonly pid: number;
  /** Resolves when the server has ended, however that came. */
  readonly ended: Promise<void>;
  /** Asks the server to stop and waits; it is killed where it does not within 10 s. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const READY_MS_MAX = 30_000;
const PROBE_MS_MAX = 1_000;
const PROBE_PAUSE_MS = 50;
const STARTS_MAX = 2;

/**
 * Starts the real server (`temporal server start-dev`) under its guard and waits until it serves the namespace.
 * It ends with this process, whatever ends that (guard.mjs).
 * @throws StartError where it does not serve within 30 s
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  for (let starts = 1; ; starts += 1) {
    const { port, uiPort } = options.fixedPorts ?? (await portsFor(options, starts === 1));
    const server = await startGuarded(options, port, uiPort);
    if (await isServing(server, options.namespace)) return server;
    await server.stop();
    // Between looking for a free port and using it, somebody else may have taken it.
    if (starts === STARTS_MAX || options.fixedPorts !== undefined)
      throw new StartError(`The Temporal server does not come up within ${READY_MS_MAX / 1_000} s: its log is ${options.logFile}.`);
  }
}

async function portsFor({ hasUi, preferredPort, preferredUiPort }: TemporalServerOptions, isFirst: boolean) {
  const port = await freePort(HOST, isFirst ? preferredPort : 0);
  return { port, uiPort: hasUi ? await freePort(HOST, isFirst ? preferredUiPort : 0) : null };
}

const DYNAMIC_CONFIG = [
  // The server's default rounds timers up to a whole second.
  'history.timerProcessorMaxTimeShift="10ms"',
  // A worker that stops has its open polls answered. By default it breaks them off, and a workflow task that was just being handed
  // to it is lost until it times out after 10 s.
  'frontend.enableCancelWorkerPollsOnShutdown=true',
];

function serverArgs(options: TemporalServerOptions, port: number, uiPort: number | null): readonly string[] {
  return [
    ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--namespace', options.namespace, '--log-level', 'warn'],
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
    // Each commit is synced: what was acknowledged survives the loss of power as well.
    ...(options.dbFile === null
      ? []
      : ['--db-filename', options.dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL']),
    ...Object.entries(options.searchAttributes ?? {}).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...[...DYNAMIC_CONFIG, ...(options.dynamicConfig ?? [])].flatMap((value) => ['--dynamic-config-value', value]),
  ];
}

async function startGuarded(options: TemporalServerOptions, port: number, uiPort: number | null): Promise<TemporalServer> {
  const guard = spawn(
    process.execPath,
    [fileURLToPath(new URL('guard.mjs', import.meta.url)), options.logFile, options.cli, ...serverArgs(options, port, uiPort)],
    { detached: true, stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    guard.once('exit', () => {
      isOver = true;
      resolve();
    });
    guard.once('error', () => resolve());
  });
  const pid = await firstNumber(guard);
  // Where the guard was killed and there is no pdeathsig, its group still holds the server.
  const sweep = ended.then(() => killGroup(guard.pid));
  guard.stdin.on('error', () => undefined); // the guard is gone; `ended` says so
  return {
    address: `${HOST}:${port}`,
    port,
    uiPort,
    ui: uiPort === null ? null : `http://${HOST}:${uiPort}`,
    pid,
    ended: sweep,
    stop: async () => {
      if (!isOver) guard.stdin.end();
      await sweep;
    },
  };
}

/** @returns the server's process number as the guard prints it, -1 where there is none */
function firstNumber(guard: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    guard.once('exit', () => resolve(-1));
    guard.once('error', () => resolve(-1));
    if (guard.stdout === null) return resolve(-1);
    createInterface({ input: guard.stdout }).once('line', (line) => resolve(Number(line)));
  });
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined || process.platform === 'win32') return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // nobody left in the group: as it should be
  }
}

async function isServing(server: TemporalServer, namespace: string): Promise<boolean> {
  const until = Date.now() + READY_MS_MAX;
  let isOver = false;
  void server.ended.then(() => {
    isOver = true;
  });
  while (!isOver && Date.now() < until) {
    if (await servesNamespace(server.address, namespace, PROBE_MS_MAX)) return true;
    await new Promise((resolve) => setTimeout(resolve, PROBE_PAUSE_MS));
  }
  return false;
}
