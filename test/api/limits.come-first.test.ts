// Goal: who asks too much is told so before anything is taken; who shares an address with somebody who guesses is served on; nobody is
// another by a header; https is known only from a proxy that is trusted.
// Method: the real app over HTTP with small limits, requests with headers as a client or a proxy would send them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppDeps } from '../../api/deps.ts';
import { mountConsole } from '../../console/console.ts';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Answer, type Edge, openEdge } from './support/edge.ts';
import { given, newOrder, register, SUPPORT, SYSTEM } from './support/orders.ts';

let store: Store;
const open: Edge[] = [];
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());
afterEach(async () => {
  for (const edge of open.splice(0)) await edge.close();
});

async function edgeWith(change: Partial<AppDeps>): Promise<Edge> {
  const edge = await openEdge(
    (deps) => {
      const all = { ...deps, ...change };
      return { ...all, mountConsole: (app, gate) => mountConsole(app, all, { gate, mailbox: null, temporalUi: null }) };
    },
    {},
    store,
  );
  open.push(edge);
  return edge;
}

const NONE = { perCaller: null, perAddress: null, failuresPerAddress: null };

function from(edge: Edge, address: string, token: string | undefined, headers = {}): Promise<Answer> {
  return edge.call('GET', '/v1/policies', { token, headers: { 'x-forwarded-for': address, ...headers } });
}

describe('requests of one caller', () => {
  it('are limited, and one too many is not taken', async () => {
    const edge = await edgeWith({ limits: { ...NONE, perCaller: 3 } });
    await register(edge);
    const orderId = await given(edge);
    const asked = await edge.get(`/v1/orders/${orderId}`, SYSTEM);
    expect(asked.status).toBe(200);
    const refused = await edge.post('/v1/orders', SYSTEM, newOrder({ orderId: 'so-late' }), { 'idempotency-key': 'late' });
    expect([refused.status, refused.body['code']]).toEqual([429, 'too_many_requests']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await edge.store.orders.get('so-late')).toBeNull();
    // Others have their own number, and the same one under another role is another.
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).status).toBe(200);
    expect((await edge.get(`/v1/orders/${orderId}`, 'dev-support:backend')).status).toBe(200);
  });

  it('are limited after the credentials were judged: a stranger is 401, whatever its name', async () => {
    const edge = await edgeWith({ limits: { ...NONE, perCaller: 1 } });
    await edge.get('/v1/policies', SYSTEM);
    expect((await edge.get('/v1/policies', SYSTEM)).status).toBe(429);
    expect((await edge.get('/v1/policies', `${SYSTEM} x`)).status).toBe(401);
  });

  it('are as many as come where nothing is set', async () => {
    const edge = await edgeWith({});
    const answers = await Promise.all(Array.from({ length: 300 }, () => edge.get('/v1/policies', SYSTEM)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('requests from one address', () => {
  const limits = { ...NONE, perAddress: 2 };

  it('are limited before the credentials are looked at', async () => {
    const edge = await edgeWith({ limits });
    for (const token of [SYSTEM, 'nonsense']) await edge.get('/v1/policies', token);
    expect((await edge.get('/v1/policies', SUPPORT)).status).toBe(429);
    expect((await edge.call('GET', '/livez')).status).toBe(200);
  });

  it('are the proxy’s where it is not trusted: nobody has a new address by naming one', async () => {
    const edge = await edgeWith({ limits });
    const statuses = [];
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) statuses.push((await from(edge, address, SYSTEM)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it.each([['loopback'], ['127.0.0.1']])('are the client’s where its proxy is trusted: %s', async (proxy) => {
    const edge = await edgeWith({ limits, trustProxy: [proxy] });
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) expect((await from(edge, address, SYSTEM)).status).toBe(200);
    // What the client itself wrote before the proxy's word does not count.
    await from(edge, '203.0.113.1, 198.51.100.1', SYSTEM);
    expect((await from(edge, '203.0.113.2, 198.51.100.1', SYSTEM)).status).toBe(429);
  });

  it('are counted by the /56 of IPv6, which one customer has', async () => {
    const edge = await edgeWith({ limits, trustProxy: 1 });
    const statuses = [];
    for (const address of ['2001:db8:1:100::1', '2001:db8:1:1ff::2', '2001:db8:1:1aa::3', '2001:db8:1:200::1'])
      statuses.push((await from(edge, address, SYSTEM)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  it('are a page in the console', async () => {
    const edge = await edgeWith({ limits });
    const page = () => edge.call('GET', '/console/login');
    expect([(await page()).status, (await page()).status]).toEqual([200, 200]);
    const refused = await page();
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, expect.stringMatching(/^text\/html/)]);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    // It counts apart from the API.
    expect((await edge.get('/v1/policies', SYSTEM)).status).toBe(200);
  });
});

describe('refused credentials', () => {
  it('are not looked at any more after some, and whoever was let in before is served on', async () => {
    let looked = 0;
    const counting = {
      authenticate: async () => {
        looked += 1;
        return null;
      },
    };
    const edge = await edgeWith({ limits: { ...NONE, failuresPerAddress: 3 }, authenticators: [counting], trustProxy: ['loopback'] });
    expect((await from(edge, '198.51.100.1', SUPPORT)).status).toBe(200);
    const guess = async (number: number) => (await from(edge, '198.51.100.1', `guess-${number}`)).status;
    expect([await guess(1), await guess(2), await guess(3), await guess(4)]).toEqual([401, 401, 401, 429]);
    const before = looked;
    expect(await guess(5)).toBe(429);
    expect((await from(edge, '198.51.100.1', 'dev-support:never-seen')).status).toBe(429);
    expect(looked).toBe(before);
    expect((await from(edge, '198.51.100.1', SUPPORT)).status).toBe(200);
    expect((await from(edge, '198.51.100.2', 'dev-support:never-seen')).status).toBe(200);
    // Who sends none guesses nothing.
    expect((await from(edge, '198.51.100.1', undefined)).status).toBe(401);
  });
});

describe('https', () => {
  const hsts = async (edge: Edge, headers: Readonly<Record<string, string>>) =>
    Promise.all(
      ['/v1/policies', '/console/login', '/docs', '/livez'].map(async (path) =>
        (await edge.call('GET', path, { headers })).headers.get('strict-transport-security'),
      ),
    );
  const HTTPS = { 'x-forwarded-proto': 'https' };

  it('is said of what came by it, through a proxy that is trusted', async () => {
    const edge = await edgeWith({ trustProxy: 1 });
    expect(await hsts(edge, HTTPS)).toEqual(Array.from({ length: 4 }, () => 'max-age=31536000'));
    expect(await hsts(edge, {})).toEqual([null, null, null, null]);
  });

  it('is not believed of anybody else', async () => {
    for (const change of [{}, { trustProxy: ['10.0.0.0/8'] }]) {
      const edge = await edgeWith(change);
      expect(await hsts(edge, HTTPS)).toEqual([null, null, null, null]);
    }
  });
});
