// Goal: who may do what with whose things is what the table of access says: nobody without credentials gets anything, nobody learns of
// what is not theirs, who only reads changes nothing, a scoped key stays within its scope.
// Method: every route of the table, called by everybody about something of their own, something of others and something absent; what is
// expected follows from the table, and the table is compared with the contract by hand below.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { accessOf, checkAccess, type Grant, grantOf, ROLES, SIGHT } from '../../api/auth/access.ts';
import { ACCESS_ROWS, type Kind } from '../../api/auth/access-rows.ts';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import type { Route } from '../../api/http/route.ts';
import { ROUTES } from '../../api/routes/index.ts';
import type { Role } from '../../domain/shared/actor.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { NewApiKey } from '../../store/contract/store.ts';
import { fullJob } from '../service-job/model.ts';
import { completed, filed, newClaim, uploaded } from './support/claims.ts';
import { type Answer, type Edge, type Json, openEdge } from './support/edge.ts';
import { AUDITOR, CUSTOMER, newOrder, PROVIDER, REGISTERED, register, SUPERVISOR, SUPPORT, SYSTEM } from './support/orders.ts';

interface Caller {
  readonly name: string;
  readonly role: Role;
  readonly token: string;
  /** Sees the things that are there; null: sees those that its role sees. */
  readonly isInside: boolean;
}

let edge: Edge;
/** Something of each kind that is there. */
const there: Record<string, string> = {};
const keys: Record<string, string> = {};

beforeAll(async () => {
  edge = await openEdge((deps) => ({ ...deps, authenticators: [keyAuthenticator({ ...deps, policies: loadPolicies() })] }));
  await register(edge);
  there['orderId'] = await completed(edge, { sellerId: 'seller-1' });
  there['claimId'] = await filed(edge, there['orderId']);
  there['documentId'] = await uploaded(edge, CUSTOMER, { orderId: there['orderId'] });
  there['providerId'] = 'prov-1';
  const note = await edge.post(`/v1/orders/${there['orderId']}/commands/add-job-note`, PROVIDER, { text: 'Told by the provider.' });
  there['commandId'] = String((note.body['decision'] as Json)['id']);
  await edge.put('/v1/providers/prov-1', SYSTEM, {
    ...REGISTERED,
    serviceGuarantee: { enrolled: true, parameters: [{ name: 'FIXING', value: '30 days' }] },
  });
  const inIndia = { marketplaceId: 'IN', sellerId: 'seller-1', price: { amountMinor: 900_000, currency: 'INR' } };
  const ofSellers = await completed(edge, inIndia);
  await edge.put('/v1/providers/prov-1', SYSTEM, { ...REGISTERED, marketplaceIds: ['US'] });
  const receiptDocumentId = await uploaded(edge, SYSTEM);
  const claim = await newClaim(edge, { claimant: { role: 'SELLER', id: 'seller-1' }, receiptDocumentId });
  const { status, body } = await edge.post(`/v1/orders/${ofSellers}/claims`, SYSTEM, claim);
  if (status !== 201) throw new Error(JSON.stringify(body));
  there['sellersClaimId'] = String(body['claimId']);
  keys['inside'] = await key({ sellerIds: ['seller-1'], marketplaceIds: ['ATVPDKIKX0DER'] });
  keys['other seller'] = await key({ sellerIds: ['seller-2'], marketplaceIds: [] });
  keys['other marketplace'] = await key({ sellerIds: [], marketplaceIds: ['UK'] });
  keys['in India'] = await key({ sellerIds: ['seller-1'], marketplaceIds: ['IN'] });
});
afterAll(() => edge.close());

let keysMade = 0;
async function key(scope: NewApiKey['scope']): Promise<string> {
  keysMade += 1;
  const made = await edge.store.keys.create({ name: `k${keysMade}`, subject: `k${keysMade}`, role: 'system', scope, expiresAt: null });
  if (!made.ok) throw new Error(made.why);
  return made.key;
}

const OWN = { system: SYSTEM, customer: CUSTOMER, provider: PROVIDER, support: SUPPORT, supervisor: SUPERVISOR, auditor: AUDITOR };
const CALLERS: readonly (Omit<Caller, 'token'> & { readonly token: () => string })[] = [
  ...ROLES.map((role) => ({ name: role, role, token: () => OWN[role], isInside: true })),
  { name: 'another customer', role: 'customer', token: () => 'dev-customer:cust-other', isInside: false },
  { name: 'another provider', role: 'provider', token: () => 'dev-provider:prov-other', isInside: false },
  { name: 'a key within its scope', role: 'system', token: () => keys['inside'] ?? '', isInside: true },
  { name: 'a key of another seller', role: 'system', token: () => keys['other seller'] ?? '', isInside: false },
  { name: 'a key of another marketplace', role: 'system', token: () => keys['other marketplace'] ?? '', isInside: false },
];

function named(route: Route, ids: Readonly<Record<string, string | undefined>>): string {
  const policy: Readonly<Record<string, string>> = { policyId: 'home-services-us', version: '2026.1' };
  return route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? policy[name] ?? 'absent-1');
}

/** With a version that nothing has, so that what is allowed is judged to its end and changes nothing. */
function call(route: Route, path: string, token: string | undefined, body: Json = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(route.takesIfMatch ? { 'if-match': '"v999999"' } : {}) };
  const sent = route.takesBytes ? { raw: 'no document' } : { raw: JSON.stringify(body), headers };
  return edge.call(route.method.toUpperCase(), path, { token, ...(route.method === 'get' ? {} : sent) });
}

/** Of which things a key limited to another seller sees those that belong to no seller. */
const OF_NO_SELLER: readonly Kind[] = ['PROVIDER'];

function sees({ of }: { readonly of: Kind }, caller: Pick<Caller, 'role' | 'isInside' | 'name'>): boolean {
  const reach = SIGHT[of][caller.role];
  if (reach === 'NONE') return false;
  // Whoever announced the document, or gave the command, is another one.
  if (of === 'UPLOAD') return caller.name === 'customer';
  if (of === 'COMMAND' && reach === 'OWN') return caller.name === 'provider';
  if (reach === 'ALL') return true;
  return caller.isInside || (caller.name === 'a key of another seller' && OF_NO_SELLER.includes(of));
}

type Expected = 401 | 403 | 404 | 'JUDGED';

function expected(route: Route, caller: Pick<Caller, 'role' | 'isInside' | 'name'>): Expected {
  const row = accessOf(route.operationId);
  // What is made need not be there before; a key that is limited does not replace what it does not see.
  const isNamed = /\{/.test(route.path) && (!row.makes || (caller.role === 'system' && !caller.isInside));
  if (isNamed && !sees(row, caller)) return 404;
  const grant = grantOf(row, caller.role);
  // The claim at hand is the customer's; support names nobody here.
  const isRefused = grant === 'NONE' || grant === 'BEHALF' || (grant === 'CLAIMANT' && caller.role === 'system');
  if (isRefused) return 403;
  return 'JUDGED';
}

function outcome({ status }: Answer): Expected {
  return status === 401 || status === 403 || status === 404 ? status : 'JUDGED';
}

const EACH = ROUTES.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

describe.each(EACH)('%s', (_title, route) => {
  it('needs credentials', async () => {
    for (const token of [undefined, 'nonsense', 'dev-king:a', 'hf_live_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
      const { status, body } = await call(route, named(route, there), token);
      expect([status, body['code']]).toEqual([401, 'unauthenticated']);
    }
  });

  it('is for those whom the table names', async () => {
    const got = await Promise.all(
      CALLERS.map(async ({ name, token }) => [name, outcome(await call(route, named(route, there), token()))] as const),
    );
    const wanted = CALLERS.map((caller) => [caller.name, scopedCreation(route, caller.name) ?? expected(route, caller)] as const);
    expect(Object.fromEntries(got)).toEqual(Object.fromEntries(wanted));
  });

  it('says of what is not theirs what it says of what is not there', async () => {
    if (!/\{/.test(route.path) || accessOf(route.operationId).makes) return;
    for (const { token, ...caller } of CALLERS) {
      const absent = await call(route, named(route, {}).replace('home-services-us', 'absent-1'), token());
      if (expected(route, caller) !== 404) {
        expect([caller.name, absent.status]).toEqual([caller.name, 404]);
        continue;
      }
      const foreign = await call(route, named(route, there), token());
      expect([caller.name, anonymous(foreign)]).toEqual([caller.name, anonymous(absent)]);
    }
  });
});

/** An order without a seller is outside of every key that is limited to sellers. */
function scopedCreation(route: Route, name: string): Expected | null {
  return route.operationId === 'createOrder' && (name === 'a key within its scope' || name === 'a key of another seller') ? 403 : null;
}

/** An answer without what differs each time. */
function anonymous({ status, headers, body }: Answer): unknown {
  const { requestId: _requestId, instance: _instance, ...rest } = body;
  return { status, rest, type: headers.get('content-type'), length: headers.get('content-length') === null };
}

describe('support for somebody else', () => {
  const behalf = EACH.filter(([, route]) => grantOf(accessOf(route.operationId), 'support') === 'BEHALF');

  it.each(behalf)('%s is judged once it names the party', async (_title, route) => {
    const roles = accessOf(route.operationId).roles;
    const onBehalfOf = roles.includes('provider') ? { role: 'PROVIDER', id: 'prov-1' } : { role: 'CUSTOMER', id: 'cust-1' };
    for (const token of [SUPPORT, SUPERVISOR]) {
      expect(outcome(await call(route, named(route, there), token, { onBehalfOf }))).toBe('JUDGED');
    }
    for (const token of [PROVIDER, CUSTOMER, SYSTEM, AUDITOR]) {
      expect((await call(route, named(route, there), token, { onBehalfOf })).status).toBe(403);
    }
  });
});

describe("the claimant's side", () => {
  const sides = EACH.filter(([, route]) => grantOf(accessOf(route.operationId), 'customer') === 'CLAIMANT');

  it.each(sides)('%s is the seller’s system’s for a seller’s claim, not the customer’s', async (_title, route) => {
    const path = named(route, { claimId: there['sellersClaimId'] });
    for (const token of [SYSTEM, keys['in India'] ?? '']) expect(outcome(await call(route, path, token))).toBe('JUDGED');
    expect((await call(route, path, CUSTOMER)).status).toBe(403);
    expect((await call(route, path, keys['other seller'])).status).toBe(404);
  });
});

describe('lists', () => {
  const ids = async (path: string, token: string): Promise<readonly unknown[]> =>
    ((await edge.get(path, token)).body['items'] as readonly Json[]).map((item) => item['orderId']);

  it.each(['/v1/orders?limit=100', '/v1/claims?limit=100', '/v1/events?limit=100'])('%s holds what the caller sees', async (path) => {
    const all = await ids(path, SYSTEM);
    expect(all).toContain(there['orderId']);
    expect(await ids(path, keys['inside'] ?? '')).toContain(there['orderId']);
    for (const name of ['other seller', 'other marketplace']) expect(await ids(path, keys[name] ?? '')).toEqual([]);
    if (path.startsWith('/v1/events')) return;
    expect(await ids(path, CUSTOMER)).toEqual(all);
    for (const token of ['dev-customer:cust-other', 'dev-provider:prov-other']) expect(await ids(path, token)).toEqual([]);
  });

  it('count in the report what the caller sees', async () => {
    const open = async (token: string): Promise<number> => {
      const { body } = await edge.get('/v1/reports/claims', token);
      return (body['open'] as readonly { claims: number }[]).reduce((sum, { claims }) => sum + claims, 0);
    };
    const seen = await Promise.all([SYSTEM, keys['inside'], keys['in India'], keys['other seller']].map((token) => open(token ?? '')));
    expect(seen).toEqual([2, 1, 1, 0]);
  });
});

describe('a scoped key', () => {
  it('creates within its scope, by any name of its marketplace, and nothing outside', async () => {
    const make = (token: string, change: Json) => edge.post('/v1/orders', token, newOrder(change));
    const inside = keys['inside'] ?? '';
    expect((await make(inside, { sellerId: 'seller-1' })).status).toBe(201);
    for (const change of [{}, { sellerId: 'seller-2' }, { sellerId: 'seller-1', marketplaceId: 'UK' }]) {
      const { status, body } = await make(inside, change);
      expect([status, body['code']]).toEqual([403, 'forbidden']);
    }
    expect((await make(keys['other marketplace'] ?? '', {})).status).toBe(403);
  });

  it('registers a provider of its marketplaces, and replaces none that others use', async () => {
    const put = (id: string, token: string, change: Json = {}, headers = {}) =>
      edge.put(`/v1/providers/${id}`, token, { ...REGISTERED, marketplaceIds: ['US'], ...change }, headers);
    const inside = keys['inside'] ?? '';
    expect((await put('prov-new', inside, { marketplaceIds: ['US', 'UK'] })).status).toBe(403);
    expect((await put('prov-new', inside, {}, { 'idempotency-key': 'p1' })).status).toBe(201);
    expect((await put('prov-new', inside, {}, { 'idempotency-key': 'p1' })).status).toBe(201);
    expect((await put('prov-new', inside)).status).toBe(403);
    expect((await put('prov-new', keys['other marketplace'] ?? '', { marketplaceIds: ['UK'] })).status).toBe(404);
    expect((await put('prov-new', SYSTEM)).status).toBe(200);
  });

  it('imports the jobs of its sellers and refuses the others one by one', async () => {
    const job = (serviceJobId: string, sellerId: string) =>
      fullJob({ serviceJobId, seller: { sellerId }, serviceJobProvider: { serviceJobProviderId: 'prov-1' }, appointments: [] });
    const payload = { jobs: [job('IN-1', 'seller-1'), job('OUT-1', 'seller-2')] };
    const { body } = await edge.post('/v1/imports/service-jobs', keys['inside'] ?? '', { payload });
    expect(body).toMatchObject({ imported: [{ serviceJobId: 'IN-1', change: 'CREATED' }], refused: [{ serviceJobId: 'OUT-1' }] });
  });

  it('announces no document for an order outside', async () => {
    const announce = (token: string) =>
      edge.post('/v1/documents', token, {
        kind: 'RECEIPT',
        contentType: 'application/pdf',
        contentLength: 10,
        sha256: 'a'.repeat(64),
        orderId: there['orderId'],
      });
    expect((await announce(keys['inside'] ?? '')).status).toBe(201);
    expect((await announce(keys['other seller'] ?? '')).body['errors']).toEqual([
      { pointer: '/orderId', message: 'is no order that you can see' },
    ]);
  });
});

describe('the table', () => {
  it('has a row for every route and a route for every row, or nothing is served', () => {
    expect(() => checkAccess(ROUTES)).not.toThrow();
    const [first] = ROUTES;
    const stray = { ...first, operationId: 'getSecrets' } as Route;
    expect(() => checkAccess([...ROUTES, stray])).toThrow('The route getSecrets has no row');
    expect(() => checkAccess([...ROUTES, first as Route])).toThrow('Two routes are called');
    expect(() => checkAccess(ROUTES.slice(1))).toThrow('which is no route');
    // The app itself, with a route that nobody has given a row.
    const routes = ROUTES as Route[];
    routes.push(stray);
    try {
      expect(() => createApp({} as Parameters<typeof createApp>[0])).toThrow('The route getSecrets has no row');
    } finally {
      routes.pop();
    }
  });

  it('says what the contract says', () => {
    const grants = (operationId: string): readonly Grant[] => ROLES.map((role) => grantOf(accessOf(operationId), role));
    // system, customer, provider, support, supervisor, auditor
    expect(grants('getOrder')).toEqual(['SCOPE', 'OWN', 'OWN', 'ALL', 'ALL', 'ALL']);
    expect(grants('createOrder')).toEqual(['SCOPE', 'NONE', 'NONE', 'ALL', 'ALL', 'NONE']);
    expect(grants('schedule')).toEqual(['SCOPE', 'OWN', 'OWN', 'ALL', 'ALL', 'NONE']);
    expect(grants('arrive')).toEqual(['NONE', 'NONE', 'OWN', 'BEHALF', 'BEHALF', 'NONE']);
    expect(grants('signOff')).toEqual(['NONE', 'OWN', 'OWN', 'NONE', 'NONE', 'NONE']);
    expect(grants('decideFee')).toEqual(['NONE', 'NONE', 'NONE', 'NONE', 'ALL', 'NONE']);
    expect(grants('advanceClock')).toEqual(['SCOPE', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE']);
    expect(grants('claimAppeal')).toEqual(['CLAIMANT', 'CLAIMANT', 'OWN', 'BEHALF', 'BEHALF', 'NONE']);
    expect(grants('getLedgerAccounts')).toEqual(['NONE', 'NONE', 'NONE', 'NONE', 'ALL', 'ALL']);
    expect(grants('getEvents')).toEqual(['SCOPE', 'NONE', 'NONE', 'ALL', 'ALL', 'ALL']);
    expect(grants('putProvider')).toEqual(['SCOPE', 'NONE', 'NONE', 'ALL', 'ALL', 'NONE']);
    expect(grants('uploadDocument')).toEqual(['OWN', 'OWN', 'OWN', 'OWN', 'OWN', 'NONE']);
  });

  it('lets an auditor change nothing', () => {
    const changing = ROUTES.filter(({ method }) => method !== 'get').map(({ operationId }) => operationId);
    expect(changing.filter((operationId) => grantOf(accessOf(operationId), 'auditor') !== 'NONE')).toEqual([]);
    expect(Object.keys(ACCESS_ROWS)).toHaveLength(ROUTES.length);
  });
});
