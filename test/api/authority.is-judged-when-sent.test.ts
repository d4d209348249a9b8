// Goal: a right that was lost before a command is sent is 403, kept as the command's outcome, for who repeats it and for who asks how it
// ended; what a key or a token loses by running out after the receipt counts for nothing.
// Method: over HTTP, with keys and with a gateway that is silent until the right is gone; on open and ended orders and on claims.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { keyedCommandId } from '../../api/http/request.ts';
import { createReconciler } from '../../commands/recovery/reconciler.ts';
import { createCommandService } from '../../commands/send.ts';
import { claimTermsIn, loadPolicies, marketplaceNamesIn } from '../../policies/registry.ts';
import type { ApiKey, NewApiKey, Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { completed, newClaim, uploaded } from './support/claims.ts';
import { type Answer, type Edge, openEdge } from './support/edge.ts';
import { CUSTOMER, command, given, newId, PROVIDER, REGISTERED, register, SUPPORT, SYSTEM } from './support/orders.ts';

const policies = loadPolicies();
const NEW_PROVIDER = 'dev-provider:prov-2';
const FORBIDDEN = { status: 403, code: 'forbidden' };

let store: Store;
let edge: Edge;
/** What was done to a key in the database since it was made. */
const changed = new Map<string, Partial<ApiKey>>();

beforeAll(async () => {
  store = await openMemoryStore({ claimTermsOf: claimTermsIn(policies) });
  const find: Store['keys']['find'] = async (keyId) => {
    const row = await store.keys.find(keyId);
    return row && { ...row, ...changed.get(keyId) };
  };
  const withChanges: Store = { ...store, keys: { ...store.keys, find } };
  // The app remembers a key for some seconds: it lets in what the store would not, so what was lost is lost where it is sent.
  edge = await openEdge(
    (deps) => ({ ...deps, authenticators: [keyAuthenticator({ ...deps, policies, nowMs: () => 0 })] }),
    {},
    withChanges,
  );
  await register(edge);
  await register(edge, 'prov-2');
});
afterAll(async () => {
  await edge.close();
  await store.close();
});

interface Key {
  readonly key: string;
  readonly keyId: string;
}

async function made(name: string, scope: NewApiKey['scope'] = { sellerIds: [], marketplaceIds: [] }): Promise<Key> {
  const result = await store.keys.create({ name, role: 'system', subject: name, scope, expiresAt: null });
  if (!result.ok) throw new Error(result.why);
  await edge.get('/v1/policies', result.key);
  return { key: result.key, keyId: result.row.keyId };
}

const newName = (): string => newId('shop');

async function reconciled(): Promise<void> {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const sender = createCommandService({ store: edge.store, gateway: edge.gateway, logger, marketplaceNames: marketplaceNamesIn(policies) });
  await createReconciler({ store: edge.store, sender, gateway: edge.gateway, logger, resendAfterMs: 0 }).once();
}

/** Takes what is given while nobody decides; then the reconciler has it decided. */
async function whileSilent(work: () => Promise<void>): Promise<void> {
  edge.gateway.isSilent = true;
  await work();
  edge.gateway.isSilent = false;
  await reconciled();
}

const idOf = (role: 'system' | 'provider', subject: string, path: string, idempotencyKey: string): string =>
  keyedCommandId({ caller: { role, subject }, method: 'POST', path, idempotencyKey }) ?? '';

const shown = ({ status, body }: Answer): unknown => ({ status, code: body['code'] });

/** An order that is history, with all that a seller's claim needs. */
async function orders(sellerId: string): Promise<{ readonly open: string; readonly ended: string; readonly claim: string }> {
  const open = await given(edge, { sellerId });
  const ended = await completed(edge, { sellerId });
  await command(edge, ended, 'advance-clock', SYSTEM, { by: 'P60D' });
  await edge.put('/v1/providers/prov-1', SYSTEM, {
    ...REGISTERED,
    serviceGuarantee: { enrolled: true, parameters: [{ name: 'FIXING', value: '30 days' }] },
  });
  const sold = await completed(edge, { sellerId, marketplaceId: 'IN', price: { amountMinor: 900_000, currency: 'INR' } });
  const receiptDocumentId = await uploaded(edge, SYSTEM);
  const claim = await newClaim(edge, { claimant: { role: 'SELLER', id: sellerId }, receiptDocumentId });
  const filed = await edge.post(`/v1/orders/${sold}/claims`, SYSTEM, claim);
  if (filed.status !== 201) throw new Error(JSON.stringify(filed.body));
  return { open, ended, claim: String(filed.body['claimId']) };
}

describe.each([
  ['was revoked', { revokedAt: 1 }],
  ['is for another seller now', { scope: { sellerIds: ['seller-9'], marketplaceIds: [] } }],
  ['is for another marketplace now', { scope: { sellerIds: [], marketplaceIds: ['UK'] } }],
] as const)('a key that %s', (_how, change: Partial<ApiKey>) => {
  it('decides nothing on open and ended orders and on claims, and that is kept', async () => {
    const { open, ended, claim } = await orders('seller-1');
    const name = newName();
    const lost = await made(name);
    const kept = await made(name);
    changed.set(lost.keyId, change);
    for (const [path, body] of [
      [`/v1/orders/${open}/commands/amend`, { locale: 'es-US' }],
      [`/v1/orders/${open}/commands`, { commands: [{ command: 'amend', body: { locale: 'en-US' } }] }],
      [`/v1/orders/${ended}/commands/rate`, { stars: 5 }],
      [`/v1/claims/${claim}/commands/withdraw`, {}],
    ] as const) {
      const first = await edge.post(path, lost.key, body, { 'idempotency-key': path });
      expect([path, shown(first)]).toEqual([path, FORBIDDEN]);
      const repeated = await edge.post(path, kept.key, body, { 'idempotency-key': path });
      expect([path, shown(repeated), repeated.headers.get('idempotency-replayed')]).toEqual([path, FORBIDDEN, 'true']);
      const asked = await edge.get(`/v1/commands/${idOf('system', name, path, path)}`, kept.key);
      expect([path, asked.body]).toMatchObject([path, { outcome: 'REFUSED', ...FORBIDDEN }]);
      // Whoever has lost nothing goes on.
      expect([path, (await edge.post(path, kept.key, body)).status]).toEqual([path, 200]);
    }
  });

  it('loses also what waits', async () => {
    const name = newName();
    const { key, keyId } = await made(name);
    const kept = await made(name);
    const orderId = await given(edge, { sellerId: 'seller-1' });
    const path = `/v1/orders/${orderId}/commands/cancel`;
    let pending: Answer | null = null;
    await whileSilent(async () => {
      pending = await edge.post(path, key, { reasonCode: 'MARKETPLACE_ERROR' });
      changed.set(keyId, change);
    });
    expect(pending).toMatchObject({ status: 202 });
    const id = String((pending as unknown as Answer).body['commandId']);
    expect((await edge.get(`/v1/commands/${id}`, kept.key)).body).toMatchObject({ outcome: 'REFUSED', ...FORBIDDEN });
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body).toMatchObject({ state: 'SCHEDULED' });
  });
});

describe('a key that', () => {
  it.each([
    ['ran out after the receipt', {}, { expiresAt: 1 }],
    ['names its marketplace by another name', { sellerIds: ['seller-1'], marketplaceIds: ['ATVPDKIKX0DER'] }, {}],
  ] as const)('%s has lost nothing', async (_how, scope, change) => {
    const { key, keyId } = await made(newName(), { sellerIds: [], marketplaceIds: [], ...scope });
    const orderId = await given(edge, { sellerId: 'seller-1' });
    let pending: Answer | null = null;
    await whileSilent(async () => {
      pending = await edge.post(`/v1/orders/${orderId}/commands/cancel`, key, { reasonCode: 'MARKETPLACE_ERROR' });
      changed.set(keyId, change);
    });
    const id = String((pending as unknown as Answer).body['commandId']);
    expect((await edge.get(`/v1/commands/${id}`, SUPPORT)).body).toMatchObject({ outcome: 'ACCEPTED' });
  });
});

describe('a provider that loses the order while its command waits', () => {
  it('is told so, by the command and by its repeat, and nobody is charged', async () => {
    const orderId = await given(edge);
    const path = `/v1/orders/${orderId}/commands/cancel`;
    const cancel = (token: string, more = {}) =>
      edge.post(path, token, { reasonCode: 'PROVIDER_UNAVAILABLE', ...more }, { 'idempotency-key': `k-${orderId}` });
    const onBehalfOf = { role: 'PROVIDER', id: 'prov-1' };
    await whileSilent(async () => {
      const reassigned = await command(edge, orderId, 'reassign-provider', SUPPORT, { providerId: 'prov-2', reason: 'ill' });
      expect(reassigned.status).toBe(202);
      expect((await cancel(PROVIDER)).status).toBe(202);
      expect((await cancel(SUPPORT, { onBehalfOf })).status).toBe(202);
    });
    const asked = await edge.get(`/v1/commands/${idOf('provider', 'prov-1', path, `k-${orderId}`)}`, PROVIDER);
    expect(asked.body).toMatchObject({ outcome: 'REFUSED', ...FORBIDDEN });
    expect(JSON.stringify(asked.body)).not.toContain('prov-2');
    for (const repeated of [await cancel(PROVIDER), await cancel(SUPPORT, { onBehalfOf })]) {
      expect([shown(repeated), repeated.headers.get('idempotency-replayed')]).toEqual([FORBIDDEN, 'true']);
    }
    // What is new is judged by what it sees now.
    expect((await edge.post(path, PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' })).status).toBe(404);
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).status).toBe(404);
    expect((await edge.get(`/v1/orders/${orderId}`, NEW_PROVIDER)).body).toMatchObject({ state: 'SCHEDULED', fees: [] });
  });

  it('says what it had sent before is its own to repeat, with the key alone', async () => {
    const orderId = await given(edge);
    const note = () => command(edge, orderId, 'complete', PROVIDER, {}, { 'idempotency-key': `n-${orderId}` });
    expect((await note()).status).toBe(409);
    await command(edge, orderId, 'reassign-provider', SUPPORT, { providerId: 'prov-2', reason: 'ill' });
    const repeated = await note();
    expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([409, 'true']);
    expect((await command(edge, orderId, 'complete', 'dev-provider:prov-3', {}, { 'idempotency-key': `n-${orderId}` })).status).toBe(404);
  });
});

describe('a provider that lost the order after its command was accepted', () => {
  it('gets the first answer again, without what it may not read any more', async () => {
    const orderId = await given(edge);
    const assign = () =>
      command(edge, orderId, 'assign-technicians', PROVIDER, { technicianIds: ['tech-1'] }, { 'idempotency-key': `a-${orderId}` });
    const first = await assign();
    expect([first.status, first.body['outcome']]).toEqual([200, 'ACCEPTED']);
    await command(edge, orderId, 'reassign-provider', SUPPORT, { providerId: 'prov-2', reason: 'ill' });
    const repeated = await assign();
    expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(repeated.body).toMatchObject({ outcome: 'ACCEPTED', decision: first.body['decision'] });
    expect(repeated.body).not.toHaveProperty('order');
    expect(JSON.stringify(repeated.body)).not.toContain('prov-2');
  });
});

describe('a quote', () => {
  const quote = (orderId: string, token: string, body: object) => edge.post(`/v1/orders/${orderId}/cancellation-quotes`, token, body);

  it('is that of the command, also for whom support speaks', async () => {
    const orderId = await given(edge);
    const told = { reasonCode: 'PARTS_MISSING', onBehalfOf: { role: 'PROVIDER', id: 'prov-1' } };
    expect((await quote(orderId, SUPPORT, { reasonCode: 'PARTS_MISSING' })).body).toMatchObject({ feeStatus: null });
    const { body } = await quote(orderId, SUPPORT, told);
    expect(body).toMatchObject({ feeStatus: 'REVIEW' });
    expect((await command(edge, orderId, 'cancel', SUPPORT, { ...told, quoteId: body['quoteId'] })).status).toBe(200);
  });

  it('is refused as the command would be', async () => {
    const orderId = await given(edge);
    const onBehalfOf = { role: 'PROVIDER', id: 'prov-9' };
    expect((await quote(orderId, SUPPORT, { reasonCode: 'CUSTOMER_REQUEST', onBehalfOf })).status).toBe(422);
    expect((await quote(orderId, CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST', onBehalfOf })).status).toBe(403);
  });
});
