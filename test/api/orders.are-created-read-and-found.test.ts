// Goal: orders come into being once, are read whole and are found by those who may see them.
// Method: the real app over HTTP with a real store; every answer is compared with the reference on the way (support/edge.ts).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Edge, items, type Json, openEdge } from './support/edge.ts';
import {
  AUDITOR,
  CUSTOMER,
  command,
  daysAhead,
  given,
  INSPECTED,
  newId,
  newOrder,
  PROVIDER,
  play,
  register,
  SUPPORT,
  SYSTEM,
  TO_COMPLETED,
  TO_FINISHED,
  TO_ON_SITE,
} from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

const pointers = (body: Json): unknown => (body['errors'] as readonly Json[] | undefined)?.map(({ pointer }) => pointer);

describe('creating an order', () => {
  it('answers 201 with Location, ETag and the order', async () => {
    const { appointment, ...order } = newOrder();
    const { status, headers, body } = await edge.post('/v1/orders', SYSTEM, { ...order, appointment });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/orders/${String(order['orderId'])}`);
    expect(headers.get('etag')).toBe(`"v${String(body['version'])}"`);
    expect(body).toMatchObject({
      ...order,
      state: 'SCHEDULED',
      visitKind: 'SERVICE',
      policy: { id: 'home-services-us' },
      claims: [],
      sandbox: false,
    });
    expect(body['appointments']).toMatchObject([{ ...(appointment as Json), status: 'ACTIVE' }]);
  });

  it('makes an id where none was chosen, and needs no appointment', async () => {
    const { orderId: _id, appointment: _none, ...order } = newOrder();
    const { status, body } = await edge.post('/v1/orders', SUPPORT, order);
    expect(status).toBe(201);
    expect(body).toMatchObject({ orderId: expect.stringMatching(/^[A-Za-z0-9_-]{1,100}$/), state: 'REQUESTED' });
  });

  it('answers the same body again with 200 and the order', async () => {
    const order = newOrder();
    await edge.post('/v1/orders', SYSTEM, order);
    const { status, body, headers } = await edge.post('/v1/orders', SYSTEM, order);
    expect(status).toBe(200);
    expect(body['orderId']).toBe(order['orderId']);
    expect(headers.get('idempotency-replayed')).toBeNull();
  });

  it('refuses another body under a taken id', async () => {
    const order = newOrder();
    await edge.post('/v1/orders', SYSTEM, order);
    const { status, body } = await edge.post('/v1/orders', SYSTEM, { ...order, sellerId: 'seller-9' });
    expect([status, body['code']]).toEqual([409, 'order_exists']);
  });

  it('makes one order of twenty requests at once', async () => {
    const order = newOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => edge.post('/v1/orders', SYSTEM, order)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  });

  it.each<readonly [string, Json, string]>([
    ['an unknown marketplace', { marketplaceId: 'ATLANTIS' }, '/marketplaceId'],
    ['an unknown provider', { providerId: 'prov-unknown' }, '/providerId'],
    ['an unknown document', { agreedTerms: { documentId: 'doc-1', remedies: ['REDO'] } }, '/agreedTerms/documentId'],
    ['another currency', { price: { amountMinor: 100, currency: 'EUR' } }, '/price/currency'],
    ['a start in the past', { appointment: { startTime: '2020-01-15T10:00:00Z', durationInMinutes: 60 } }, '/appointment/startTime'],
    ['a start 400 days ahead', { appointment: { startTime: daysAhead(400), durationInMinutes: 60 } }, '/appointment/startTime'],
    ['a day that no calendar has', { appointment: { startTime: '2027-02-30T10:00:00Z', durationInMinutes: 60 } }, '/appointment/startTime'],
    ['a time without an offset', { appointment: { startTime: '2027-02-20T10:00:00', durationInMinutes: 60 } }, '/appointment/startTime'],
    ['an offset as a zone', { serviceLocation: { type: 'ONLINE', timeZone: '+02:00' } }, '/serviceLocation/timeZone'],
    ['a visit without an address', { serviceLocation: { type: 'IN_HOME', timeZone: 'America/Chicago' } }, '/serviceLocation/address'],
    ['a negative price', { price: { amountMinor: -1, currency: 'USD' } }, '/price/amountMinor'],
    ['an id with a slash', { orderId: 'so/1' }, '/orderId'],
  ])('refuses %s', async (_what, change, pointer) => {
    const { status, body } = await edge.post('/v1/orders', SYSTEM, newOrder(change));
    expect([status, body['code'], pointers(body)]).toEqual([422, 'invalid_request', [pointer]]);
  });

  it('refuses a field that it does not know', async () => {
    const { status, body } = await edge.post('/v1/orders', SYSTEM, newOrder({ colour: 'red' }));
    expect([status, body['code']]).toEqual([422, 'invalid_request']);
  });

  it('refuses a provider that does not serve the marketplace', async () => {
    await edge.put('/v1/providers/prov-uk', SYSTEM, { name: 'UK only', marketplaceIds: ['UK'], technicians: [] });
    const { status, body } = await edge.post('/v1/orders', SYSTEM, newOrder({ providerId: 'prov-uk' }));
    expect([status, pointers(body)]).toEqual([422, ['/providerId']]);
  });

  it.each([CUSTOMER, PROVIDER, AUDITOR])('is not for %s', async (token) => {
    const { status, body } = await edge.post('/v1/orders', token, newOrder());
    expect([status, body['code']]).toEqual([403, 'forbidden']);
  });

  it('takes a test clock only where test clocks are switched on', async () => {
    const without = await openEdge((deps) => ({ ...deps, sandbox: false }));
    try {
      await register(without);
      const refused = await without.post('/v1/orders', SYSTEM, newOrder({ sandbox: true }));
      expect([refused.status, pointers(refused.body)]).toEqual([422, ['/sandbox']]);
      expect((await without.post('/v1/orders', SYSTEM, newOrder({ sandbox: false }))).status).toBe(201);
    } finally {
      await without.close();
    }
    expect((await edge.post('/v1/orders', SYSTEM, newOrder({ sandbox: true }))).body).toMatchObject({ sandbox: true });
  });

  it('exists although no workflow can be started', async () => {
    const broken = await openEdge((deps) => ({
      ...deps,
      commands: { ...deps.commands, begin: () => Promise.reject(new Error('no engine')) },
    }));
    try {
      await register(broken);
      expect((await broken.post('/v1/orders', SYSTEM, newOrder())).status).toBe(201);
    } finally {
      await broken.close();
    }
  });
});

describe('reading an order', () => {
  it('gives the version as a tag, and is kept by no cache', async () => {
    const orderId = await given(edge);
    const { headers, body } = await edge.get(`/v1/orders/${orderId}`, SUPPORT);
    expect(headers.get('etag')).toBe(`"v${String(body['version'])}"`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([CUSTOMER, PROVIDER, SUPPORT, AUDITOR, SYSTEM])('is open to %s', async (token) => {
    const orderId = await given(edge);
    expect((await edge.get(`/v1/orders/${orderId}`, token)).status).toBe(200);
  });

  it.each(['dev-customer:cust-2', 'dev-provider:prov-2', 'dev-customer'])(
    'is 404 for %s, like an order that is not there',
    async (token) => {
      const orderId = await given(edge);
      const hidden = await edge.get(`/v1/orders/${orderId}`, token);
      const absent = await edge.get('/v1/orders/so-absent', token);
      expect([hidden.status, absent.status]).toEqual([404, 404]);
      expect(hidden.body['detail']).toBe(absent.body['detail']);
    },
  );

  it('tells every requirement of completion by the function that the command uses', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ...TO_FINISHED);
    const check = await edge.get(`/v1/orders/${orderId}/completion-check`, PROVIDER);
    expect(check.body).toMatchObject({ passed: false });
    const failing = (check.body['requirements'] as readonly Json[]).filter(({ verdict }) => verdict === 'FAILED').map(({ id }) => id);
    const refused = await command(edge, orderId, 'complete', PROVIDER);
    expect((refused.body['unmet'] as readonly Json[]).map(({ id }) => id)).toEqual(failing);
    await play(edge, orderId, ...TO_COMPLETED.slice(TO_FINISHED.length));
    expect((await edge.get(`/v1/orders/${orderId}/completion-check`, CUSTOMER)).body).toMatchObject({ passed: true });
  });

  it('tells what its caller can do, with a schema of each body', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ...TO_ON_SITE);
    const actions = items(await edge.get(`/v1/orders/${orderId}/actions`, PROVIDER));
    expect(actions.find((one) => one['command'] === 'record-inspection')).toMatchObject({
      enabled: true,
      bodySchema: { type: 'object', additionalProperties: false, required: expect.arrayContaining(['buyerPresent', 'manual', 'items']) },
    });
    expect(actions.find((one) => one['command'] === 'start-work')).toMatchObject({ enabled: false, unmet: [{ id: 'inspection.passed' }] });
    expect(actions.map((one) => one['command'])).not.toContain('waive');
    expect(items(await edge.get(`/v1/orders/${orderId}/actions`, AUDITOR))).toEqual([]);
  });

  it('shows arrive as open where the technicians are cleared', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, TO_ON_SITE[0]);
    const { body } = await edge.get(`/v1/orders/${orderId}`, PROVIDER);
    expect((body['allowedActions'] as readonly Json[]).find((one) => one['command'] === 'arrive')).toMatchObject({ enabled: true });
  });

  it('quotes a cancellation and changes nothing', async () => {
    const orderId = await given(edge);
    const quote = await edge.post(`/v1/orders/${orderId}/cancellation-quotes`, PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' });
    expect(quote.body).toMatchObject({ fee: { amountMinor: expect.any(Number), currency: 'USD' }, attributedTo: 'PROVIDER' });
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body).toMatchObject({ state: 'SCHEDULED', fees: [] });
    const cancelled = await command(edge, orderId, 'cancel', PROVIDER, {
      reasonCode: 'PROVIDER_UNAVAILABLE',
      quoteId: quote.body['quoteId'],
    });
    expect(cancelled.body).toMatchObject({ order: { state: 'CANCELLED', fees: [{ status: 'PROPOSED', amount: quote.body['fee'] }] } });
    expect(items(await edge.get(`/v1/orders/${orderId}/fees`, PROVIDER))).toMatchObject([{ status: 'PROPOSED', entries: [] }]);
    const late = await edge.post(`/v1/orders/${orderId}/cancellation-quotes`, PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' });
    expect([late.status, late.body['code']]).toEqual([409, 'not_allowed_now']);
  });

  it('refuses to quote for a reason that the policy does not know, and to an auditor', async () => {
    const path = `/v1/orders/${await given(edge)}/cancellation-quotes`;
    expect((await edge.post(path, CUSTOMER, { reasonCode: 'BORED' })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/reasonCode' }],
    });
    expect((await edge.post(path, AUDITOR, { reasonCode: 'CUSTOMER_REQUEST' })).status).toBe(403);
  });

  it('has a timeline of every event, chained, also as of an earlier time', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ...TO_ON_SITE, ['record-inspection', PROVIDER, INSPECTED]);
    const all = items(await edge.get(`/v1/orders/${orderId}/timeline`, CUSTOMER));
    expect(all.map(({ type }) => type)).toEqual([
      'ORDER_CREATED',
      'APPOINTMENT_SCHEDULED',
      'TECHNICIANS_ASSIGNED',
      'ARRIVED',
      'INSPECTION_RECORDED',
    ]);
    all.slice(1).forEach((entry, index) => {
      expect(entry['previousHash']).toBe(all[index]?.['hash']);
    });
    expect(all[3]).toMatchObject({ sequence: 4, actor: { role: 'provider', id: 'prov-1' }, command: 'arrive' });
    expect(items(await edge.get(`/v1/orders/${orderId}/timeline?asOf=2020-01-01T00:00:00Z`, CUSTOMER))).toEqual([]);
    expect((await edge.get(`/v1/orders/${orderId}/timeline?asOf=yesterday`, CUSTOMER)).status).toBe(422);
  });
});

describe('the list of orders', () => {
  it('finds by state, hold, provider, customer, words and deadline, within what the caller sees', async () => {
    const title = newId('Shelf');
    const scopeOfWork = { title, items: [{ itemId: 'a', description: 'Put it up' }] };
    const one = await given(edge, { scopeOfWork });
    const other = await given(edge, {
      scopeOfWork,
      customer: { customerId: 'cust-2', name: 'Kim', locale: 'en-US' },
      appointment: undefined,
    });
    const found = async (query: string, token = SUPPORT): Promise<unknown> =>
      items(await edge.get(`/v1/orders?q=${title}&${query}`, token)).map(({ orderId }) => orderId);
    expect(await found('')).toEqual([other, one]);
    expect(await found('state=REQUESTED')).toEqual([other]);
    expect(await found('waitingFor=PROVIDER')).toEqual(await found('state=SCHEDULED'));
    expect(await found('customerId=cust-2')).toEqual([other]);
    expect(await found('providerId=prov-2')).toEqual([]);
    expect(await found('hold=DEFECT')).toEqual([]);
    expect(await found('dueBefore=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await found('', CUSTOMER)).toEqual([one]);
    expect(await found('customerId=cust-2', CUSTOMER)).toEqual([]);
    expect(await found('', PROVIDER)).toEqual([other, one]);
    expect(await found('', 'dev-provider:prov-2')).toEqual([]);
  });

  it('is read page by page, each order once', async () => {
    const title = newId('Paged');
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push(await given(edge, { scopeOfWork: { title, items: [{ itemId: 'a', description: 'x' }] } }));
    for (const sort of ['-createdAt', 'nextDeadline']) {
      const seen: unknown[] = [];
      let cursor = '';
      do {
        const page = await edge.get(`/v1/orders?q=${title}&limit=2&sort=${sort}${cursor}`, SUPPORT);
        seen.push(...items(page).map(({ orderId }) => orderId));
        cursor = typeof page.body['nextCursor'] === 'string' ? `&cursor=${page.body['nextCursor']}` : '';
      } while (cursor !== '');
      expect(new Set(seen)).toEqual(new Set(made));
      expect(seen).toHaveLength(made.length);
    }
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1&limit=2',
    'cursor=nonsense',
    'state=LOST',
    'sort=price',
    'colour=red',
    'q=',
    'dueBefore=2027-02-30T00:00:00Z',
  ])('refuses ?%s', async (query) => {
    expect((await edge.get(`/v1/orders?${query}`, SUPPORT)).body).toMatchObject({ status: 422, code: 'invalid_request' });
  });
});
