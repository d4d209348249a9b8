import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.ts';

// The embedded program as a process of its own, found by the mark that all of its processes inherit (Linux).

export interface Program {
  /** What it printed on both streams so far. */
  readonly text: () => string;
  send(
    method: string,
    path: string,
    token: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
  /** The process number of its Temporal server. */
  temporal(): number;
  /** @returns its exit code, when it has ended */
  ended(): Promise<number>;
  /** Everything of it, at once. */
  kill(): Promise<void>;
}

const START_MS_MAX = 150_000;

/** Starts it and waits until it is ready. */
export async function startProgram(dataDir: string): Promise<Program> {
  const mark = `holdfast-test-${randomUUID()}`;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir, PORT: '0', HOLDFAST_TEST_MARK: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  const api = await served(child, dataDir, () => text);
  return {
    text: () => text,
    send: (method, path, token, body) => send(`${api}${path}`, method, token, body),
    temporal: () => Number(marked(mark).find((pid) => commandOf(pid).includes('start-dev') && !commandOf(pid).includes('guard.mjs'))),
    ended: () => ended,
    kill: async () => {
      for (const pid of marked(mark)) {
        try {
          process.kill(Number(pid), 'SIGKILL');
        } catch {
          // it ended with the one before
        }
      }
      await eventually('all of it is gone', async () => marked(mark).length === 0);
    },
  };
}

/** @returns the API's address once it is ready */
function served(child: ChildProcess, dataDir: string, text: () => string): Promise<string> {
  return eventually(
    'the program serves',
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${text()}`);
      const file = join(dataDir, 'run.json');
      if (!existsSync(file)) return null;
      const { api } = JSON.parse(readFileSync(file, 'utf8')) as { readonly api: string };
      const answer = await fetch(`${api}/readyz`).catch(() => null);
      return answer?.status === 200 ? api : null;
    },
    START_MS_MAX,
  );
}

async function send(url: string, method: string, token: string, body?: object) {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
}

function marked(mark: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/environ`).includes(mark));
}

const commandOf = (pid: string): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
