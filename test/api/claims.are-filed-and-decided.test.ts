// Goal: over HTTP a claim is filed, explained, decided and settled as the contract has it, and refused by its named codes.
// Method: the real app and store, the rules behind the gateway's port; the way on a real server is tested in test/workflows.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completed, filed, newClaim, uploaded } from './support/claims.ts';
import { type Answer, type Edge, type Json, openEdge } from './support/edge.ts';
import { AUDITOR, CUSTOMER, command, given, PROVIDER, REGISTERED, register, SUPERVISOR, SUPPORT, SYSTEM } from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

const tell = (
  claimId: string,
  name: string,
  token: string,
  body: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => edge.post(`/v1/claims/${claimId}/commands/${name}`, token, body, headers);

const refund = { outcome: 'APPROVED', remedy: 'REFUND', amount: { amountMinor: 5_000, currency: 'USD' }, reason: 'The photo shows it.' };

describe('a claim over HTTP', () => {
  it('is filed, answered by the partner, decided with its reason, and settled by the claimant', async () => {
    const orderId = await completed(edge);
    const answer = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge, { claimId: `cl-${orderId}` }));
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/claims/cl-${orderId}`]);
    expect(answer.body).toMatchObject({ claimId: `cl-${orderId}`, state: 'AWAITING_PARTNER', claimant: { name: 'Dana Example' } });
    const claimId = String(answer.body['claimId']);
    expect((await tell(claimId, 'respond', PROVIDER, { position: 'CONTEST', text: 'It hung straight.' })).status).toBe(200);
    expect((await tell(claimId, 'investigate', 'dev-support:claims-1')).body).toMatchObject({ claim: { state: 'INVESTIGATING' } });
    const decided = await tell(claimId, 'decide', 'dev-support:claims-1', refund);
    expect(decided.body).toMatchObject({
      outcome: 'ACCEPTED',
      decision: { policyVersion: '2026.1' },
      claim: {
        state: 'DECIDED',
        decision: { outcome: 'APPROVED', remedy: 'REFUND', reason: 'The photo shows it.', decidedBy: 'claims-1' },
      },
    });
    expect((await tell(claimId, 'settle', CUSTOMER, { note: 'Paid in cash.' })).body).toMatchObject({ claim: { state: 'SETTLED' } });
    const { body } = await edge.get(`/v1/claims/${claimId}/timeline`, AUDITOR);
    expect((body['items'] as { type: string }[]).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CLAIM_OPENED', 'PARTNER_ANSWERED', 'CLAIM_DECIDED', 'CLAIM_SETTLED']),
    );
  });

  it('is explained before it is filed by the conditions that refuse it afterwards', async () => {
    const orderId = await completed(edge);
    const before = await edge.get(`/v1/orders/${orderId}/claim-eligibility?claimantRole=CUSTOMER`, CUSTOMER);
    expect(before.body).toMatchObject({ eligible: 'REQUIRES_ACTION', closesAt: expect.any(String) });
    const ids = (before.body['conditions'] as { id: string }[]).map(({ id }) => id);
    const { receiptDocumentId: _none, ...bare } = await newClaim(edge);
    const refused = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, bare);
    expect([refused.status, refused.body['code']]).toEqual([422, 'claim_not_eligible']);
    expect((refused.body['conditions'] as { id: string }[]).map(({ id }) => id)).toEqual(ids);
    expect((await edge.get(`/v1/orders/${orderId}/claim-eligibility?claimantRole=SELLER`, SYSTEM)).body['eligible']).toBe('NO');
    const { body } = await edge.get(`/v1/orders/${orderId}/timeline`, SUPPORT);
    expect((body['items'] as { type: string }[]).at(-1)).toMatchObject({ type: 'CLAIM_REFUSED', because: ['documents.complete'] });
  });

  it.each([
    ['before the order is completed', () => given(edge)],
    [
      'after the order was cancelled',
      async () => {
        const orderId = await given(edge);
        await edge.post(`/v1/orders/${orderId}/commands/cancel`, CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' });
        return orderId;
      },
    ],
  ])('is not eligible %s', async (_when, order) => {
    const { status, body } = await edge.post(`/v1/orders/${await order()}/claims`, CUSTOMER, await newClaim(edge));
    expect([status, body['code']]).toEqual([422, 'claim_not_eligible']);
  });

  it('is the claimant’s own: of nobody else’s order, and not for whoever does not claim', async () => {
    const orderId = await completed(edge);
    const path = `/v1/orders/${orderId}/claims`;
    const stranger = await edge.post(path, 'dev-customer:cust-other', await newClaim(edge));
    const other = await edge.post(path, SUPPORT, await newClaim(edge, { claimant: { role: 'CUSTOMER', id: 'cust-other' } }));
    expect([stranger.status, other.status]).toEqual([404, 404]);
    for (const token of [PROVIDER, AUDITOR]) expect((await edge.post(path, token, await newClaim(edge))).status).toBe(403);
    const foreign = await uploaded(edge, 'dev-customer:cust-other', { kind: 'OTHER' });
    const named = await edge.post(path, CUSTOMER, await newClaim(edge, { documentIds: [foreign] }));
    expect([named.status, named.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/documentIds/0' })]]);
  });

  it('is answered once: a repeat gets the same answer, and a second claim hears that one is open', async () => {
    const orderId = await completed(edge);
    const body = await newClaim(edge);
    const key = { 'idempotency-key': `claim-${orderId}` };
    const first = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, body, key);
    const again = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, body, key);
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(again.body['claimId']).toBe(first.body['claimId']);
    const second = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge));
    expect([second.status, second.body['code']]).toEqual([422, 'claim_not_eligible']);
  });

  it('has an id of its own: of two orders that name one at once, one gets it', async () => {
    const orders = [await completed(edge), await completed(edge)];
    const claimId = `cl-${String(orders[0])}`;
    const bodies = [await newClaim(edge, { claimId }), await newClaim(edge, { claimId })];
    const answers = await Promise.all(orders.map((orderId, index) => edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, bodies[index])));
    const refused = answers.find(({ status }) => status !== 201);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(refused?.body['errors']).toEqual([expect.objectContaining({ pointer: '/claimId' })]);
  });

  it('that nobody can judge now is kept with its receipt', async () => {
    const orderId = await completed(edge);
    const body = await newClaim(edge);
    edge.gateway.isSilent = true;
    const pending = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, body, { 'idempotency-key': `p-${orderId}` });
    edge.gateway.isSilent = false;
    expect([pending.status, pending.body]).toEqual([
      202,
      { outcome: 'PENDING', commandId: expect.any(String), receivedAt: expect.any(String) },
    ]);
    expect((await edge.get(String(pending.headers.get('location')), CUSTOMER)).body).toEqual(pending.body);
  });

  it('is decided by somebody who decided nothing on the order, and a large amount by two people', async () => {
    const orderId = await completed(edge);
    const { status, body } = await edge.post(`/v1/orders/${orderId}/claims`, 'dev-support:filer', {
      ...(await newClaim(edge, { receiptDocumentId: await uploaded(edge, 'dev-support:filer') })),
    });
    expect(status).toBe(201);
    const claimId = String(body['claimId']);
    await tell(claimId, 'respond', SUPPORT, { position: 'ACCEPT', text: 'Right.', onBehalfOf: { role: 'PROVIDER', id: 'prov-1' } });
    await tell(claimId, 'investigate', 'dev-support:claims-1');
    const own = await tell(claimId, 'decide', 'dev-support:filer', refund);
    expect([own.status, own.body['code']]).toEqual([409, 'not_allowed_now']);
    const above = await tell(claimId, 'decide', 'dev-support:claims-1', { ...refund, amount: { amountMinor: 99_999_99, currency: 'USD' } });
    expect(above.status).toBe(422);
    const large = await tell(claimId, 'decide', 'dev-support:claims-1', { ...refund, amount: { amountMinor: 12_000, currency: 'USD' } });
    expect(large.body).toMatchObject({ warnings: [{ code: 'NEEDS_CONFIRMATION' }], claim: { state: 'INVESTIGATING' } });
    expect((await tell(claimId, 'confirm-decision', 'dev-supervisor:claims-1')).status).toBe(409);
    expect((await tell(claimId, 'confirm-decision', SUPERVISOR)).body).toMatchObject({ claim: { state: 'DECIDED' } });
  });

  it('knows its version, its callers and its commands', async () => {
    const claimId = await filed(edge, await completed(edge));
    const { headers } = await edge.get(`/v1/claims/${claimId}`, CUSTOMER);
    const stale = await tell(claimId, 'withdraw', CUSTOMER, {}, { 'if-match': '"v1"' });
    expect([stale.status, headers.get('etag')]).toEqual([412, '"v2"']);
    for (const token of ['dev-customer:cust-other', 'dev-provider:prov-other'])
      expect((await edge.get(`/v1/claims/${claimId}`, token)).status).toBe(404);
    expect((await tell(claimId, 'withdraw', PROVIDER)).status).toBe(403);
    expect((await tell(claimId, 'withdraw', CUSTOMER, {}, { 'if-match': '"v2"' })).body).toMatchObject({ claim: { state: 'WITHDRAWN' } });
    expect((await tell(claimId, 'withdraw', CUSTOMER)).status).toBe(409);
  });

  it('is listed for those who may see it, and counted in the report', async () => {
    const { body: all } = await edge.get('/v1/claims?limit=2', SUPPORT);
    expect((all['items'] as unknown[]).length).toBe(2);
    const { body: next } = await edge.get(`/v1/claims?limit=2&cursor=${String(all['nextCursor'])}`, SUPPORT);
    expect(next['items']).not.toEqual(all['items']);
    expect((await edge.get('/v1/claims', 'dev-customer:cust-other')).body['items']).toEqual([]);
    const { body: open } = await edge.get('/v1/claims?state=WITHDRAWN', CUSTOMER);
    expect(open['items']).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'WITHDRAWN' })]));
    expect((await edge.get('/v1/claims?state=LOST', SUPPORT)).status).toBe(422);
    const { body: report } = await edge.get('/v1/reports/claims', SUPERVISOR);
    expect(report).toMatchObject({ decided: [{ programme: 'happiness-guarantee', outcome: 'APPROVED' }], withdrawn: 1, exceptions: 0 });
    expect((await edge.get('/v1/reports/claims', CUSTOMER)).status).toBe(403);
  });
});

describe('under the guarantee of the Indian marketplace', () => {
  const enrolled = { ...REGISTERED, serviceGuarantee: { enrolled: true, parameters: [{ name: 'FIXING', value: '30 days' }] } };
  const order = { marketplaceId: 'IN', sellerId: 'seller-1', price: { amountMinor: 900_000, currency: 'INR' } };
  const sellers = async (change: Json = {}): Promise<Json> =>
    newClaim(edge, {
      claimant: { role: 'SELLER', id: 'seller-1' },
      receiptDocumentId: await uploaded(edge, SYSTEM),
      ...change,
    });

  it('the seller claims through its backend where the partner was enrolled at completion, whatever it is afterwards', async () => {
    await edge.put('/v1/providers/prov-1', SYSTEM, enrolled);
    const orderId = await completed(edge, order);
    await register(edge);
    const { body } = await edge.get(`/v1/orders/${orderId}/claim-eligibility?claimantRole=SELLER`, SYSTEM);
    expect(body['conditions']).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'partner.enrolled', verdict: 'PASSED' })]));
    const filedBySeller = await edge.post(`/v1/orders/${orderId}/claims`, SYSTEM, await sellers());
    expect([filedBySeller.status, filedBySeller.body['programme']]).toEqual([201, 'service-guarantee']);
  });

  it('nobody claims where the partner was not enrolled, and not the customer', async () => {
    await register(edge);
    const orderId = await completed(edge, order);
    const refused = await edge.post(`/v1/orders/${orderId}/claims`, SYSTEM, await sellers());
    expect([refused.status, refused.body['code']]).toEqual([422, 'claim_not_eligible']);
    const byCustomer = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge));
    expect([byCustomer.status, byCustomer.body['code']]).toEqual([422, 'claim_not_eligible']);
    const inItsName = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await sellers());
    expect(inItsName.status).toBe(403);
  });

  it('a recorded issue proves that the partner was told first', async () => {
    await edge.put('/v1/providers/prov-1', SYSTEM, enrolled);
    const orderId = await completed(edge, order);
    await command(edge, orderId, 'raise-issue', CUSTOMER, { description: 'It hangs at an angle.' });
    const { raisedWithPartner: _word, ...bare } = await sellers();
    const { status, body } = await edge.post(`/v1/orders/${orderId}/claims`, SYSTEM, bare);
    expect([status, body['raisedWithPartner']]).toEqual([201, expect.objectContaining({ basis: 'RECORD' })]);
    await register(edge);
  });
});

it('there is no programme in the United Kingdom: no claim, and the answer says so', async () => {
  const orderId = await completed(edge, { marketplaceId: 'UK', price: { amountMinor: 9_000, currency: 'GBP' } });
  const { body } = await edge.get(`/v1/orders/${orderId}/claim-eligibility?claimantRole=CUSTOMER`, CUSTOMER);
  expect(body).toMatchObject({ eligible: 'NO', closesAt: null });
  const { status } = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge));
  expect(status).toBe(422);
});
