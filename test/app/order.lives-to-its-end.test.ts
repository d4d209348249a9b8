// Goal: the whole program carries an order from creation to the end of its claim window, and another to a fee in the ledger.
// Method: startHoldfast as `npm start` composes it, a test clock for the days, a real signal, the mails as received; then what lies in
// the histories and in the log is searched for everything private.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { readConfig } from '../../app/config/config.ts';
import { verifyPack } from '../../app/jobs/verify-pack-file.ts';
import { type Holdfast, startHoldfast } from '../../app/process/compose.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { claimWorkflowId, orderWorkflowId, supportDecisionSignal } from '../../workflows/messages.ts';
import { PDF } from '../api/support/bytes.ts';
import { CUSTOMER, INSPECTED, newOrder, PROVIDER, REGISTERED, SUPERVISOR, SUPPORT, SYSTEM } from '../api/support/orders.ts';
import { eventually } from '../support/eventually.ts';

jest.setTimeout(120_000);

let folder: string;
let program: Holdfast;
const logged: string[] = [];

beforeAll(async () => {
  installRuntime({ warn: () => undefined, error: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'holdfast-life-'));
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0' };
  program = await startHoldfast({
    config: readConfig(env, folder),
    env,
    logger: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
  });
}, 120_000);
afterAll(async () => {
  await program.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

type Json = Readonly<Record<string, unknown>>;

async function send(method: string, path: string, token: string, body?: unknown): Promise<Json> {
  const response = await fetch(`${program.running.api}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const read = (await response.json()) as Json;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(read)}`);
  return read;
}

function give(orderId: string, name: string, token: string, body: unknown = {}): Promise<Json> {
  return send('POST', `/v1/orders/${orderId}/commands/${name}`, token, body);
}

async function orderNow(orderId: string): Promise<Json> {
  return send('GET', `/v1/orders/${orderId}`, SUPPORT);
}

async function mails(): Promise<string> {
  const response = await fetch(`${program.running.mailbox}`, { headers: { authorization: `Bearer ${SUPPORT}` } });
  return response.text();
}

const PRIVATE = [
  'Dana Example',
  '1 Example Street',
  'relay@marketplace.example',
  'a crack in the panel',
  'brick wall',
  'hole by telephone',
];

it('carries an order over a defect hold and a signed job to the end of its claim window', async () => {
  await send('PUT', '/v1/providers/prov-1', SYSTEM, REGISTERED);
  await send('POST', '/v1/orders', SYSTEM, newOrder({ orderId: 'so-life', sandbox: true }));
  const startTime = String(((await orderNow('so-life'))['appointments'] as readonly Json[])[0]?.['startTime']);
  await give('so-life', 'assign-technicians', PROVIDER, { technicianIds: ['tech-1'] });
  await give('so-life', 'advance-clock', SYSTEM, { to: startTime });
  await give('so-life', 'arrive', PROVIDER);
  await give('so-life', 'record-inspection', PROVIDER, INSPECTED);
  await give('so-life', 'start-work', PROVIDER);
  const reported = await give('so-life', 'report-defect', PROVIDER, {
    description: 'There is a crack in the panel.',
    cause: 'Unknown, it was a crack in the panel from the start.',
    needed: 'A new one.',
    customerNotified: { at: startTime, summary: 'Told about a crack in the panel.' },
    mediaAuthorised: false,
  });
  expect(reported).toMatchObject({ outcome: 'ACCEPTED' });
  const [hold] = (await orderNow('so-life'))['holds'] as readonly Json[];
  await give('so-life', 'contact-support', PROVIDER, { holdId: hold?.['holdId'], summary: 'Asked about a crack in the panel.' });

  const connection = await Connection.connect({ address: program.running.temporal.address });
  const client = new Client({ connection, namespace: program.running.temporal.namespace });
  const handle = client.workflow.getHandle(orderWorkflowId('so-life'));
  const decide = (decisionId: string): Promise<void> =>
    handle.signal(supportDecisionSignal, {
      decisionId,
      actor: { role: 'support', id: 'agent-7' },
      command: 'decide-hold',
      body: { holdId: hold?.['holdId'], decision: 'RESUME', guidance: 'Go on.' },
    });
  await decide('too-early');
  await eventually('the decision is refused and shown', async () =>
    JSON.stringify(await send('GET', '/v1/orders/so-life/timeline?limit=100', SUPPORT)).includes('SUPPORT_DECISION_REFUSED'),
  );
  await send('POST', '/v1/orders/so-life/messages', PROVIDER, {
    purpose: 'DEFECT_CONFIRMATION',
    holdId: hold?.['holdId'],
    text: 'We found a crack in the panel and have asked how to go on.',
  });
  await eventually('the customer has the confirmation', async () => {
    const [open] = (await orderNow('so-life'))['holds'] as readonly Json[];
    return open?.['confirmedAt'] !== null;
  });
  await decide('in-time');
  await eventually('the hold is released', async () => ((await orderNow('so-life'))['holds'] as readonly Json[]).length === 0);

  await give('so-life', 'finish-work', PROVIDER);
  await give('so-life', 'confirm-scope', PROVIDER, {
    customerPresent: true,
    items: [{ itemId: 'mount', done: true }],
    qualityAccepted: true,
  });
  await give('so-life', 'add-job-note', PROVIDER, { text: 'Mounted on a brick wall.', topics: ['SAFETY'] });
  await give('so-life', 'sign-off', PROVIDER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true });
  expect((await orderNow('so-life'))['state']).toBe('COMPLETED');
  await eventually('the mail at completion has arrived', async () => (await mails()).includes('How was your service?'));

  const { closesAt } = (await orderNow('so-life'))['claimWindow'] as { readonly closesAt: string };
  await give('so-life', 'advance-clock', SYSTEM, { to: new Date(Date.parse(closesAt) + 3_600_000).toISOString() });
  await eventually('the claim window has closed', async () => (await orderNow('so-life'))['state'] === 'CLOSED');
  expect((await send('GET', '/v1/orders/so-life', CUSTOMER))['state']).toBe('CLOSED');

  const histories = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${orderWorkflowId('so-life')}'` })) {
    histories.push(await client.workflow.getHandle(orderWorkflowId('so-life'), runId).fetchHistory());
  }
  expect(histories.length).toBeGreaterThan(0);
  const text = histories.map((history) => readable(history)).join('\n');
  expect(text).toContain('so-life');
  for (const secret of PRIVATE) {
    expect(text).not.toContain(secret);
    expect(logged.join('\n')).not.toContain(secret);
  }
  await connection.close();
});

it('takes a claim from the link in the mail to a settled decision, and gives a record of it that can be checked', async () => {
  await send('POST', '/v1/orders', SYSTEM, newOrder({ orderId: 'so-claim', sandbox: true }));
  await give('so-claim', 'assign-technicians', PROVIDER, { technicianIds: ['tech-1'] });
  await give('so-claim', 'arrive', PROVIDER);
  await give('so-claim', 'record-inspection', PROVIDER, INSPECTED);
  await give('so-claim', 'start-work', PROVIDER);
  await give('so-claim', 'finish-work', PROVIDER);
  const items = [{ itemId: 'mount', done: true }];
  await give('so-claim', 'confirm-scope', PROVIDER, { customerPresent: true, items, qualityAccepted: true });
  await give('so-claim', 'add-job-note', PROVIDER, { text: 'Mounted.', topics: ['SAFETY'] });
  await give('so-claim', 'sign-off', PROVIDER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true });
  const link = await eventually('the mail with the claim link has arrived', () => claimLinkIn('so-claim'));

  const page = await fetch(link);
  expect([page.status, (await page.text()).includes('Can I make a claim?')]).toEqual([200, true]);
  const form = new FormData();
  const fields = {
    description: 'The TV has a crack in the panel.',
    partnerName: 'Example',
    agreedScope: 'Mount the TV',
    desiredRemedy: 'REFUND',
  };
  for (const [name, value] of Object.entries({ ...fields, raisedAt: '2026-01-02', raisedChannel: 'PHONE', raisedOutcome: 'NO_ANSWER' }))
    form.set(name, value);
  form.set('receipt', new File([new Uint8Array(PDF)], 'receipt.pdf', { type: 'application/pdf' }));
  const filed = await fetch(link, { method: 'POST', body: form });
  expect([filed.status, (await filed.text()).includes('Your claim')]).toEqual([200, true]);

  const [claim] = (await send('GET', '/v1/claims?open=true', SUPPORT))['items'] as readonly Json[];
  const claimId = String(claim?.['claimId']);
  const tell = (name: string, token: string, body: object = {}) => send('POST', `/v1/claims/${claimId}/commands/${name}`, token, body);
  await tell('respond', PROVIDER, { position: 'ACCEPT', text: 'We saw the crack in the panel.' });
  await tell('investigate', 'dev-support:claims-1');
  const amount = { amountMinor: 5_000, currency: 'USD' };
  await tell('decide', 'dev-support:claims-1', { outcome: 'APPROVED', remedy: 'REFUND', amount, reason: 'It had a crack in the panel.' });
  await tell('settle', CUSTOMER, { note: 'Paid by card.' });
  await eventually(
    'both sides have the letter',
    async () => (await send('GET', '/v1/orders/so-claim/messages', SUPPORT).then(letters)) === 2,
  );
  expect(await (await fetch(link)).text()).toContain('It had a crack in the panel.');

  const pack = await fetch(`${program.running.api}/v1/orders/so-claim/evidence-pack`, { headers: { authorization: `Bearer ${SUPPORT}` } });
  const file = join(folder, 'pack.zip');
  await writeFile(file, Buffer.from(await pack.arrayBuffer()));
  expect((await verifyPack(file)).findings).toEqual([]);

  const connection = await Connection.connect({ address: program.running.temporal.address });
  const client = new Client({ connection, namespace: program.running.temporal.namespace });
  const text = readable(await client.workflow.getHandle(claimWorkflowId({ orderId: 'so-claim', claimId })).fetchHistory());
  for (const secret of [...PRIVATE, link.split('/').at(-1) ?? '']) {
    expect(text).not.toContain(secret);
    expect(logged.join('\n')).not.toContain(secret);
  }
  await connection.close();
});

function letters(answer: Json): number {
  const sent = (answer['items'] as readonly Json[]).filter(
    ({ templateId, status }) => templateId === 'claim-decision' && status === 'SENT',
  );
  return sent.length;
}

/** As the customer would find it: in the mail. */
async function claimLinkIn(orderId: string): Promise<string | null> {
  for (const [, id] of (await mails()).matchAll(/\/console\/mailbox\/([\w-]+)"/g)) {
    const mail = await fetch(`${program.running.mailbox}/${id}`, { headers: { authorization: `Bearer ${SUPPORT}` } });
    const text = await mail.text();
    const [link] = /http:\/\/127\.0\.0\.1:\d+\/claim\/[\w.-]+/.exec(text) ?? [];
    if (link !== undefined && text.includes(orderId)) return link;
  }
  return null;
}

it('enters a fee into the ledger once a supervisor has decided it', async () => {
  await send('POST', '/v1/orders', SYSTEM, newOrder({ orderId: 'so-fee', sandbox: true }));
  const startTime = String(((await orderNow('so-fee'))['appointments'] as readonly Json[])[0]?.['startTime']);
  await give('so-fee', 'advance-clock', SYSTEM, { to: new Date(Date.parse(startTime) - 3_600_000).toISOString() });
  await give('so-fee', 'cancel', SUPPORT, { reasonCode: 'PROVIDER_UNAVAILABLE', note: 'Drilled a hole by telephone.' });
  const { items } = (await send('GET', '/v1/orders/so-fee/fees', SUPERVISOR)) as { readonly items: readonly Json[] };
  expect(items).toHaveLength(1);
  await give('so-fee', 'decide-fee', SUPERVISOR, { feeId: items[0]?.['feeId'], decision: 'POST', reason: 'As agreed.' });
  const accounts = await eventually('the fee is in the ledger', async () => {
    const found = (await send('GET', '/v1/ledger/accounts', SUPERVISOR))['items'] as readonly {
      readonly balance: { readonly amountMinor: number };
    }[];
    return found.length >= 2 ? found : null;
  });
  expect(accounts.reduce((sum, { balance }) => sum + balance.amountMinor, 0)).toBe(0);
  expect(logged.join('\n')).not.toContain('hole by telephone');
});

/** A history with its payloads as text: they are JSON in bytes. */
function readable(history: unknown): string {
  return JSON.stringify(history, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
    return typeof value === 'bigint' ? String(value) : value;
  });
}
