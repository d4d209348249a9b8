// Goal: a fresh start serves; kill -9 loses nothing acknowledged and leaves nothing behind; Ctrl-C stops; a second start is refused.
// Method: the program as `npm start` runs it, with the real Temporal server, in a data directory whose name has spaces.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { newOrder, REGISTERED, SUPPORT, SYSTEM } from '../api/support/orders.ts';
import { eventually } from '../support/eventually.ts';

jest.setTimeout(120_000);

const START_MS = 60_000;
const MARK = `holdfast-test-${randomUUID()}`;
let folder: string;
let dataDir: string;

interface Started {
  readonly child: ChildProcess;
  readonly text: () => string;
}

function start(env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir, PORT: '0', HOLDFAST_TEST_MARK: MARK, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  return { child, text: () => text };
}

interface RunJson {
  readonly api: string;
  readonly pid: number;
}

async function serving(): Promise<RunJson> {
  const file = join(dataDir, 'run.json');
  return eventually(
    'the program serves',
    async () => {
      if (!existsSync(file)) return null;
      const run = JSON.parse(readFileSync(file, 'utf8')) as RunJson;
      const ready = await fetch(`${run.api}/readyz`).catch(() => null);
      return ready?.status === 200 ? run : null;
    },
    START_MS,
  );
}

/** Every process that inherited this test's mark. */
function alive(): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(MARK);
    } catch {
      return false;
    }
  });
}

async function send(run: RunJson, method: string, path: string, token: string, body?: object) {
  const response = await fetch(`${run.api}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-app-'));
  dataDir = join(folder, 'data of one test');
});
afterAll(async () => {
  for (const pid of alive()) process.kill(Number(pid), 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const onLinux = existsSync('/proc/self/environ') ? it : it.skip;

onLinux('serves, survives kill -9 with all it has acknowledged, and stops when asked', async () => {
  const first = start();
  const run = await serving();
  expect((await send(run, 'PUT', '/v1/providers/prov-1', SYSTEM, REGISTERED)).status).toBeLessThan(300);
  expect((await send(run, 'POST', '/v1/orders', SYSTEM, newOrder({ orderId: 'so-kept' }))).status).toBe(201);
  const given = await send(run, 'POST', '/v1/orders/so-kept/commands/assign-technicians', SUPPORT, {
    technicianIds: ['tech-1'],
    onBehalfOf: { role: 'PROVIDER', id: 'prov-1' },
  });
  expect(given.status).toBe(200);
  const page = await fetch(`${run.api}/console/mailbox`, { headers: { authorization: `Bearer ${SUPPORT}` } });
  expect([page.status, (await page.text()).includes('No mails yet')]).toEqual([200, true]);

  const second = start();
  await once(second.child, 'exit');
  expect(second.child.exitCode).not.toBe(0);
  expect(second.text()).toContain(String(run.pid));
  expect(second.text()).not.toMatch(/^\s+at /m);

  process.kill(run.pid, 'SIGKILL');
  first.child.kill('SIGKILL');
  await eventually('every process is gone', async () => alive().length === 0);

  const third = start();
  const again = await eventually('it serves again', async () => {
    const found = await serving();
    return found.pid === run.pid ? null : found;
  });
  const kept = await send(again, 'GET', '/v1/orders/so-kept', SUPPORT);
  expect([kept.body['state'], kept.body['version']]).toEqual(['SCHEDULED', (given.body['order'] as { version: number }).version]);
  const cancelled = await send(again, 'POST', '/v1/orders/so-kept/commands/cancel', SUPPORT, {
    reasonCode: 'CUSTOMER_REQUEST',
    note: 'Asked by telephone.',
  });
  expect([cancelled.status, (cancelled.body['order'] as { state: string } | undefined)?.state]).toEqual([200, 'CANCELLED']);

  process.kill(again.pid, 'SIGINT');
  await once(third.child, 'exit');
  expect(third.child.exitCode).toBe(0);
  await eventually('nothing runs any more', async () => alive().length === 0);
  expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
  expect(third.text()).toContain('Holdfast serves.');
  expect(third.text()).not.toContain('Dana Example');
});

onLinux('says in one sentence that a port is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { child, text } = start({ PORT: String(port) });
  await once(child, 'exit');
  holder.close();
  expect([child.exitCode === 0, text().includes(`Port ${port} is in use`)]).toEqual([false, true]);
  expect(text()).not.toMatch(/^\s+at /m);
});

onLinux('says in one sentence which setting is wrong', async () => {
  const { child, text } = start({ PORT: 'eighty' });
  await once(child, 'exit');
  expect([child.exitCode === 0, text().includes('PORT')]).toEqual([false, true]);
  expect(text()).not.toMatch(/^\s+at /m);
});
