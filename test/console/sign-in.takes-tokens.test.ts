// Goal: where there are no development tokens, one signs in to the console with the token or key that one was given; whatever else is
// pasted is refused politely and kept nowhere.
// Method: the real app over HTTP with keys in a real store and an issuer's stand-in at the port of the authenticators; forms as a browser
// sends them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Authenticator, CredentialsUnknowable } from '../../api/auth/auth.ts';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { Edge } from '../api/support/edge.ts';
import { newOrder, REGISTERED } from '../api/support/orders.ts';
import { openConsole } from './support/open-console.ts';

/** As long as an issuer's token may be to fit, in the letters of one. */
const LONGEST = `eyJ${'a'.repeat(3_888)}.b.c-_.d_`;
const issuers: Authenticator = {
  authenticate: async (token) => {
    if (token === 'eyJ.unknowable') throw new CredentialsUnknowable('gone');
    return token === LONGEST ? { role: 'support', subject: 'agent-7' } : null;
  },
};

let edge: Edge;
let system: string;
let sellers: string;
beforeAll(async () => {
  edge = await openConsole((deps) => ({
    ...deps,
    developmentTokens: false,
    authenticators: [keyAuthenticator({ ...deps, policies: loadPolicies() }), issuers],
    limits: { perCaller: null, perAddress: null, failuresPerAddress: 20 },
  }));
  system = await key('shop', []);
  sellers = await key('of-seller-2', ['seller-2']);
  await edge.put('/v1/providers/prov-1', system, REGISTERED);
});
afterAll(() => edge.close());

async function key(name: string, sellerIds: readonly string[]): Promise<string> {
  const scope = { sellerIds, marketplaceIds: [] };
  const made = await edge.store.keys.create({ name, role: 'system', subject: name, scope, expiresAt: null });
  if (!made.ok) throw new Error(made.why);
  return made.key;
}

async function signIn(token: string, to = '/console') {
  const response = await fetch(`${edge.base}/console/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ token, to }),
  });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, to: response.headers.get('location'), cookie, text: await response.text(), headers: response.headers };
}

async function page(path: string, cookie: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${edge.base}${path}`, { redirect: 'manual', headers: { cookie } });
  return { status: response.status, text: await response.text() };
}

describe('the sign-in page', () => {
  it('asks for a token and offers no role', async () => {
    const { text } = await page('/console/login', '');
    expect(text).toContain('name="token"');
    expect(text).not.toContain('name="role"');
  });

  it('takes a key, also with the scheme before it, and a token as long as a cookie holds', async () => {
    for (const token of [system, `  Bearer ${system}\n`, LONGEST]) {
      const { status, to, cookie } = await signIn(token, '/console?q=x');
      expect([status, to]).toEqual([303, '/console?q=x']);
      expect(cookie.length).toBeLessThan(4_096);
      expect((await page('/console', cookie)).text).toContain('All open');
    }
    expect(LONGEST).toHaveLength(3_900);
  });

  it.each([
    ['a key that is none', `hf_live_abcdefghijkl_${'A'.repeat(43)}`, 422, 'not valid here'],
    ['a development token', 'dev-support:agent-7', 422, 'not valid here'],
    ['nothing', '', 422, 'This is no token'],
    ['two words', 'two words', 422, 'This is no token'],
    ['what would end the cookie', 'eyJ; Path=/', 422, 'This is no token'],
    ['more than a cookie holds', 'a'.repeat(3_901), 422, 'too long'],
    ['what cannot be judged now', 'eyJ.unknowable', 503, 'cannot be told now'],
  ])('refuses %s, says why and sets nothing', async (_title, token, status, why) => {
    const answer = await signIn(token);
    expect([answer.status, answer.cookie]).toEqual([status, '']);
    expect(answer.text).toContain(why);
    if (token !== '') expect(answer.text).not.toContain(token);
  });

  it('takes no choice of a role in its place', async () => {
    const body = new URLSearchParams({ role: 'support', subject: 'a' });
    const headers = { 'sec-fetch-site': 'same-origin' };
    const response = await fetch(`${edge.base}/console/login`, { method: 'POST', redirect: 'manual', headers, body });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([422, null]);
  });
});

describe('a session', () => {
  it('sees what its key sees, in the list, by an address and in the mailbox', async () => {
    const { body } = await edge.post('/v1/orders', system, newOrder({ sellerId: 'seller-1' }));
    const orderId = String(body['orderId']);
    const [all, other] = [(await signIn(system)).cookie, (await signIn(sellers)).cookie];
    expect((await page('/console', all)).text).toContain(orderId);
    expect((await page('/console', other)).text).not.toContain(orderId);
    expect([(await page(`/console/orders/${orderId}`, all)).status, (await page(`/console/orders/${orderId}`, other)).status]).toEqual([
      200, 404,
    ]);
    expect([(await page('/console/mailbox', all)).status, (await page('/console/mailbox', other)).status]).toEqual([200, 404]);
  });
});

it('who tries one after another is told to wait', async () => {
  let last = await signIn('guess-0');
  for (let number = 1; number <= 20; number += 1) last = await signIn(`guess-${number}`);
  expect([last.status, last.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect(last.text).toContain('Wait a minute');
  // Who was let in before is served on.
  expect((await signIn(system)).status).toBe(303);
});
