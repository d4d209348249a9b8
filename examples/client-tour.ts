// A backend's first hour with the API: register a provider, create an order, carry the visit to completion, look at what follows.
//   node scripts/run.mjs examples/client-tour.ts [URL of the API]
// Against `npm start` it takes development tokens; elsewhere SYSTEM_TOKEN and PROVIDER_TOKEN are API keys, the provider's
// made for the subject PROVIDER_ID. Without a clock to move it works on any order: an early arrival is only a warning.
import { randomUUID } from 'node:crypto';
import { connect } from './client.ts';
import { INSPECTED, NOTE, registerProvider, SCOPE_DONE, tvMount } from './orders.ts';
import { Refused } from './patient-fetch.ts';

const baseUrl = process.argv[2] ?? 'http://127.0.0.1:3000';
const providerId = process.env['PROVIDER_ID'] ?? 'tour-provider';
const system = connect({ baseUrl, token: process.env['SYSTEM_TOKEN'] ?? 'dev-system:tour' });
const provider = connect({ baseUrl, token: process.env['PROVIDER_TOKEN'] ?? `dev-provider:${providerId}` });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function tour(): Promise<void> {
  await registerProvider(system, providerId);
  // The order's id and the key come from what causes the order: after a crash of the caller, the same again makes no second one.
  const cause = randomUUID();
  const { orderId, version } = await system.post('/v1/orders', {
    params: { header: { 'Idempotency-Key': `purchase-${cause}` } },
    body: { ...tvMount(`tour-${cause}`, providerId), sandbox: false },
  });
  say(`created   ${orderId}, version ${version}`);

  const assigned = await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] }, { ifVersion: version });
  say(`assigned  version ${assigned.order?.version}`);
  const arrived = await provider.command(orderId, 'arrive');
  say(`arrived   ${arrived.warnings.map(({ message }) => message).join(' ')}`);

  // A refusal says what is missing, and who can give it.
  const early = await provider.command(orderId, 'start-work').catch((error: unknown) => {
    if (error instanceof Refused && error.problem.code === 'not_allowed_now') return error.problem.unmet ?? [];
    throw error;
  });
  if (Array.isArray(early)) say(`refused   ${early.map(({ id, clearedBy }) => `${id} (${clearedBy})`).join(', ')}`);

  // As a technician's app sends it when it is back in coverage: all or none.
  await provider.post('/v1/orders/{orderId}/commands', {
    params: { path: { orderId } },
    body: {
      commands: [
        { command: 'record-inspection', body: INSPECTED },
        { command: 'start-work' },
        { command: 'finish-work' },
        { command: 'confirm-scope', body: SCOPE_DONE },
        { command: 'add-job-note', body: NOTE },
      ],
    },
  });
  const done = await provider.command(orderId, 'sign-off', {
    signedBy: 'Dana Example',
    proofType: 'CUSTOMER_SIGNATURE',
    complete: true,
  });
  say(`signed    ${done.order?.state}, claims until ${done.order?.claimWindow?.closesAt ?? 'no window'}`);

  const { items } = await system.get('/v1/orders/{orderId}/timeline', { params: { path: { orderId }, query: { limit: '100' } } });
  for (const { sequence, at, type, actor } of items) say(`  ${String(sequence ?? '').padStart(3)}  ${at}  ${type}  ${actor.role}`);
  if (done.order?.state !== 'COMPLETED') throw new Error(`the order is ${done.order?.state}`);
}

await tour();
