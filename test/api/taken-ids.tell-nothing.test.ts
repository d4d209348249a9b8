// Goal: an id that a caller names and may not see tells it nothing: it is as one that is not there, or, where it chooses it for something
// new, as any other that is taken.
// Method: wherever a request names an id of its own choice, a key of one seller names one of another's and is compared with a third one:
// status, headers and body, but for the id itself; and the same again by its idempotency key.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { loadPolicies } from '../../policies/registry.ts';
import { fullJob } from '../service-job/model.ts';
import { completed, filed, newClaim, uploaded } from './support/claims.ts';
import { type Answer, type Edge, type Json, openEdge } from './support/edge.ts';
import { given, newId, newOrder, REGISTERED, register, SYSTEM } from './support/orders.ts';

let edge: Edge;
let key = '';
const there: Record<string, string> = {};

beforeAll(async () => {
  edge = await openEdge((deps) => ({ ...deps, authenticators: [keyAuthenticator({ ...deps, policies: loadPolicies() })] }));
  await register(edge);
  await edge.put('/v1/providers/prov-uk', SYSTEM, { ...REGISTERED, marketplaceIds: ['UK'] });
  const scope = { sellerIds: ['seller-1'], marketplaceIds: ['US'] };
  const made = await edge.store.keys.create({ name: 'shop', role: 'system', subject: 'shop', scope, expiresAt: null });
  if (!made.ok) throw new Error(made.why);
  key = made.key;
  there['own order'] = await given(edge, { sellerId: 'seller-1' });
  there['hidden order'] = await completed(edge, { sellerId: 'seller-2' });
  there['hidden claim'] = await filed(edge, there['hidden order']);
  const visible = await completed(edge, { sellerId: 'seller-1' });
  there['own claim'] = await filed(edge, visible);
  there['completed order'] = await completed(edge, { sellerId: 'seller-1' });
  there['hidden document'] = await uploaded(edge, SYSTEM, { orderId: there['hidden order'] });
  await edge.post('/v1/imports/service-jobs', SYSTEM, { payload: job('JOB-HIDDEN', 'seller-2') });
});
afterAll(() => edge.close());

const job = (serviceJobId: string, sellerId: string): Json =>
  fullJob({
    serviceJobId,
    seller: { sellerId },
    serviceJobProvider: { serviceJobProviderId: 'prov-1' },
    appointments: [],
  }) as unknown as Json;

const order = (change: Json) => newOrder({ sellerId: 'seller-1', ...change });
const announced = { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: 10, sha256: 'a'.repeat(64) };

interface Surface {
  readonly what: string;
  readonly path: string | ((id: string) => string);
  readonly method?: 'PUT';
  readonly body: (id: string) => Json | Promise<Json>;
  readonly hidden: () => string;
  /** What the hidden one must look like. */
  readonly other: () => string;
  readonly is: number;
}

const agreed = (documentId: string): Json => order({ agreedTerms: { documentId, remedies: ['REDO'] } });
const claimed = (change: Json) => async (): Promise<Json> => ({ ...(await newClaim(edge)), ...change });

const SURFACES: readonly Surface[] = [
  {
    what: 'an order id that is chosen',
    path: '/v1/orders',
    body: (orderId) => order({ orderId }),
    hidden: () => there['hidden order'] ?? '',
    other: () => there['own order'] ?? '',
    is: 409,
  },
  {
    what: 'the provider of a new order',
    path: '/v1/orders',
    body: (providerId) => order({ orderId: 'so-never', providerId }),
    hidden: () => 'prov-uk',
    other: () => 'prov-none',
    is: 422,
  },
  {
    what: 'the document of a new order',
    path: '/v1/orders',
    body: (id) => ({ ...agreed(id), orderId: 'so-never' }),
    hidden: () => there['hidden document'] ?? '',
    other: () => 'doc-none',
    is: 422,
  },
  {
    what: 'the order of a document',
    path: '/v1/documents',
    body: (orderId) => ({ ...announced, orderId }),
    hidden: () => there['hidden order'] ?? '',
    other: () => 'so-none',
    is: 422,
  },
  {
    what: 'an order that is read from',
    path: (id) => `/v1/orders/${id}/commands/cancel`,
    body: () => ({ reasonCode: 'MARKETPLACE_ERROR' }),
    hidden: () => there['hidden order'] ?? '',
    other: () => 'so-none',
    is: 404,
  },
  {
    what: 'a claim',
    path: (id) => `/v1/claims/${id}/commands/withdraw`,
    body: () => ({}),
    hidden: () => there['hidden claim'] ?? '',
    other: () => 'cl-none',
    is: 404,
  },
];

async function asked({ path, method, body }: Surface, id: string, idempotencyKey: string): Promise<Answer> {
  const at = typeof path === 'string' ? path : path(id);
  return edge.call(method ?? 'POST', at, {
    token: key,
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    raw: JSON.stringify(await body(id)),
  });
}

/** Without the id itself and what differs each time. */
function anonymous({ status, headers, body }: Answer, id: string): unknown {
  const { requestId: _requestId, ...rest } = body;
  const kept = [...headers].filter(([name]) => !['date', 'content-length', 'x-request-id', 'keep-alive'].includes(name));
  return JSON.parse(JSON.stringify({ status, kept, rest }).replaceAll(id, 'ID')) as unknown;
}

describe('an id that is not the caller’s to see', () => {
  it.each(SURFACES.map((surface) => [surface.what, surface] as const))('tells nothing as %s', async (_what, surface) => {
    const [hidden, other] = [surface.hidden(), surface.other()];
    const bodies = await Promise.all([surface.body(hidden), surface.body(other)]);
    expect(bodies).toHaveLength(2);
    for (const round of [1, 2]) {
      const [ofHidden, ofOther] = [
        await asked(fixed(surface, bodies[0]), hidden, `h-${surface.what.replaceAll(' ', '-')}`),
        await asked(fixed(surface, bodies[1]), other, `o-${surface.what.replaceAll(' ', '-')}`),
      ];
      expect([round, ofHidden.status]).toEqual([round, surface.is]);
      expect(anonymous(ofHidden, hidden)).toEqual(anonymous(ofOther, other));
    }
  });

  it('tells nothing as a claim id that is chosen, nor as a document that is named with it', async () => {
    const path = `/v1/orders/${there['completed order'] ?? ''}/claims`;
    const customer = 'dev-customer:cust-1';
    const answers = async (change: (id: string) => Json, ids: readonly string[]) =>
      Promise.all(ids.map(async (id) => anonymous(await edge.post(path, customer, await claimed(change(id))()), id)));
    const [hiddenClaim, ownClaim] = await answers((claimId) => ({ claimId }), [there['hidden claim'] ?? '', there['own claim'] ?? '']);
    expect(hiddenClaim).toMatchObject({ status: 422 });
    expect(hiddenClaim).toEqual(ownClaim);
    const [hiddenDocument, none] = await answers((id) => ({ documentIds: [id] }), [there['hidden document'] ?? '', 'doc-none']);
    expect(hiddenDocument).toMatchObject({ status: 422 });
    expect(hiddenDocument).toEqual(none);
  });

  it('tells nothing as a service job of others', async () => {
    const imported = async (serviceJobId: string) =>
      JSON.parse(
        JSON.stringify((await edge.post('/v1/imports/service-jobs', key, { payload: job(serviceJobId, 'seller-2') })).body).replaceAll(
          serviceJobId,
          'ID',
        ),
      ) as unknown;
    expect(await imported('JOB-HIDDEN')).toEqual(await imported('JOB-NONE'));
  });

  it('is no provider to replace', async () => {
    const { status, body } = await edge.put('/v1/providers/prov-uk', key, { ...REGISTERED, marketplaceIds: ['US'] });
    const absent = await edge.get(`/v1/providers/${newId('prov')}`, key);
    expect([status, body['code'], body['detail']]).toEqual([404, absent.body['code'], absent.body['detail']]);
  });
});

const fixed = (surface: Surface, body: Json): Surface => ({ ...surface, body: () => body });
