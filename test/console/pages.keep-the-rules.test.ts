// Goal: the console shows what the API shows and does what the API does, to nobody else and for nobody else's pages.
// Method: the real app over HTTP with a real store, forms sent as a browser sends them, with and without what a browser adds.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Edge } from '../api/support/edge.ts';
import { given, play, SUPPORT, TO_ON_SITE } from '../api/support/orders.ts';
import { openConsole } from './support/open-console.ts';

let edge: Edge;
let cookie: string;
beforeAll(async () => {
  edge = await openConsole();
  cookie = await signIn('support', 'agent-7');
});
afterAll(() => edge.close());

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

async function signIn(role: string, subject: string): Promise<string> {
  const response = await form('/console/login', { role, subject, to: '/console' }, SAME_ORIGIN);
  expect([response.status, response.headers.get('location')]).toEqual([303, '/console']);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function form(path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${edge.base}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers });
}

async function read(path: string, as = cookie): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
  const response = await fetch(`${edge.base}${path}`, { redirect: 'manual', headers: as === '' ? {} : { cookie: as } });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The hidden fields that the page put into its forms. */
async function hidden(orderId: string): Promise<Record<string, string>> {
  const { text } = await read(`/console/orders/${orderId}`);
  const value = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  return { formToken: value('formToken'), idempotencyKey: value('idempotencyKey'), version: value('version') };
}

describe('pages', () => {
  it('ask for a sign-in and lead back to where one wanted to go, and nowhere else', async () => {
    const { status, headers } = await read('/console/orders/so-1', '');
    expect([status, headers.get('location')]).toEqual([303, '/console/login?to=%2Fconsole%2Forders%2Fso-1']);
    for (const to of ['https://elsewhere.example', '//elsewhere.example', '/console//elsewhere.example', '/consolex']) {
      const response = await form('/console/login', { role: 'support', subject: 'a', to }, SAME_ORIGIN);
      expect(response.headers.get('location')).toBe('/console');
    }
  });

  it('refuse a role or an id that does not exist', async () => {
    const responses = await Promise.all([
      form('/console/login', { role: 'king', subject: 'a' }, SAME_ORIGIN),
      form('/console/login', { role: 'support', subject: 'a b' }, SAME_ORIGIN),
      form('/console/login', { role: 'support', subject: 'a' }, { 'sec-fetch-site': 'cross-site' }),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([422, 422, 403]);
  });

  it('take the token of the API as well', async () => {
    const response = await fetch(`${edge.base}/console`, { headers: { authorization: `Bearer ${SUPPORT}` } });
    expect([response.status, (await response.text()).includes('All open')]).toEqual([200, true]);
  });

  it('carry a strict policy and are kept by no cache', async () => {
    const { headers } = await read('/console');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
  });

  it('show an order to its own people only', async () => {
    const orderId = await given(edge);
    const own = await signIn('customer', 'cust-1');
    const other = await signIn('customer', 'cust-2');
    expect((await read(`/console/orders/${orderId}`, own)).status).toBe(200);
    const foreign = await read(`/console/orders/${orderId}`, other);
    const unknown = await read('/console/orders/so-unknown', other);
    expect([foreign.status, foreign.text.replaceAll(orderId, 'so-unknown')]).toEqual([404, unknown.text]);
    expect((await read('/console', other)).text).not.toContain(orderId);
    expect((await read('/console/mailbox', own)).status).toBe(404);
  });

  it('show what people wrote as text, never as HTML', async () => {
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    const orderId = await given(edge, { scopeOfWork: { title: evil, requiredSkills: [], items: [{ itemId: 'a', description: evil }] } });
    const pages = [await read('/console'), await read(`/console/orders/${orderId}`), await read('/console/mailbox/m000001')];
    for (const { text } of pages) {
      expect(text).not.toContain('<img src=x');
      expect(text).not.toContain('<script>alert');
    }
    expect(pages[1]?.text).toContain('&lt;img src=x');
  });

  it('find by filter, and say what an empty view is for', async () => {
    const orderId = await given(edge);
    expect((await read(`/console?q=${orderId}`)).text).toContain(`/console/orders/${orderId}"`);
    expect((await read('/console?hold=GUARDIAN')).text).toContain('No order matches this filter');
    expect((await read('/console?hold=DEFECT')).text).toContain('Orders on which a defect stops the work');
    expect((await read('/console?cursor=nonsense')).status).toBe(303);
  });

  it('say that a page does not exist', async () => {
    expect((await read('/console/nothing')).status).toBe(404);
    expect((await read('/')).headers.get('location')).toBe('/console');
  });
});

describe('forms', () => {
  it('give the command that the API would have taken, once for two clicks', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, TO_ON_SITE[0]);
    const fields = { ...(await hidden(orderId)), onBehalfOf: 'PROVIDER' };
    const send = (): Promise<Response> => form(`/console/orders/${orderId}/commands/arrive`, fields, { cookie, ...SAME_ORIGIN });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const after = await read(first.headers.get('location') ?? '');
    expect(after.text).toContain('Arrive: done.');
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body['state']).toBe('ON_SITE');
  });

  it('do nothing for a page of somebody else, without the token, or without a session', async () => {
    const orderId = await given(edge);
    const fields = { ...(await hidden(orderId)), reasonCode: 'CUSTOMER_REQUEST' };
    const path = `/console/orders/${orderId}/commands/cancel`;
    const refused = await Promise.all([
      form(path, fields, { cookie, 'sec-fetch-site': 'cross-site' }),
      form(path, fields, { cookie, origin: 'https://elsewhere.example' }),
      form(path, { ...fields, formToken: 'wrong' }, { cookie, ...SAME_ORIGIN }),
      form(path, fields, { cookie }),
      form(path, fields, SAME_ORIGIN),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 303]);
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body['state']).toBe('SCHEDULED');
  });

  it('come back with what was typed, the reason, and who was faster', async () => {
    const orderId = await given(edge);
    const fields = { ...(await hidden(orderId)), text: 'Bring a ladder.', topics: 'SAFETY' };
    await play(edge, orderId, TO_ON_SITE[0]);
    const stale = await form(
      `/console/orders/${orderId}/commands/add-job-note`,
      { ...fields, onBehalfOf: 'PROVIDER' },
      { cookie, ...SAME_ORIGIN },
    );
    const text = await stale.text();
    expect([stale.status, stale.headers.get('hx-replace-url')]).toEqual([412, `/console/orders/${orderId}`]);
    expect(text).toContain('Bring a ladder.');
    expect(text).toContain('prov-1');
  });

  it('point at the field that is wrong', async () => {
    const orderId = await given(edge);
    const body = { ...(await hidden(orderId)), durationInMinutes: '0', startTime: '2027-03-14T02:30', reasonCode: 'CUSTOMER_REQUEST' };
    const response = await form(`/console/orders/${orderId}/commands/reschedule`, body, { cookie, ...SAME_ORIGIN });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('does not exist, or exists twice, in America/Los_Angeles');
    expect(text).toContain('aria-invalid="true"');
  });

  it('show what a cancellation costs before it is done, and change nothing by that', async () => {
    const orderId = await given(edge);
    const fields = { ...(await hidden(orderId)), reasonCode: 'CUSTOMER_REQUEST', note: 'Changed plans.', onBehalfOf: '' };
    const quoted = await form(`/console/orders/${orderId}/cancellation-quotes`, fields, { cookie, ...SAME_ORIGIN });
    const text = await quoted.text();
    expect([quoted.status, text.includes(`Cancel order ${orderId}?`), text.includes('value="Changed plans."')]).toEqual([200, true, true]);
    expect((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body['state']).toBe('SCHEDULED');
  });

  it('are 404 for what is no action, and for a form that is none', async () => {
    const orderId = await given(edge);
    const fields = await hidden(orderId);
    const unknown = await form(`/console/orders/${orderId}/commands/explode`, fields, { cookie, ...SAME_ORIGIN });
    const json = await fetch(`${edge.base}/console/orders/${orderId}/commands/arrive`, {
      method: 'POST',
      body: '{}',
      headers: { cookie, 'content-type': 'application/json', ...SAME_ORIGIN },
    });
    expect([unknown.status, json.status]).toEqual([404, 403]);
  });
});
