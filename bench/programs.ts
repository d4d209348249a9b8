import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { childrenOf } from './process-tree.ts';

// What is measured, each a process of its own: the program as `npm start` runs it, and the floor.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_MS_MAX = 90_000;
const STOP_MS_MAX = 40_000;
const LOOK_MS = 20;

export interface Started {
  /** Where it serves HTTP. */
  readonly base: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Program extends Started {
  readonly temporal: { readonly address: string; readonly pid: number };
  /** From starting it to its first "ready", ms. */
  readonly readyMs: number;
}

export interface ProgramOptions {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly profiles: string | null;
}

interface RunJson {
  readonly api: string;
  readonly pid: number;
  readonly temporal: { readonly address: string };
}

/** Everything of ours that runs; `stopAll` is for whoever leaves early. */
const running = new Set<() => Promise<void>>();

export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}

/** Runs `npm start` without npm, on any free port, and waits until it is ready. @throws where it ends before, or is not ready in time */
export async function startProgram({ dataDir, databaseUrl, profiles }: ProgramOptions): Promise<Program> {
  const log = join(dataDir, '..', 'program.log');
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    profiles === null ? ['scripts/start.mjs'] : profiled(['worker/workflow-threads.mjs'], 'app/main.ts', profiles),
    {
      cwd: ROOT,
      env: {
        ...environment(),
        DATA_DIR: dataDir,
        PORT: '0',
        // As npm sets it: whoever kills this bench stops the program too (scripts/setup.mjs).
        npm_lifecycle_event: 'start',
        ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      },
      stdio: ['ignore', 'ignore', openSync(log, 'a')],
    },
  );
  const stop = stopper(child);
  try {
    const run = await ready(child, join(dataDir, 'run.json'), log);
    const readyMs = performance.now() - startedAt;
    return { base: run.api, pid: run.pid, readyMs, temporal: { address: run.temporal.address, pid: serverOf(run.pid) }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs the floor against the program's own Temporal server, on a task queue of its own. */
export async function startFloor(address: string, taskQueue: string, profiles: string | null): Promise<Started> {
  const child = spawn(process.execPath, [...profiled([], 'bench/floor/main.ts', profiles), address, taskQueue], {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = stopper(child);
  const base = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the floor ended before it served')));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { base, pid: child.pid ?? -1, stop };
}

/** Node's arguments for a file of the project; V8 takes the option for profiles from the command line alone. */
function profiled(loaded: readonly string[], file: string, profiles: string | null): readonly string[] {
  const imports = [...loaded.map((each) => join(ROOT, each)), createRequire(import.meta.url).resolve('tsx')];
  return [
    ...(profiles === null ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(profiles)]),
    ...imports.flatMap((each) => ['--import', pathToFileURL(each).href]),
    join(ROOT, file),
  ];
}

/** What this bench was started with is not what the program should run with. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  return { ...env, NODE_OPTIONS: '' };
}

function stopper(child: ChildProcess): () => Promise<void> {
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    running.delete(stop);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await gone;
    clearTimeout(late);
  };
  running.add(stop);
  return stop;
}

async function ready(child: ChildProcess, file: string, log: string): Promise<RunJson> {
  const until = performance.now() + READY_MS_MAX;
  while (performance.now() < until && child.exitCode === null) {
    const run = existsSync(file) ? runOf(file) : null;
    if (run && (await isReady(run.api))) return run;
    await delay(LOOK_MS);
  }
  throw new Error(`The program is not ready within ${READY_MS_MAX / 1_000} s: ${readFileSync(log, 'utf8').slice(-1_000)}`);
}

function runOf(file: string): RunJson | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunJson;
  } catch {
    return null; // being written
  }
}

async function isReady(api: string): Promise<boolean> {
  const response = await fetch(`${api}/readyz`).catch(() => null);
  await response?.arrayBuffer();
  return response?.status === 200;
}

/** The Temporal server runs below the program, under its guard. */
function serverOf(pid: number): number {
  const [guard = -1] = childrenOf(pid, 'guard.mjs');
  const [server = guard] = childrenOf(guard);
  return server;
}
