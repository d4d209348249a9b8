import { createHash } from 'node:crypto';
import { defect, INSPECTED, RECEIPT, SCOPE, SIGNED, visit } from './bodies.ts';
import type { Answer, Asking, Json, PatientClient } from './client.ts';

/** How a user's order ends, and what must have gone out because of it. */
export interface Expected {
  readonly state: 'SCHEDULED' | 'COMPLETED' | 'CLOSED' | 'CANCELLED';
  readonly ended: boolean;
  /** Ledger transfers of the order. */
  readonly transfers: number;
  /** Letters that must be there, each once, by template or by purpose where a person wrote it. */
  readonly letters: readonly string[];
}

export interface Lived extends Expected {
  readonly orderId: string;
  readonly shape: string;
}

export interface Life {
  readonly client: PatientClient;
  readonly orderId: string;
  readonly provider: string;
  /** Its test clock is moved to the end of the order's life. */
  readonly isEnded: boolean;
  /** Support decides by signal, past the API. */
  readonly signal: (orderId: string, signal: Json) => Promise<void>;
  readonly pause: () => Promise<void>;
}

export const SYSTEM = 'dev-system:backend';
const CUSTOMER = 'dev-customer:cust-1';
const SUPPORT = 'dev-support:agent-7';
const CLAIMS_DESK = 'dev-support:claims-1';
const SUPERVISOR = 'dev-supervisor:boss-1';

type Step = readonly [command: string, token: string, body?: Json];

const toDoor = (provider: string): readonly Step[] => [
  ['assign-technicians', provider, { technicianIds: ['tech-1'] }],
  ['arrive', provider],
];
const toWork = (provider: string): readonly Step[] => [
  ['record-inspection', provider, INSPECTED],
  ['start-work', provider],
];
const toCompleted = (provider: string): readonly Step[] => [
  ['finish-work', provider],
  ['confirm-scope', provider, SCOPE],
  ['add-job-note', provider, { text: 'Mounted on a brick wall.', topics: ['SAFETY'] }],
  ['sign-off', provider, SIGNED],
];

/** The order issue's scenarios, as the people in them act. */
export const SHAPES: Readonly<Record<string, (life: Life) => Promise<Expected>>> = {
  async happy(life) {
    await give(life, ...toDoor(life.provider));
    await refused(life, ['complete', life.provider]);
    await give(life, ...toWork(life.provider), ...toCompleted(life.provider), ['rate', CUSTOMER, { stars: 5 }]);
    return over(life, { state: 'COMPLETED', letters: ['feedback'] });
  },

  async 'two reschedules'(life) {
    await give(
      life,
      ['reschedule', CUSTOMER, { ...visit(5), reasonCode: 'CUSTOMER_REQUEST', agreedByCounterpart: true }],
      ['reschedule', life.provider, { ...visit(6), reasonCode: 'PROVIDER_UNAVAILABLE' }],
      ['accept-reschedule', CUSTOMER],
    );
    if (!life.isEnded) return { state: 'SCHEDULED', ended: false, transfers: 0, letters: ['reschedule-proposed'] };
    await give(life, ...toDoor(life.provider), ...toWork(life.provider), ...toCompleted(life.provider));
    return over(life, { state: 'COMPLETED', letters: ['reschedule-proposed', 'feedback'] });
  },

  async 'provider cancels'(life) {
    await give(
      life,
      ...toDoor(life.provider),
      ['cancel', life.provider, { reasonCode: 'PROVIDER_UNAVAILABLE' }],
      ['decide-fee', SUPERVISOR, { feeId: 'fee-1', decision: 'POST', reason: 'It was the provider.' }],
    );
    return over(life, { state: 'CANCELLED', transfers: 1, letters: ['fee-decided'] });
  },

  async 'customer cancels'(life) {
    await give(life, ['cancel', CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }]);
    return over(life, { state: 'CANCELLED' });
  },

  async 'defect hold'(life) {
    const { client, orderId, provider } = life;
    await give(life, ...toDoor(provider), ...toWork(provider), ['report-defect', provider, defect()]);
    await refused(life, ['sign-off', provider, SIGNED]);
    await give(life, ['contact-support', provider, { holdId: 'hold-1', summary: 'Shall we go on?' }]);
    const text = 'The TV has a stripe of dead pixels. We asked support whether to go on today.';
    const letter: Asking = {
      orderId,
      method: 'POST',
      path: `/v1/orders/${orderId}/messages`,
      token: provider,
      body: { purpose: 'DEFECT_CONFIRMATION', text },
    };
    expectStatus(await client.ask(letter), letter, 201);
    const decision = { holdId: 'hold-1', decision: 'RESUME', guidance: 'Mount it all the same.' };
    // The desk of one half decides over HTTP, that of the other past the API.
    if (life.isEnded) await give(life, ['decide-hold', SUPPORT, decision]);
    else await decideBySignal(life, decision);
    await give(life, ...toCompleted(provider));
    return over(life, { state: 'COMPLETED', letters: ['DEFECT_CONFIRMATION', 'hold-decided', 'feedback'] });
  },

  async 'claim after completion'(life) {
    const { provider, orderId } = life;
    await give(life, ...toDoor(provider), ...toWork(provider), ...toCompleted(provider));
    await give(life, ['raise-issue', CUSTOMER, { description: 'It hangs at an angle.' }]);
    const claimId = await file(life);
    const tell = async (command: string, token: string, body: Json = {}): Promise<void> => {
      const asking: Asking = { orderId, method: 'POST', path: `/v1/claims/${claimId}/commands/${command}`, token, body };
      expectStatus(await life.client.ask(asking), asking, 200);
      await life.pause();
    };
    await tell('respond', provider, { position: 'ACCEPT', text: 'The bracket had slipped.' });
    await tell('investigate', CLAIMS_DESK);
    const amount = { amountMinor: 5_000, currency: 'USD' };
    await tell('decide', CLAIMS_DESK, { outcome: 'APPROVED', remedy: 'REFUND', amount, reason: 'The provider agrees.' });
    await tell('settle', CUSTOMER, { note: 'Paid by card.' });
    // Who owes whom, and that it was paid.
    return over(life, { state: 'COMPLETED', transfers: 2, letters: ['feedback', 'issue-raised', 'claim-received'] });
  },

  async 'technician’s batch'(life) {
    const { client, orderId, provider } = life;
    await give(life, ...toDoor(provider));
    const steps = [...toWork(provider), ...toCompleted(provider)].filter(([command]) => command !== 'sign-off');
    const commands = steps.map(([command, , body]) => ({ command, ...(body === undefined ? {} : { body }) }));
    const batch: Asking = { orderId, method: 'POST', path: `/v1/orders/${orderId}/commands`, token: provider, body: { commands } };
    expectStatus(await client.ask(batch), batch, 200);
    await give(life, ['sign-off', provider, SIGNED]);
    return over(life, { state: 'COMPLETED', letters: ['feedback'] });
  },
};

/** Where its clock may be moved, everything that waits acts in its turn and the order ends. */
async function over(life: Life, { state, transfers = 0, letters = [] }: Partial<Expected> & Pick<Expected, 'state'>): Promise<Expected> {
  if (life.isEnded) await give(life, ['advance-clock', SYSTEM, { by: 'P90D' }]);
  const isClosed = life.isEnded && state === 'COMPLETED';
  return { state: isClosed ? 'CLOSED' : state, ended: life.isEnded, transfers, letters };
}

async function give(life: Life, ...steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const asking = commandOf(life.orderId, step);
    expectStatus(await life.client.ask(asking), asking, 200);
    await life.pause();
  }
}

async function refused(life: Life, step: Step): Promise<void> {
  const asking = commandOf(life.orderId, step);
  expectStatus(await life.client.ask(asking), asking, 409);
}

function commandOf(orderId: string, [command, token, body = {}]: Step): Asking {
  return { orderId, method: 'POST', path: `/v1/orders/${orderId}/commands/${command}`, token, body };
}

export function expectStatus({ status, body }: Answer, { method, path }: Asking, ...wanted: readonly number[]): Json {
  if (wanted.includes(status)) return body;
  throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body).slice(0, 400)}`);
}

async function decideBySignal({ orderId, signal, client }: Life, body: Json): Promise<void> {
  await signal(orderId, { decisionId: `decision-${orderId}`, actor: { role: 'support', id: 'agent-7' }, command: 'decide-hold', body });
  const looking: Asking = { orderId, method: 'GET', path: `/v1/orders/${orderId}`, token: SUPPORT };
  for (let tries = 0; tries < 600; tries += 1) {
    const { holds } = expectStatus(await client.look(looking), looking, 200);
    if (Array.isArray(holds) && holds.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${orderId}: the decision that came by signal has no effect`);
}

async function file({ client, orderId, pause }: Life): Promise<string> {
  const announcing: Asking = {
    orderId,
    method: 'POST',
    path: '/v1/documents',
    token: CUSTOMER,
    body: {
      kind: 'RECEIPT',
      contentType: 'application/pdf',
      contentLength: RECEIPT.length,
      sha256: createHash('sha256').update(RECEIPT).digest('hex'),
    },
  };
  const { documentId, uploadUrl } = expectStatus(await client.ask(announcing), announcing, 201);
  const uploading: Asking = { orderId, method: 'PUT', path: String(uploadUrl), token: CUSTOMER, raw: RECEIPT };
  expectStatus(await client.ask(uploading), uploading, 200);
  const filing: Asking = {
    orderId,
    method: 'POST',
    path: `/v1/orders/${orderId}/claims`,
    token: CUSTOMER,
    body: {
      claimant: { role: 'CUSTOMER', id: 'cust-1' },
      partnerName: 'Example Home Services',
      agreedScope: 'The TV hangs level.',
      description: 'It hangs at an angle.',
      receiptDocumentId: documentId,
      desiredRemedy: 'REFUND',
    },
  };
  const { claimId } = expectStatus(await client.ask(filing), filing, 201);
  await pause();
  return String(claimId);
}
