// Goal: in the embedded mode an order and a claim whose workflows fail are told apart, started again while the program runs and while it
// is stopped, and nothing is lost.
// Method: startHoldfast as `npm start` composes it, with workflows that have a bug and then with its own; the job as a process beside it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import pino from 'pino';
import { readConfig } from '../../app/config/config.ts';
import { type Holdfast, startHoldfast } from '../../app/process/compose.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { completed, filed } from '../api/support/claims.ts';
import { type Answer, type Calls, callsAt, items } from '../api/support/edge.ts';
import { CUSTOMER, given, PROVIDER, register, SUPERVISOR, SUPPORT } from '../api/support/orders.ts';
import { eventually } from '../support/eventually.ts';

jest.setTimeout(400_000);
const LONG_MS = 100_000;

let folder: string;
let env: NodeJS.ProcessEnv;
let program: Holdfast | null = null;
let api: Calls;

beforeAll(async () => {
  installRuntime({ warn: () => undefined, error: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'holdfast-stuck-'));
  env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', NODE_OPTIONS: '' };
});
afterAll(async () => {
  await program?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

async function start(bundle?: Awaited<ReturnType<typeof bundleWorkflows>>): Promise<void> {
  const logger = pino({ level: 'silent' });
  program = await startHoldfast({ config: readConfig(env, folder), env, logger, ...(bundle ? { bundle: Promise.resolve(bundle) } : {}) });
  api = callsAt(program.running.api);
}

async function stop(): Promise<void> {
  await program?.stop();
  program = null;
}

/** `npm run restart-workflow -- …` */
async function job(...args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'app/restart-workflow.ts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text };
}

const typesOf = async (path: string): Promise<readonly unknown[]> =>
  items(await api.get(`${path}/timeline`, SUPPORT)).map(({ type }) => type);
const stateOf = (answer: Answer): unknown => answer.body['state'];
const note = (orderId: string, text: string): Promise<Answer> =>
  api.post(`/v1/orders/${orderId}/commands/add-job-note`, PROVIDER, { text });

it('an order and a claim that fail are started again, by the job and by a request, running and stopped', async () => {
  await start();
  await register(api);
  const orderId = await given(api);
  const other = await given(api);
  const claimId = await filed(api, await completed(api));
  const claim = `/v1/claims/${claimId}`;
  await eventually('it waits for the partner', async () => stateOf(await api.get(claim, SUPPORT)) === 'AWAITING_PARTNER');
  await stop();

  await start(await bundleWorkflows(new URL('../worker/failing/index.ts', import.meta.url)));
  const pending = await Promise.all([
    note(orderId, 'Kept while it fails.'),
    note(other, 'Kept as well.'),
    api.post(`${claim}/commands/respond`, PROVIDER, { position: 'CONTEST', text: 'It hangs level.' }),
  ]);
  expect(pending.map(({ status }) => status)).toEqual([202, 202, 202]);
  const fails = async (path: string) => stateOf(await api.get(`${path}/workflow`, SUPPORT)) === 'FAILING';
  await eventually('they are seen to fail', async () => (await fails(`/v1/orders/${orderId}`)) && (await fails(claim)), LONG_MS);
  for (const [token, status] of [
    [CUSTOMER, 403],
    [PROVIDER, 403],
    [SUPPORT, 403],
  ] as const)
    expect((await api.post(`/v1/orders/${orderId}/workflow/restart`, token, {})).status).toBe(status);

  expect(await job('order', 'so-none')).toMatchObject({ code: 1 });
  expect(await job('order', orderId)).toMatchObject({ code: 0, text: expect.stringContaining('Nothing was done') });
  expect(await job('order', orderId, '--yes')).toMatchObject({ code: 0, text: expect.stringContaining('started again from the store') });
  expect(await api.post(`/v1/orders/${other}/workflow/restart`, SUPERVISOR, {})).toMatchObject({ status: 200 });
  await stop();
  expect(await job('claim', claimId, '--yes')).toMatchObject({ code: 0, text: expect.stringContaining('started again from the store') });

  await start();
  await eventually(
    'what waited is decided',
    async () => {
      const answers = await Promise.all(pending.map(({ headers }) => api.get(headers.get('location') ?? '', SUPPORT)));
      return answers.every(({ body }) => body['outcome'] === 'ACCEPTED');
    },
    LONG_MS,
  );
  expect((await typesOf(`/v1/orders/${orderId}`)).filter((type) => type === 'JOB_NOTE_ADDED')).toHaveLength(1);
  expect((await typesOf(claim)).filter((type) => type === 'PARTNER_ANSWERED')).toHaveLength(1);
  expect((await note(orderId, 'It goes on.')).status).toBe(200);
  expect((await fetch(`${program?.running.api}/readyz`)).status).toBe(200);
});
