// Goal: no value of a path, a query, a cursor, a header or an import is a 5xx; each is refused with its reason, and the program serves on.
// Method: the table of routes and the app's own pages, each with every one of a list of odd values, on the embedded store.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import { z } from 'zod';
import { ROUTES } from '../../api/routes/index.ts';
import { mountConsole } from '../../console/console.ts';
import { isDeep } from '../domain/support/properties.ts';
import { completed, filed } from './support/claims.ts';
import { type Edge, items, openEdge } from './support/edge.ts';
import { AUDITOR, given, newId, newOrder, register, SUPERVISOR, SYSTEM } from './support/orders.ts';
import { signedIn } from './support/signed-in.ts';

/** As they stand in a URL. */
const ODD = [
  ...['%00', 'a%00b', '%', '%zz', '%ff', '%c0%80', '%ed%a0%80', '%F0%9F%98', '%EF%BB%BF', '%0d%0aX:%20y', '%1b', '%7f', '%C2%85'],
  ...['', '+', '%20', '-1', '0', '-0', '1.5', '1e3', '0x10', '101', '007', '2147483648', '9223372036854775808', '1e400', 'NaN', 'null'],
  ...['true', '[]', '{}', "'", '%22', '%5C', '..', '%2e%2e%2f', '%25', '_', '__proto__', 'constructor', 'abc', '%D9%A1', '%C4%B1'],
  ...['9999-12-31T23:59:59-12:00', '%2B010000-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2027-02-30T00:00:00Z', 'infinity', 'epoch'],
  'x'.repeat(101),
  'x'.repeat(3_000),
];

let edge: Edge;
let app: Express | null = null;
let ids: Readonly<Record<string, string>>;
let lists: readonly string[];
beforeAll(async () => {
  edge = await openEdge((deps) => ({
    ...deps,
    mountConsole: (mounted, gate) => {
      app = mounted;
      mountConsole(mounted, deps, { gate, mailbox: null, temporalUi: null });
    },
  }));
  await register(edge);
  const orderId = await completed(edge);
  const claimId = await filed(edge, orderId);
  const [document] = await edge.store.documents.ofOrder(orderId);
  const [{ id: policyId = '', version = '' } = {}] = items(await edge.get('/v1/policies', SYSTEM));
  const commandId = (await edge.store.orders.timeline(orderId)).at(-1)?.event.commandId ?? '';
  ids = {
    orderId,
    claimId,
    providerId: 'prov-1',
    documentId: document?.documentId ?? '',
    commandId,
    policyId: String(policyId),
    version: String(version),
  };
  lists = await listsServed();
}, 120_000);
afterAll(() => edge.close());

function pathOf(template: string, change: Readonly<Record<string, string>> = {}): string {
  return template.replace(/[{:](\w+)\}?/g, (_whole, name: string) => ({ messageId: 'm', ...ids, ...change })[name] ?? 'x');
}

/** The GETs that answer `items`. */
async function listsServed(): Promise<readonly string[]> {
  const served: string[] = [];
  for (const { method, path } of ROUTES) {
    if (method === 'get' && (await edge.get(pathOf(path), SUPERVISOR)).body['items'] !== undefined) served.push(path);
  }
  return served;
}

type Asked = readonly [method: string, target: string, headers?: Readonly<Record<string, string>>];
const AT_ONCE = 25;

/** Every third of a long list: routes and values meet in other thirds. All of it in `npm run test:deep`. */
function sampled<T>(all: readonly T[]): readonly T[] {
  return isDeep ? all : all.filter((_one, at) => at % 3 === 0);
}

/** What was answered with a status that is none of these. */
async function otherThan(isRight: (status: number) => boolean, asked: readonly Asked[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const ask = async ([method, target, more = {}]: Asked): Promise<void> => {
    const headers = { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...more };
    const { status } = await edge.call(method, target, { token: SUPERVISOR, headers, ...(method === 'GET' ? {} : { raw: '{}' }) });
    // What a role may not do says nothing of the value.
    if (!isRight(status) && status !== 403) wrong.push(`${method} ${target.slice(0, 200)} ${JSON.stringify(more)}: ${status}`);
  };
  for (let at = 0; at < asked.length; at += AT_ONCE) await Promise.all(asked.slice(at, at + AT_ONCE).map(ask));
  return wrong;
}

const is4xx = (status: number): boolean => status >= 400 && status < 500;
const is =
  (wanted: number) =>
  (status: number): boolean =>
    status === wanted;

describe('every list', () => {
  it('is one of these, and takes a limit from 1 to 100 and nothing else', async () => {
    expect(lists.length).toBeGreaterThan(8);
    const limits = ['1', '25', '100'].flatMap((limit) => lists.map((path) => ['GET', `${pathOf(path)}?limit=${limit}`] as const));
    expect(await otherThan(is(200), limits)).toEqual([]);
    const odd = ODD.flatMap((limit) => lists.map((path) => ['GET', `${pathOf(path)}?limit=${limit}`] as const));
    expect(await otherThan(is(422), odd)).toEqual([]);
    const more = ['limit=1&limit=2', 'limt=1', 'Limit=1', 'limit[]=1', '__proto__=1'];
    expect(
      await otherThan(
        is(422),
        more.flatMap((query) => lists.map((path) => ['GET', `${pathOf(path)}?${query}`] as const)),
      ),
    ).toEqual([]);
  }, 240_000);

  it('takes a cursor that it gave, and no other', async () => {
    for (const wanted of [1, 2]) await given(edge, { orderId: newId(`so-${wanted}`) });
    const cursors = new Map<string, string>();
    for (const path of lists) {
      const { body } = await edge.get(`${pathOf(path)}?limit=1`, AUDITOR);
      if (typeof body['nextCursor'] === 'string') cursors.set(path, body['nextCursor']);
    }
    expect(cursors.size).toBeGreaterThan(4);
    for (const path of lists.filter((one) => one !== '/v1/events')) {
      const own = cursors.get(path);
      const flipped =
        own === undefined ? [] : Array.from(own, (_, at) => `${own.slice(0, at)}${own[at] === 'A' ? 'B' : 'A'}${own.slice(at + 1)}`);
      const forged = [...sampled(flipped), ...(own === undefined ? [] : [own.slice(0, -1), `${own}A`, own.slice(0, 22)])];
      const others = [...cursors].filter(([other]) => other !== path && other !== '/v1/events').map(([, cursor]) => cursor);
      const old = Buffer.from(JSON.stringify(['-createdAt', 1, 'so-1'])).toString('base64url');
      const bad = [...forged, ...others, old, ...ODD].map((cursor) => ['GET', `${pathOf(path)}?cursor=${cursor}`] as const);
      expect(await otherThan(is(422), bad)).toEqual([]);
      if (own !== undefined) expect(await otherThan(is(200), [['GET', `${pathOf(path)}?cursor=${own}`]])).toEqual([]);
    }
  }, 240_000);

  it('gives every item once, page by page, and a cursor that another process with the same key reads', async () => {
    const other = await openEdge((deps) => deps, {}, edge.store);
    for (const path of lists.filter((one) => one !== '/v1/events')) {
      const whole = items(await edge.get(`${pathOf(path)}?limit=100`, AUDITOR));
      const paged: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const asked = paged.length % 2 === 0 ? edge : other;
        const { body } = await asked.get(`${pathOf(path)}?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`, AUDITOR);
        paged.push(...(body['items'] as readonly unknown[]));
        cursor = body['nextCursor'] as string | null;
      }
      expect([path, paged.length, JSON.stringify(paged)]).toEqual([path, whole.length, JSON.stringify(whole)]);
    }
    await other.close();
  }, 120_000);

  it('of events takes a position that is there', async () => {
    const { body } = await edge.get('/v1/events?limit=100', AUDITOR);
    const last = (body['items'] as readonly { readonly cursor: string }[]).at(-1)?.cursor ?? '0';
    for (const name of ['after', 'cursor']) {
      expect(
        await otherThan(is(200), [
          ['GET', `/v1/events?${name}=0`],
          ['GET', `/v1/events?${name}=${last}`],
        ]),
      ).toEqual([]);
      const bad = [...ODD.filter((value) => value !== '0' && value !== '101'), String(10 ** 14), '-0'];
      expect(
        await otherThan(
          is(422),
          bad.map((value) => ['GET', `/v1/events?${name}=${value}`] as const),
        ),
      ).toEqual([]);
    }
  }, 120_000);
});

describe('an odd value', () => {
  it('of a query is refused or does nothing', async () => {
    const asked = ROUTES.filter(({ method }) => method === 'get').flatMap(({ path, query }) => {
      const named = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
      return [...named, 'unknown'].flatMap((name) => ODD.map((value) => ['GET', `${pathOf(path)}?${name}=${value}`] as const));
    });
    expect(await otherThan((status) => status === 200 || status === 422, sampled(asked))).toEqual([]);
  }, 240_000);

  it('of a path names nothing', async () => {
    const asked = ROUTES.flatMap(({ method, path }) =>
      [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
        // An empty step, and one that is a step up, are other paths.
        ODD.filter((value) => value !== '' && value !== '..').map(
          (value) => [method.toUpperCase(), pathOf(path, { [name]: value })] as const,
        ),
      ),
    );
    expect(
      await otherThan(is4xx, sampled(asked.filter(([method, target]) => !(method === 'PUT' && target.startsWith('/v1/providers/'))))),
    ).toEqual([]);
  }, 240_000);

  it('of a header is refused or matches nothing', async () => {
    const values = [
      '"',
      '""',
      'W/"v1"',
      '"v"',
      '"v-1"',
      '"v99999999999999999999"',
      '*',
      '"v1", "v2"',
      'x'.repeat(300),
      'ÿ',
      'a b',
      '\t',
      ',',
    ];
    const asked = ROUTES.filter(({ method }) => method !== 'get').flatMap(({ method, path }) =>
      values.flatMap((value) => [
        [method.toUpperCase(), pathOf(path), { 'if-match': value }] as const,
        [method.toUpperCase(), pathOf(path), { 'idempotency-key': value }] as const,
      ]),
    );
    expect(await otherThan((status) => status < 500, asked)).toEqual([]);
  }, 240_000);

  it('of a page of the console or behind a claim link is a page', async () => {
    const cookie = await signedIn(edge);
    const pages = pagesOf(app);
    expect(pages.length).toBeGreaterThan(6);
    const asked = pages.flatMap((path) => {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const queries = ['q', 'cursor', 'done', 'kind', 'provider', 'state', 'all', 'to', 'asOf'];
      return ODD.flatMap((value) => [
        ...names.map((name) => pathOf(path, { [name]: value })),
        // One odd value at a time is what matters to a page; all of them together tell as much.
        `${pathOf(path)}?${queries.map((name) => `${name}=${value}`).join('&')}`,
      ]);
    });
    const wrong: string[] = [];
    const ask = async (target: string): Promise<void> => {
      const { status } = await fetch(`${edge.base}${target}`, { headers: { cookie }, redirect: 'manual' });
      if (status >= 500) wrong.push(`${target.slice(0, 200)}: ${status}`);
    };
    for (let at = 0; at < asked.length; at += AT_ONCE) await Promise.all(asked.slice(at, at + AT_ONCE).map(ask));
    expect(wrong).toEqual([]);
  }, 240_000);
});

/** The paths of the app's own pages. */
function pagesOf(mounted: Express | null): readonly string[] {
  const stack = mounted?.router.stack ?? [];
  return stack.flatMap(({ route }) =>
    typeof route?.path === 'string' && /^\/(console|claim)/.test(route.path) ? [route.path.replace('/*rest', '/x')] : [],
  );
}

describe('an import', () => {
  const job = (change: object): object => ({
    serviceJobId: newId('job'),
    marketplaceId: 'US',
    serviceJobStatus: 'NOT_SERVICED',
    ...change,
  });
  const visit = (startTime: string): object => ({
    appointments: [{ appointmentId: 'a', appointmentStatus: 'ACTIVE', appointmentTime: { startTime, durationInMinutes: 60 } }],
  });
  const BAD: readonly object[] = [
    ...[
      '9999-12-31T23:59:59-12:00',
      '9999-06-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '1899-12-31T23:59:59Z',
      '+010000-01-01T00:00:00Z',
      '',
    ].map(visit),
    ...['9999-12-31T23:59:59-12:00', '0000-01-01T00:00:00+14:00'].map((createTime) => ({ createTime })),
    ...['a\0b', '\ud800', 'x'.repeat(201)].map((title) => ({ scopeOfWork: { title } })),
    { buyer: { buyerId: '../x' } },
    { seller: { sellerId: 'a b' } },
    { associatedItems: [{ quantity: 2 ** 53 }] },
    { appointments: 'none' },
    { serviceLocation: { address: { 'a\0': 'x' } } },
    { unknown: { deep: '\ud800' } },
  ];

  it('lets the good jobs in and refuses each bad one with its reason', async () => {
    const good = [job({}), job(visit('2020-01-01T00:00:00Z')), job({ unknown: 'é' })];
    const bad = BAD.map(job);
    const jobs = [good[0], ...bad, ...good.slice(1)];
    const { status, body } = await edge.post('/v1/imports/service-jobs', SYSTEM, { payload: { jobs } });
    expect(status).toBe(200);
    const { imported, refused } = body as unknown as {
      imported: readonly { serviceJobId: string }[];
      refused: readonly { errors: readonly object[] }[];
    };
    expect(imported.map(({ serviceJobId }) => serviceJobId)).toEqual(good.map((one) => Reflect.get(one ?? {}, 'serviceJobId')));
    expect(refused.length).toBe(bad.length);
    expect(refused.filter(({ errors }) => errors.length === 0)).toEqual([]);
  }, 60_000);
});

it('afterwards an order goes its way and nothing was logged as a failure', async () => {
  await completed(edge);
  expect((await edge.post('/v1/orders', SYSTEM, newOrder())).status).toBe(201);
  expect(edge.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
}, 60_000);
