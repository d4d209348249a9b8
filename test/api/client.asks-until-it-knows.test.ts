// Goal: the client does a thing once however the line behaves, says what it knows and no more, and its types are the served document's.
// Method: the client against the real app over HTTP; the line between is broken on purpose, answers are lost, workers are silent.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createReconciler } from '../../commands/recovery/reconciler.ts';
import { createCommandService } from '../../commands/send.ts';
import { type ClientOptions, connect, type HoldfastClient, type Order } from '../../examples/client.ts';
import { Refused, Unanswered, Undecided } from '../../examples/patient-fetch.ts';
import { eventually } from '../support/eventually.ts';
import { PDF } from './support/bytes.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { CUSTOMER, daysAhead, newId, PROVIDER, register, SYSTEM } from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

/** What went over the line, and how it misbehaves: each request is answered by the next of `faults`, the rest by the app. */
interface Line {
  readonly sent: { readonly method: string; readonly path: string; readonly key: string | null; readonly status: number | null }[];
  faults: ((send: () => Promise<Response>, signal: AbortSignal) => Promise<Response>)[];
}

let line: Line;
beforeEach(() => {
  line = { sent: [], faults: [] };
});

const LOST = async (send: () => Promise<Response>): Promise<Response> => {
  await send();
  throw new TypeError('the answer was lost');
};
const UNREACHED = async (): Promise<Response> => {
  throw new TypeError('nothing was reached');
};
const hangs = (_send: unknown, signal: AbortSignal): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new TypeError('given up')));
  });
const answers = (status: number, headers: Readonly<Record<string, string>> = {}) => {
  return async () => new Response('<html>a proxy</html>', { status, headers: { 'content-type': 'text/html', ...headers } });
};

function as(token: string, options: Partial<ClientOptions> = {}): HoldfastClient {
  return connect({
    baseUrl: edge.base,
    token,
    giveUpAfterMs: 10_000,
    pauseMs: 5,
    fetch: async (request) => {
      const { pathname: path } = new URL(request.url);
      const sent = { method: request.method, path, key: request.headers.get('idempotency-key') };
      const fault = line.faults.shift();
      try {
        const response = fault ? await fault(() => fetch(request), request.signal) : await fetch(request);
        line.sent.push({ ...sent, status: response.status });
        return response;
      } catch (error) {
        line.sent.push({ ...sent, status: null });
        throw error;
      }
    },
    ...options,
  });
}

async function created(): Promise<Order> {
  return as(SYSTEM).post('/v1/orders', {
    body: {
      orderId: newId(),
      marketplaceId: 'US',
      scopeOfWork: { title: 'TV wall mount', items: [{ itemId: 'mount', description: 'Mount the TV' }] },
      serviceLocation: {
        type: 'IN_HOME',
        timeZone: 'America/Los_Angeles',
        address: { name: 'Dana Example', addressLine1: '1 Example Street', city: 'Los Angeles', countryCode: 'US' },
      },
      customer: { customerId: 'cust-1', name: 'Dana Example', locale: 'en-US' },
      providerId: 'prov-1',
      appointment: { startTime: daysAhead(3), durationInMinutes: 120 },
    },
  });
}

async function typesOf(orderId: string): Promise<readonly string[]> {
  const { items } = await as(SYSTEM).get('/v1/orders/{orderId}/timeline', { params: { path: { orderId } } });
  return items.map(({ type }) => type);
}

const refusalOf = async (call: Promise<unknown>): Promise<Refused> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error;
};

describe('on a good line', () => {
  it('carries an order from creation to completion', async () => {
    const { orderId } = await created();
    const provider = as(PROVIDER);
    await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    await provider.command(orderId, 'arrive');
    await provider.command(orderId, 'record-inspection', {
      buyerPresent: true,
      minorPresent: false,
      manual: 'REVIEWED',
      items: [{ name: 'TV', condition: 'OK' }],
    });
    await provider.post('/v1/orders/{orderId}/commands', {
      params: { path: { orderId } },
      body: { commands: [{ command: 'start-work' }, { command: 'finish-work' }] },
    });
    await provider.command(orderId, 'confirm-scope', {
      customerPresent: true,
      items: [{ itemId: 'mount', done: true }],
      qualityAccepted: true,
    });
    await provider.command(orderId, 'add-job-note', { text: 'Mounted on a brick wall.', topics: ['SAFETY'] });
    const { order } = await provider.command(orderId, 'sign-off', {
      signedBy: 'Dana Example',
      proofType: 'CUSTOMER_SIGNATURE',
      complete: true,
    });
    expect(order?.state).toBe('COMPLETED');
  });

  it('puts and gets bytes', async () => {
    const customer = as(CUSTOMER);
    const { documentId } = await customer.post('/v1/documents', {
      body: {
        kind: 'RECEIPT',
        contentType: 'application/pdf',
        contentLength: PDF.length,
        sha256: createHash('sha256').update(PDF).digest('hex'),
      },
    });
    line.faults = [LOST];
    const stored = await customer.upload(documentId, new Blob([new Uint8Array(PDF)]));
    expect(stored).toMatchObject({ documentId });
    const bytes = await customer.get('/v1/documents/{documentId}/content', { params: { path: { documentId } }, parseAs: 'arrayBuffer' });
    expect(Buffer.from(bytes)).toEqual(PDF);
  });

  it('asks for a token before each try', async () => {
    const tokens = ['dev-nobody', SYSTEM];
    const client = as('', { token: async () => tokens.shift() ?? SYSTEM });
    line.faults = [UNREACHED];
    await expect(client.get('/v1/orders')).resolves.toMatchObject({ items: expect.any(Array) });
    expect(tokens).toEqual([]);
  });
});

describe('on a bad line', () => {
  it('gives a command once when its answers are lost, under one key', async () => {
    const { orderId } = await created();
    line.faults = [LOST, UNREACHED, LOST];
    const { outcome } = await as(PROVIDER).command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    expect(outcome).toBe('ACCEPTED');
    const tries = line.sent.filter(({ path }) => path.endsWith('/assign-technicians'));
    expect(tries.map(({ status }) => status)).toEqual([null, null, null, 200]);
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1);
    expect((await typesOf(orderId)).filter((type) => type === 'TECHNICIANS_ASSIGNED')).toHaveLength(1);
  });

  it('keeps the key that it is given, over several clients', async () => {
    const { orderId } = await created();
    const idempotencyKey = `note-${randomUUID()}`;
    const first = await as(PROVIDER).command(orderId, 'add-job-note', { text: 'Once.' }, { idempotencyKey });
    const again = await as(PROVIDER).command(orderId, 'add-job-note', { text: 'Once.' }, { idempotencyKey });
    expect(again.decision).toEqual(first.decision);
    expect(line.sent.filter(({ key }) => key === idempotencyKey)).toHaveLength(2);
    const reused = await refusalOf(as(PROVIDER).command(orderId, 'add-job-note', { text: 'Other.' }, { idempotencyKey }));
    expect(reused.problem.code).toBe('idempotency_key_reused');
  });

  it('sends a key of its own with every POST and PUT, another each time, and none with a GET', async () => {
    const { orderId } = await created();
    await as(PROVIDER).command(orderId, 'add-job-note', { text: 'One.' });
    await as(PROVIDER).command(orderId, 'add-job-note', { text: 'One.' });
    await as(SYSTEM).get('/v1/orders/{orderId}', { params: { path: { orderId } } });
    const keys = line.sent.map(({ method, key }) => [method, key] as const);
    expect(keys.map(([method, key]) => [method, key !== null])).toEqual([
      ['POST', true],
      ['POST', true],
      ['POST', true],
      ['GET', false],
    ]);
    expect(new Set(keys.map(([, key]) => key)).size).toBe(4);
  });

  it.each([429, 502, 503, 504])('tries again after %i', async (status) => {
    line.faults = [answers(status), answers(status, { 'retry-after': '0' })];
    await expect(as(SYSTEM).get('/v1/orders')).resolves.toMatchObject({ items: expect.any(Array) });
    expect(line.sent.map((one) => one.status)).toEqual([status, status, 200]);
  });

  it('waits no longer than it may, also where it is told to', async () => {
    line.faults = [answers(503, { 'retry-after': '3600' })];
    const error = await as(SYSTEM)
      .post('/v1/documents', { body: { kind: 'PHOTO', contentType: 'image/png', contentLength: 1, sha256: 'a'.repeat(64) } })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unanswered);
    expect(error).toMatchObject({ idempotencyKey: line.sent[0]?.key, cause: { problem: { status: 503 } } });
    expect(line.sent).toHaveLength(1);
  });

  it('says that it does not know where nothing answers in time, with the key to ask again', async () => {
    line.faults = Array.from({ length: 1_000 }, () => UNREACHED);
    const error = await as(SYSTEM, { giveUpAfterMs: 60 })
      .put('/v1/providers/{providerId}', {
        params: { path: { providerId: 'prov-9' } },
        body: { name: 'Nine', marketplaceIds: ['US'], technicians: [] },
      })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unanswered);
    expect(line.sent.length).toBeGreaterThan(1);
    expect(new Set(line.sent.map(({ key }) => key))).toEqual(new Set([(error as Unanswered).idempotencyKey]));
  });

  it('gives up a try that hangs, and tries again', async () => {
    line.faults = [hangs];
    await expect(as(SYSTEM, { tryMs: 20 }).get('/v1/policies')).resolves.toMatchObject({ items: expect.any(Array) });
    expect(line.sent.map(({ status }) => status)).toEqual([null, 200]);
  });

  it('does not try again what its caller gave up', async () => {
    line.faults = [LOST, UNREACHED];
    const signal = AbortSignal.abort();
    await expect(as(SYSTEM).get('/v1/orders', { signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(line.sent.length).toBeLessThanOrEqual(1);
  });
});

describe('when nobody decides yet', () => {
  it('asks until the command is decided, and gives the answer that it would have had', async () => {
    const { orderId } = await created();
    edge.gateway.isSilent = true;
    const decided = as(PROVIDER).command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    const refused = refusalOf(as(PROVIDER).command(orderId, 'finish-work'));
    const looks = (): number => line.sent.filter(({ path, status }) => path.startsWith('/v1/commands/') && status === 200).length;
    await eventually('both ask how it ended', async () => line.sent.filter(({ status }) => status === 202).length === 2 && looks() > 4);
    edge.gateway.isSilent = false;
    await reconciled();
    expect(await decided).toMatchObject({ outcome: 'ACCEPTED', order: { orderId } });
    expect((await refused).problem).toMatchObject({ status: 409, code: 'not_allowed_now' });
  });

  it('says that it is taken and undecided when its time is over', async () => {
    const { orderId } = await created();
    edge.gateway.isSilent = true;
    const given = as(PROVIDER, { giveUpAfterMs: 400 }).command(orderId, 'add-job-note', { text: 'Later.' });
    const error = await given.catch((thrown: unknown) => thrown);
    edge.gateway.isSilent = false;
    expect(error).toBeInstanceOf(Undecided);
    const { commandId } = error as Undecided;
    await reconciled();
    const status = await as(PROVIDER).get('/v1/commands/{commandId}', { params: { path: { commandId } } });
    expect(status.outcome).toBe('ACCEPTED');
  });
});

describe('when the answer is no', () => {
  it('throws the problem with what is not met', async () => {
    const { orderId } = await created();
    const { problem, message } = await refusalOf(as(PROVIDER).command(orderId, 'arrive'));
    expect(problem).toMatchObject({ status: 409, code: 'not_allowed_now' });
    expect(problem.unmet?.map(({ id }) => id)).toContain('technicians.assigned');
    expect(message).toContain('409 not_allowed_now');
    expect(line.sent.filter(({ path }) => path.endsWith('/arrive'))).toHaveLength(1);
  });

  it('names the version that does not match, and takes the one that does', async () => {
    const { orderId, version } = await created();
    await as(PROVIDER).command(orderId, 'add-job-note', { text: 'One.' }, { ifVersion: version });
    const { problem } = await refusalOf(as(PROVIDER).command(orderId, 'add-job-note', { text: 'Two.' }, { ifVersion: version }));
    expect(problem).toMatchObject({ status: 412, code: 'stale_version', changedBy: expect.any(String) });
  });

  it.each([
    ['unauthenticated', 'nobody'],
    ['forbidden', CUSTOMER],
  ])('says %s at once', async (code, token) => {
    const body = { name: 'Nine', marketplaceIds: ['US'], technicians: [] };
    const { problem } = await refusalOf(as(token).put('/v1/providers/{providerId}', { params: { path: { providerId: 'p' } }, body }));
    expect(problem.code).toBe(code);
    expect(line.sent).toHaveLength(1);
  });

  it('makes a problem of an answer that is none, without its text', async () => {
    line.faults = [answers(400)];
    const { problem } = await refusalOf(as(SYSTEM).get('/v1/orders'));
    expect(problem).toMatchObject({ status: 400, code: 'unknown' });
    expect(JSON.stringify(problem)).not.toContain('proxy');
  });
});

/** As the program's own reconciler does it, without its waiting time. */
async function reconciled(): Promise<void> {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const sender = createCommandService({ store: edge.store, gateway: edge.gateway, logger, marketplaceNames: (id) => [id] });
  await createReconciler({ store: edge.store, sender, gateway: edge.gateway, logger, resendAfterMs: 0 }).once();
}
