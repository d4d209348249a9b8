// Goal: a command is decided once, its answer is repeated as it was, and every refusal says why.
// Method: the real app, inbox and store over HTTP; the rules stand behind the gateway's port (support/in-process-gateway.ts).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Edge, type Json, openEdge } from './support/edge.ts';
import {
  AUDITOR,
  CUSTOMER,
  command,
  given,
  INSPECTED,
  PROVIDER,
  play,
  register,
  SUPERVISOR,
  SUPPORT,
  SYSTEM,
  TO_COMPLETED,
  TO_ON_SITE,
  TO_WORK,
} from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

const ASSIGN = { technicianIds: ['tech-1'] };
const key = (name: string): Json & Record<string, string> => ({ 'idempotency-key': name });

describe('a command', () => {
  it('is answered with its decision, its warnings and the order after it', async () => {
    const orderId = await given(edge);
    const { status, headers, body } = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"v3"');
    expect(body).toMatchObject({
      outcome: 'ACCEPTED',
      decision: { id: expect.any(String), policyVersion: expect.any(String), because: ['technicians.cleared'] },
      warnings: [],
      order: { orderId, version: 3, appointments: [{ technicianIds: ['tech-1'] }] },
    });
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).body['version']).toBe(3);
  });

  it('takes an empty body as well as {}', async () => {
    for (const body of [undefined, {}]) {
      const orderId = await given(edge);
      await play(edge, orderId, TO_ON_SITE[0]);
      expect((await command(edge, orderId, 'arrive', PROVIDER, body)).body).toMatchObject({
        outcome: 'ACCEPTED',
        order: { state: 'ON_SITE' },
      });
    }
  });

  it('tells a warning: an early arrival', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, TO_ON_SITE[0]);
    const { body } = await command(edge, orderId, 'arrive', PROVIDER);
    expect(body['warnings']).toEqual([{ code: expect.any(String), message: expect.any(String) }]);
  });

  it('is refused with one unmet condition for each failing check', async () => {
    const orderId = await given(edge);
    const { status, body } = await command(edge, orderId, 'assign-technicians', PROVIDER, { technicianIds: ['tech-2'] });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'not_allowed_now',
      unmet: [
        { id: 'technician.background_check', clearedBy: 'PROVIDER' },
        { id: 'technician.licence', clearedBy: 'PROVIDER' },
      ],
    });
  });

  it('says who decided first', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ['cancel', CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }]);
    const { body } = await command(edge, orderId, 'cancel', PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' });
    expect(body).toMatchObject({ code: 'not_allowed_now', decidedBy: 'customer:cust-1', decidedAt: expect.stringMatching(/Z$/) });
  });

  it('is 404 where there is no such command, order or way for a message', async () => {
    const orderId = await given(edge);
    expect((await command(edge, orderId, 'teleport', SUPPORT)).status).toBe(404);
    expect((await command(edge, orderId, 'send-message', SUPPORT, { purpose: 'QUESTION', text: 'x' })).status).toBe(404);
    expect((await command(edge, 'so-absent', 'arrive', PROVIDER)).status).toBe(404);
    expect((await command(edge, orderId, 'arrive', 'dev-provider:prov-2')).status).toBe(404);
  });

  it('refuses documents that were not uploaded for the order', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ...TO_WORK);
    const defect = {
      description: 'Dead pixels',
      cause: 'Panel',
      needed: 'Decision',
      customerNotified: { at: new Date().toISOString(), summary: 'Shown' },
      mediaAuthorised: true,
    };
    const refused = await command(edge, orderId, 'report-defect', PROVIDER, { ...defect, documentIds: ['doc-1'] });
    expect(refused.body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/documentIds/0', message: 'is not an uploaded document of this order' }],
    });
    expect((await command(edge, orderId, 'report-defect', PROVIDER, { ...defect, documentIds: [] })).status).toBe(200);
  });

  it('moves a test clock by exactly one of by and to, and only forward', async () => {
    const orderId = await given(edge, { sandbox: true });
    for (const body of [{}, { by: 'P1D', to: '2030-01-01T00:00:00Z' }, { by: 'P1M' }, { by: '-P1D' }, { to: '2020-01-01T00:00:00Z' }])
      expect((await command(edge, orderId, 'advance-clock', SYSTEM, body)).status).toBe(422);
    expect((await command(edge, orderId, 'advance-clock', SYSTEM, { by: 'P1D' })).status).toBe(200);
    const plain = await given(edge);
    expect((await command(edge, plain, 'advance-clock', SYSTEM, { by: 'P1D' })).body).toMatchObject({
      status: 409,
      unmet: [{ id: 'order.sandbox' }],
    });
  });
});

describe('the version', () => {
  it('must match where it is sent, else 412 says who changed the order and when', async () => {
    const orderId = await given(edge);
    const stale = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, { 'if-match': '"v1"' });
    expect(stale.body).toMatchObject({ status: 412, code: 'stale_version', changedBy: 'system:backend', changedAt: expect.any(String) });
    expect((await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, { 'if-match': '"v2"' })).status).toBe(200);
    expect((await command(edge, orderId, 'arrive', PROVIDER, {}, { 'if-match': '*' })).status).toBe(200);
  });

  it.each(['"v2", "v3"', '"v1","v2"', '"x", "v2"'])('matches one of the list %s', async (tags) => {
    const orderId = await given(edge);
    expect((await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, { 'if-match': tags })).status).toBe(200);
  });

  it.each(['v2', 'W/"v2"', '"x"', '"v1", "v3"', ',', '"v99999999999999999999"'])('does not match %s', async (tag) => {
    const orderId = await given(edge);
    expect((await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, { 'if-match': tag })).status).toBe(412);
  });
});

describe('an idempotency key', () => {
  it('repeats the first answer as of that version', async () => {
    const orderId = await given(edge);
    const first = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, key(`a-${orderId}`));
    await play(edge, orderId, ['arrive', PROVIDER]);
    const again = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, key(`a-${orderId}`));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(again.body).toMatchObject({
      decision: first.body['decision'],
      warnings: first.body['warnings'],
      order: { version: 3, state: 'SCHEDULED' },
    });
  });

  it('repeats a refusal although the order would allow it now', async () => {
    const orderId = await given(edge);
    const first = await command(edge, orderId, 'arrive', PROVIDER, {}, key(`r-${orderId}`));
    await play(edge, orderId, TO_ON_SITE[0]);
    const again = await command(edge, orderId, 'arrive', PROVIDER, {}, key(`r-${orderId}`));
    expect([first.status, again.status]).toEqual([409, 409]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await command(edge, orderId, 'arrive', PROVIDER)).status).toBe(200);
  });

  it('is refused for another body, command or order, and free for another caller', async () => {
    const orderId = await given(edge);
    const other = await given(edge);
    const used = key(`b-${orderId}`);
    await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, used);
    const reused = [
      await command(edge, orderId, 'assign-technicians', PROVIDER, { technicianIds: ['tech-2'] }, used),
      await command(edge, orderId, 'arrive', PROVIDER, {}, used),
      await command(edge, other, 'assign-technicians', PROVIDER, ASSIGN, used),
      await edge.post(`/v1/orders/${orderId}/cancellation-quotes`, PROVIDER, { reasonCode: 'CUSTOMER_REQUEST' }, used),
    ];
    expect(reused.map(({ status, body }) => [status, body['code']])).toEqual(reused.map(() => [422, 'idempotency_key_reused']));
    expect((await command(edge, orderId, 'cancel', CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }, used)).status).toBe(200);
  });

  it('is not used up by what was refused before it counts: 401, 403, 404, 422 by the body', async () => {
    const orderId = await given(edge);
    const used = key(`c-${orderId}`);
    const refused = [
      await command(edge, orderId, 'assign-technicians', 'dev-nobody', ASSIGN, used),
      await command(edge, orderId, 'waive', PROVIDER, ASSIGN, used),
      await command(edge, 'so-absent', 'assign-technicians', PROVIDER, ASSIGN, used),
      await command(edge, orderId, 'assign-technicians', PROVIDER, { technicianIds: [] }, used),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 404, 422]);
    expect((await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, used)).status).toBe(200);
  });

  it('gives twenty requests at once one decision', async () => {
    const orderId = await given(edge);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, key(`p-${orderId}`))),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body['decision']))).size).toBe(1);
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).body['version']).toBe(3);
  });

  it('makes a new request each time where there is none', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ['assign-technicians', PROVIDER, ASSIGN], ['assign-technicians', PROVIDER, ASSIGN]);
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).body['version']).toBe(4);
  });

  it.each(['', 'with space', 'ü', 'x'.repeat(256)])('is refused as %j', async (bad) => {
    const orderId = await given(edge);
    const sent = { 'idempotency-key': Buffer.from(bad, 'utf8').toString('latin1') };
    expect((await command(edge, orderId, 'arrive', PROVIDER, {}, sent)).body).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  it('works for creating, quoting and registering too', async () => {
    const { orderId: _none, ...order } = { orderId: '', ...(await import('./support/orders.ts')).newOrder() };
    const first = await edge.post('/v1/orders', SYSTEM, order, key('create-1'));
    await play(edge, String(first.body['orderId']), TO_ON_SITE[0]);
    const again = await edge.post('/v1/orders', SYSTEM, order, key('create-1'));
    expect([again.status, again.headers.get('idempotency-replayed'), again.headers.get('location')]).toEqual([
      201,
      'true',
      first.headers.get('location'),
    ]);
    expect(again.body).toMatchObject({ orderId: first.body['orderId'], version: 2 });

    const path = `/v1/orders/${String(first.body['orderId'])}/cancellation-quotes`;
    const quotes = [
      await edge.post(path, CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }, key('q')),
      await edge.post(path, CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }, key('q')),
    ];
    expect(quotes[1]?.body).toEqual(quotes[0]?.body);
    expect(quotes[1]?.headers.get('idempotency-replayed')).toBe('true');

    const body = { name: 'New', marketplaceIds: ['US'], technicians: [] };
    const puts = [
      await edge.put('/v1/providers/prov-key', SYSTEM, body, key('put')),
      await edge.put('/v1/providers/prov-key', SYSTEM, body, key('put')),
    ];
    expect(puts.map(({ status }) => status)).toEqual([201, 201]);
    expect(puts[1]?.headers.get('idempotency-replayed')).toBe('true');
  });

  it('keeps a refusal of creation that depends on the time or the register', async () => {
    const { newOrder } = await import('./support/orders.ts');
    const order = newOrder({ providerId: 'prov-later' });
    expect((await edge.post('/v1/orders', SYSTEM, order, key('later'))).status).toBe(422);
    await register(edge, 'prov-later');
    const again = await edge.post('/v1/orders', SYSTEM, order, key('later'));
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([422, 'true']);
    expect((await edge.post('/v1/orders', SYSTEM, order, key('later-2'))).status).toBe(201);
  });
});

describe('several commands at once', () => {
  const arrival = {
    commands: [
      { command: 'assign-technicians', body: ASSIGN },
      { command: 'arrive', occurredAt: '2026-01-01T10:00:00+01:00' },
    ],
  };

  it('are all accepted, each with its own decision and warnings', async () => {
    const orderId = await given(edge);
    const { status, body, headers } = await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, arrival);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"v4"');
    expect(body).toMatchObject({
      outcome: 'ACCEPTED',
      results: [
        { command: 'assign-technicians', decision: { because: ['technicians.cleared'] }, warnings: [] },
        { command: 'arrive', warnings: [{ code: expect.any(String) }] },
      ],
      order: { state: 'ON_SITE' },
    });
    const timeline = (await edge.get(`/v1/orders/${orderId}/timeline`, PROVIDER)).body['items'] as readonly Json[];
    expect(timeline.at(-1)).toMatchObject({ type: 'ARRIVED', occurredAt: '2026-01-01T10:00:00+01:00' });
  });

  it('are none accepted where one is refused, and the answer names it', async () => {
    const orderId = await given(edge);
    const { status, body } = await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, {
      commands: [...arrival.commands, { command: 'start-work' }],
    });
    expect([status, body['code'], body['index']]).toEqual([409, 'not_allowed_now', 2]);
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).body['version']).toBe(2);
  });

  it('are refused by a body with a pointer to it', async () => {
    const orderId = await given(edge);
    const commands = [...arrival.commands, { command: 'record-inspection', body: { ...INSPECTED, items: [] } }];
    const { status, body } = await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, { commands });
    expect([status, body['index'], (body['errors'] as readonly Json[])[0]?.['pointer']]).toEqual([422, 2, '/commands/2/body/items']);
  });

  it('are refused by the role of one of them', async () => {
    const orderId = await given(edge);
    const commands = [...arrival.commands, { command: 'waive', body: { requirementId: 'notes.recorded', reason: 'x' } }];
    expect((await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, { commands })).body).toMatchObject({ status: 403, index: 2 });
    expect((await edge.post(`/v1/orders/${orderId}/commands`, AUDITOR, { commands })).status).toBe(403);
  });

  it.each([
    [{ commands: [] }],
    [{ commands: Array.from({ length: 21 }, () => ({ command: 'arrive' })) }],
    [{ commands: [{ command: 'send-message', body: {} }] }],
    [{ commands: [{ command: 'constructor' }] }],
    [{ commands: [{ command: 'arrive', body: [] }] }],
    [{ commands: [{ command: 'arrive', occurredAt: 'now' }] }],
    [{ commands: { command: 'arrive' } }],
    [{}],
  ])('are 1 to 20 known ones: %j', async (body) => {
    const orderId = await given(edge);
    expect((await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, body)).status).toBe(422);
  });

  it('are repeated by their key', async () => {
    const orderId = await given(edge);
    const [first, again] = [
      await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, arrival, key(`m-${orderId}`)),
      await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, arrival, key(`m-${orderId}`)),
    ];
    expect(again.body['results']).toEqual(first.body['results']);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('speak for one person', async () => {
    const orderId = await given(edge);
    const onBehalfOf = { role: 'PROVIDER', id: 'prov-1' };
    const both = [
      { command: 'assign-technicians', body: { ...ASSIGN, onBehalfOf } },
      { command: 'arrive', body: { onBehalfOf } },
    ];
    expect((await edge.post(`/v1/orders/${orderId}/commands`, SUPPORT, { commands: both })).status).toBe(200);
    const mixed = [
      { command: 'record-inspection', body: { ...INSPECTED, onBehalfOf } },
      { command: 'add-job-note', body: { text: 'called' } },
    ];
    expect((await edge.post(`/v1/orders/${orderId}/commands`, SUPPORT, { commands: mixed })).body).toMatchObject({ status: 422, index: 1 });
  });
});

describe('support on the telephone', () => {
  it('gives a command of the provider, and the timeline names both', async () => {
    const orderId = await given(edge);
    const onBehalfOf = { role: 'PROVIDER', id: 'prov-1' };
    expect((await command(edge, orderId, 'assign-technicians', SUPPORT, { ...ASSIGN, onBehalfOf })).status).toBe(200);
    expect((await command(edge, orderId, 'arrive', SUPERVISOR, { onBehalfOf })).status).toBe(200);
    const timeline = (await edge.get(`/v1/orders/${orderId}/timeline`, SUPPORT)).body['items'] as readonly Json[];
    expect(timeline.at(-1)).toMatchObject({ actor: { role: 'supervisor', id: 'boss-1', onBehalfOf } });
  });

  it('names a party of this order, for a command of that party', async () => {
    const orderId = await given(edge);
    const give = (onBehalfOf: unknown, name = 'arrive', token = SUPPORT) => command(edge, orderId, name, token, { onBehalfOf });
    expect((await give({ role: 'PROVIDER', id: 'prov-2' })).body).toMatchObject({ status: 422, errors: [{ pointer: '/onBehalfOf/id' }] });
    expect((await give({ role: 'CUSTOMER', id: 'cust-1' })).status).toBe(403);
    expect((await give({ role: 'AUDITOR', id: 'x' })).status).toBe(422);
    expect((await give({ role: 'PROVIDER', id: 'prov-1' }, 'arrive', PROVIDER)).status).toBe(403);
    expect((await give({ role: 'PROVIDER', id: 'prov-1' }, 'cancel', SYSTEM)).status).toBe(403);
    expect((await command(edge, orderId, 'arrive', SUPPORT)).status).toBe(403);
  });

  it('neither signs nor rates for anybody', async () => {
    const orderId = await given(edge);
    const onBehalfOf = { role: 'CUSTOMER', id: 'cust-1' };
    expect((await command(edge, orderId, 'rate', SUPPORT, { stars: 5, onBehalfOf })).status).toBe(403);
    expect((await command(edge, orderId, 'sign-off', SUPPORT, { signedBy: 'x', proofType: 'NO_SIGNATURE', onBehalfOf })).status).toBe(403);
    expect((await command(edge, orderId, 'rate', CUSTOMER, { stars: 5, onBehalfOf })).status).toBe(422);
  });
});

describe('a command that nobody decides', () => {
  it('is answered 202 and told later, with the answer that it would have had', async () => {
    const orderId = await given(edge);
    edge.gateway.isSilent = true;
    const pending = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, key(`s-${orderId}`)).finally(() => {
      edge.gateway.isSilent = false;
    });
    expect(pending.status).toBe(202);
    expect(pending.body).toEqual({ outcome: 'PENDING', commandId: expect.any(String) });
    const location = String(pending.headers.get('location'));
    expect(location).toBe(`/v1/commands/${String(pending.body['commandId'])}`);
    expect((await edge.get(location, PROVIDER)).body).toEqual(pending.body);
    const decided = await command(edge, orderId, 'assign-technicians', PROVIDER, ASSIGN, key(`s-${orderId}`));
    expect(decided.status).toBe(200);
    expect((await edge.get(location, SUPPORT)).body).toMatchObject({
      outcome: 'ACCEPTED',
      decision: decided.body['decision'],
      order: { version: 3 },
    });
    expect((await edge.get(location, CUSTOMER)).status).toBe(404);
    expect((await edge.get(location, 'dev-provider:prov-2')).status).toBe(404);
  });

  it('may have been refused: its status says so, with the problem', async () => {
    const orderId = await given(edge);
    edge.gateway.isSilent = true;
    const pending = await command(edge, orderId, 'arrive', PROVIDER, {}, key(`t-${orderId}`)).finally(() => {
      edge.gateway.isSilent = false;
    });
    await command(edge, orderId, 'arrive', PROVIDER, {}, key(`t-${orderId}`));
    const told = await edge.get(String(pending.headers.get('location')), AUDITOR);
    expect([told.status, told.body['outcome'], told.body['code'], told.body['status']]).toEqual([200, 'REFUSED', 'not_allowed_now', 409]);
  });

  it('is not to be found where there is none', async () => {
    expect((await edge.get('/v1/commands/nothing', SUPPORT)).status).toBe(404);
  });
});

it('carries an order from creation to completion and its rating', async () => {
  const orderId = await given(edge);
  const { body } = await play(edge, orderId, ...TO_COMPLETED, ['rate', CUSTOMER, { stars: 5, review: 'Tidy.' }]);
  expect(body['order']).toMatchObject({ state: 'COMPLETED', claimWindow: { days: 30 }, completedAt: expect.any(String) });
});
