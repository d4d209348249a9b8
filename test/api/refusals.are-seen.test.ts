// Goal: an operator sees what was refused for the sake of security, by reason, on /metrics and in the log; no secret is in either, and an
// attack does not fill the log. Whichever door is tried, refused credentials count together.
// Method: the real app over HTTP, each kind of refusal provoked at each door; the log's clock is moved by hand.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { refusalLog } from '../../api/auth/refusals.ts';
import type { AppDeps } from '../../api/deps.ts';
import { mountConsole } from '../../console/console.ts';
import type { Store } from '../../store/contract/store.ts';
import { REFUSAL_REASONS, type RefusalReason } from '../../telemetry/meters.ts';
import { spaced } from '../../telemetry/spaced.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { AUDITOR, newOrder, SUPPORT, SYSTEM } from './support/orders.ts';
import { sendRaw } from './support/raw.ts';

let store: Store;
const open: Edge[] = [];
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());
afterEach(async () => {
  for (const edge of open.splice(0)) await edge.close();
});

async function edgeWith(change: Partial<AppDeps> = {}): Promise<Edge> {
  const edge = await openEdge(
    (given) => {
      const deps = { ...given, ...change };
      return { ...deps, mountConsole: (app, gate) => mountConsole(app, deps, { gate, mailbox: null, temporalUi: null }) };
    },
    {},
    store,
  );
  open.push(edge);
  return edge;
}

async function counted(edge: Edge): Promise<Readonly<Record<string, number>>> {
  const page = String((await edge.call('GET', '/metrics')).body['text']);
  const lines = [...page.matchAll(/^holdfast_refused_total\{reason="(\w+)"\} (\d+)$/gm)];
  return Object.fromEntries(lines.map(([, reason = '', count]) => [reason, Number(count)]));
}

const NONE = { perCaller: null, perAddress: null, failuresPerAddress: null };
const SECRET = 'word-of-its-own';
const login = (edge: Edge, token: string, headers = {}) =>
  edge.call('POST', '/console/login', {
    raw: `token=${token}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
  });

type Provoked = (edge: Edge) => Promise<unknown>;
const PROVOKED: Readonly<Record<RefusalReason, Provoked>> = {
  bad_host: (edge) => sendRaw(edge.base, ['GET /livez HTTP/1.1', `Host: ${SECRET}.example`]),
  ambiguous_request: (edge) => sendRaw(edge.base, ['GET /livez HTTP/1.1', 'Host: localhost', `Host: ${SECRET}`]),
  no_credential: (edge) => edge.get('/v1/policies'),
  bad_credential: (edge) => edge.get('/v1/policies', SECRET),
  rate_limited: async (edge) => {
    for (let count = 0; count < 6; count += 1) await edge.get('/v1/policies', 'dev-support:busy');
  },
  forbidden: (edge) => edge.post('/v1/orders', AUDITOR, newOrder({})),
  cross_site: (edge) => login(edge, SECRET, { 'sec-fetch-site': 'cross-site' }),
  bad_link: (edge) => edge.call('GET', `/claim/${SECRET}.x`),
  quota: (edge) =>
    edge.post('/v1/documents', SUPPORT, { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: 2, sha256: '0'.repeat(64) }),
  oversize: (edge) =>
    edge.call('POST', '/v1/orders', { token: SYSTEM, headers: { 'content-type': 'application/json' }, raw: 'x'.repeat(200_000) }),
  malformed_http: (edge) => sendRaw(edge.base, [`G${SECRET} / HTTP/1.1`, 'Host: localhost']),
};

describe('a refusal for the sake of security', () => {
  it.each(REFUSAL_REASONS)('is counted and logged by its reason, without what was sent: %s', async (reason) => {
    const edge = await edgeWith({
      limits: { ...NONE, perCaller: 5 },
      quotas: { unbound: { count: 1, bytes: 1 }, perOrder: { count: 1, bytes: 1 } },
    });
    const before = await counted(edge);
    expect(Object.keys(before).sort()).toEqual([...REFUSAL_REASONS].sort());
    await PROVOKED[reason](edge);
    const after = await counted(edge);
    expect(after[reason]).toBe((before[reason] ?? 0) + 1);
    const lines = edge.logged.filter((line) => line.includes('"refused"'));
    expect(lines).toEqual([expect.stringContaining(`"reason":"${reason}"`)]);
    expect(edge.logged.join('\n')).not.toContain(SECRET);
  });

  it('is neither a command that the rules refuse nor a wrong field', async () => {
    const edge = await edgeWith();
    expect((await edge.post('/v1/orders', SYSTEM, {})).status).toBe(422);
    expect((await edge.get('/v1/orders/none', SYSTEM)).status).toBe(404);
    expect(Object.values(await counted(edge)).every((count) => count === 0)).toBe(true);
  });

  it('is logged ten times a minute at most, and the next minute tells how many were left out', () => {
    let now = 0;
    const lines: unknown[] = [];
    const tell = refusalLog({ warn: (fields: object) => void lines.push(fields) } as unknown as AppDeps['logger'], () => now);
    for (let count = 0; count < 1_000; count += 1) tell('bad_credential', {});
    tell('bad_host', {});
    expect(lines).toHaveLength(11);
    now = 60_000;
    tell('bad_credential', {});
    tell('bad_credential', {});
    expect(lines.slice(11)).toEqual([{ reason: 'bad_credential', leftOut: 990 }, { reason: 'bad_credential' }]);
  });
});

describe('refused credentials', () => {
  const doors: Readonly<Record<string, (edge: Edge, token: string) => Promise<{ readonly status: number }>>> = {
    'the API': (edge, token) => edge.get('/v1/policies', token),
    'the sign-in page': (edge, token) => login(edge, token),
    'the console by header': (edge, token) => edge.call('GET', '/console', { token }),
    'the console by cookie': (edge, token) =>
      edge.call('GET', '/console', { headers: { cookie: `holdfast_console=${'x'.repeat(22)}.${token}` } }),
    'a claim link': (edge, token) => edge.call('GET', `/claim/${token}`),
  };

  it.each(Object.keys(doors))('through one door shut all the others: %s', async (door) => {
    const edge = await edgeWith({ limits: { ...NONE, failuresPerAddress: 3 } });
    for (let count = 0; count < 3; count += 1) expect((await doors[door]?.(edge, `guess-${count}`))?.status).not.toBe(429);
    for (const [name, knock] of Object.entries(doors)) expect([name, (await knock(edge, 'guess-again')).status]).toEqual([name, 429]);
    const page = await edge.call('GET', '/claim/x');
    expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('what is open to all', () => {
  it('is limited by address where limits are set, and probes are not', async () => {
    const edge = await edgeWith({ limits: { ...NONE, perAddress: 3 } });
    const statuses = [];
    for (const path of ['/metrics', '/openapi.json', '/docs', '/openapi.json', '/metrics'])
      statuses.push((await edge.call('GET', path)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    for (let count = 0; count < 5; count += 1) expect((await edge.call('GET', '/readyz')).status).toBe(200);
  });

  it('looks at the store a few times, however many ask whether it is ready', async () => {
    let looks = 0;
    const edge = await edgeWith({
      gateway: {
        check: async () => {
          looks += 1;
        },
      },
    });
    const answers = await Promise.all(Array.from({ length: 200 }, () => edge.call('GET', '/readyz')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(looks).toBeLessThan(50);
  });
});

describe('work that many ask for', () => {
  it('is done once for all who wait, and begins after each of them asked', async () => {
    const finish: (() => void)[] = [];
    let begun = 0;
    const ask = spaced(0, () => {
      begun += 1;
      const number = begun;
      return new Promise<number>((resolve) => finish.push(() => resolve(number)));
    });
    const first = ask();
    await new Promise(setImmediate);
    const later = [ask(), ask(), ask()];
    await new Promise(setImmediate);
    expect(begun).toBe(1);
    finish.shift()?.();
    expect(await first).toBe(1);
    await new Promise(setImmediate);
    finish.shift()?.();
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
  });

  it('that failed is tried again for the next', async () => {
    let isFailing = true;
    const ask = spaced(0, async () => {
      if (isFailing) throw new Error('away');
      return 'here';
    });
    await expect(ask()).rejects.toThrow('away');
    isFailing = false;
    await expect(ask()).resolves.toBe('here');
  });
});
