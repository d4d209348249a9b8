// Goal: a token of the issuer lets its person in with the role that its claims say; nothing that only looks like one does, and every
// refusal is the same.
// Method: a real issuer in a process of its own, its tokens and ones forged with its own keys, over HTTP.
import { createHmac, KeyObject, sign } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { base64url, decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair } from 'jose';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { type OidcOptions, oidcAuthenticator } from '../../api/auth/oidc-authenticator.ts';
import { loadPolicies } from '../../policies/registry.ts';
import { AUDIENCE, type Forgery, forged, type Person, startIssuer, type TestIssuer } from '../support/oidc.ts';
import { type Answer, type Edge, openEdge } from './support/edge.ts';
import { newOrder, register } from './support/orders.ts';

let issuer: TestIssuer;
let edge: Edge;
let oidc: OidcOptions;

beforeAll(async () => {
  issuer = await startIssuer();
  oidc = { issuer: issuer.issuer, audience: AUDIENCE, rolesClaim: 'roles', subjectClaim: 'sub', jwksUrl: null, maxAgeS: 3_600 };
  edge = await openEdge((deps) => ({
    ...deps,
    authenticators: [keyAuthenticator({ ...deps, policies: loadPolicies() }), oidcAuthenticator(oidc, deps)],
  }));
  await register(edge);
});
afterAll(async () => {
  await edge.close();
  await issuer.stop();
});

const seen = (token: string, path = '/v1/policies'): Promise<Answer> => edge.get(path, token);

describe('a token of the issuer', () => {
  it.each<[Person, string]>([
    ['agent-7', 'support'],
    ['lead-1', 'supervisor'],
    ['aud-1', 'auditor'],
    ['prov-1', 'provider'],
    ['cust-1', 'customer'],
  ])('lets %s in as %s', async (person, role) => {
    const token = await issuer.tokenFor(person);
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', kid: expect.any(String) });
    expect((await seen(token)).status).toBe(200);
    // Who they are is told by what they may do: each row has another pattern.
    const statuses = await Promise.all([
      edge.post('/v1/orders', token, newOrder({ customer: { customerId: 'cust-1', name: 'Dana Example', locale: 'en-US' } })),
      seen(token, '/v1/ledger/accounts'),
      seen(token, '/v1/events'),
      seen(token, '/v1/providers/prov-1'),
    ]);
    const patterns: Readonly<Record<string, readonly number[]>> = {
      support: [201, 403, 200, 200],
      supervisor: [201, 200, 200, 200],
      auditor: [403, 200, 200, 200],
      provider: [403, 403, 403, 200],
      customer: [403, 403, 403, 404],
    };
    expect(statuses.map(({ status }) => status)).toEqual(patterns[role]);
  });

  it('gives its subject to what is done with it', async () => {
    const { body } = await edge.post('/v1/orders', await issuer.tokenFor('agent-7'), newOrder());
    const timeline = await seen(await issuer.tokenFor('aud-1'), `/v1/orders/${String(body['orderId'])}/timeline`);
    expect(timeline.body['items']).toMatchObject([{ type: 'ORDER_CREATED', actor: { role: 'support', id: 'agent-7' } }, {}]);
  });

  it.each<Person>(['nobody-1', 'king-1', 'robot-1', 'agent.7'])('of %s is refused', async (person) => {
    expect((await seen(await issuer.tokenFor(person))).status).toBe(401);
  });

  it('for another service is refused', async () => {
    const token = await issuer.tokenFor('agent-7', 'https://other.shop.example');
    expect(decodeJwt(token).aud).toBe('https://other.shop.example');
    expect((await seen(token)).status).toBe(401);
  });
});

const nowS = (): number => Math.floor(Date.now() / 1_000);

describe('a token that the tests sign', () => {
  it.each<[string, () => Forgery]>([
    ['as the issuer does', () => ({})],
    ['with the type of issuers that do not follow RFC 9068', () => ({ header: { typ: 'JWT' } })],
    ['for several audiences', () => ({ claims: { aud: ['https://other.shop.example', AUDIENCE] } })],
    ['that has just run out, by clocks that differ a little', () => ({ claims: { exp: nowS() - 3 } })],
    ['that is valid in a moment', () => ({ claims: { nbf: nowS() + 3 } })],
    ['almost as old as it may be', () => ({ claims: { iat: nowS() - 3_590 } })],
    ['with one role by itself', () => ({ claims: { roles: 'support' } })],
    ['with our role among others, and system passed over', () => ({ claims: { roles: ['king', 7, null, 'system', 'support'] } })],
  ])('counts: %s', async (_title, forgery) => {
    expect((await seen(await forged(issuer, forgery()))).status).toBe(200);
  });
});

const KEY = 'hf_live_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** What is sent as `Authorization`; several are several headers. */
type Sent = string | readonly string[];
const bearer = (token: string): string => `Bearer ${token}`;
const of = (forgery: () => Forgery | Promise<Forgery>) => async (): Promise<Sent> => bearer(await forged(issuer, await forgery()));
/** A good token whose parts are exchanged as text. */
const tampered = (change: (parts: readonly string[]) => string) => async (): Promise<Sent> =>
  bearer(change((await forged(issuer)).split('.')));

const encoded = (value: unknown): string => base64url.encode(JSON.stringify(value));

async function unsigned(alg: string): Promise<Sent> {
  const [, payload = ''] = (await forged(issuer)).split('.');
  return bearer(`${encoded({ alg, typ: 'at+jwt' })}.${payload}.`);
}

/** With a header that no library would sign. */
async function signedByHand(header: Readonly<Record<string, unknown>>): Promise<Sent> {
  const [, payload = ''] = (await forged(issuer)).split('.');
  const { privateKey, kid } = issuer.keys['RS256'] ?? {};
  if (!privateKey) throw new Error('no key');
  const signed = `${encoded({ alg: 'RS256', typ: 'at+jwt', kid, ...header })}.${payload}`;
  return bearer(`${signed}.${sign('RSA-SHA256', Buffer.from(signed), KeyObject.from(privateKey)).toString('base64url')}`);
}

/** The old attack: the public key, which everybody has, as the secret of an HMAC. */
async function hmacOfThePublicKey(): Promise<Sent> {
  const [, payload = ''] = (await forged(issuer)).split('.');
  const { publicKey, kid } = issuer.keys['RS256'] ?? {};
  if (!publicKey) throw new Error('no key');
  const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid })}.${payload}`;
  return bearer(
    `${signed}.${createHmac('sha256', await exportSPKI(publicKey))
      .update(signed)
      .digest('base64url')}`,
  );
}

const REFUSED: readonly (readonly [string, () => Promise<Sent> | Sent])[] = [
  ['nothing after the scheme', () => 'Bearer '],
  ['another scheme', () => `Basic ${Buffer.from('support:secret').toString('base64')}`],
  ['the token without a scheme', async () => forged(issuer)],
  ['a good token under another scheme', async () => `DPoP ${await forged(issuer)}`],
  ['two tokens in one header', async () => `${bearer(await forged(issuer))} ${await forged(issuer)}`],
  ['two tokens with a comma', async () => `${bearer(await forged(issuer))}, ${bearer(await forged(issuer))}`],
  ['two headers, the first of them good', async () => [bearer(await forged(issuer)), bearer('nonsense')]],
  ['two headers, the second of them good', async () => [bearer('nonsense'), bearer(await forged(issuer))]],
  ['a header that is longer than any token', () => bearer('a'.repeat(4_097))],
  ['no algorithm', () => unsigned('none')],
  ['no algorithm, in other letters', () => unsigned('nOnE')],
  ['the public key as a secret', hmacOfThePublicKey],
  [
    'an algorithm that is sound but not ours',
    of(async () => ({ header: { alg: 'RS512' }, key: (await generateKeyPair('RS512')).privateKey })),
  ],
  ['an algorithm that is not that of the key', of(() => ({ header: { alg: 'PS256' }, key: issuer.keys['PS256']?.privateKey as never }))],
  ['a signature by another key', of(async () => ({ key: (await generateKeyPair('RS256')).privateKey }))],
  ['a key id that the issuer does not have', of(() => ({ header: { kid: 'key-other' } }))],
  ['a key id with a path in it', of(() => ({ header: { kid: '../../etc/passwd' } }))],
  [
    'its own key in the header',
    of(async () => ({ header: { kid: undefined, jwk: { kty: 'RSA' } }, key: (await generateKeyPair('RS256')).privateKey })),
  ],
  [
    'a place of keys in the header',
    of(async () => ({ header: { kid: 'x', jku: 'http://127.0.0.1:9/keys' }, key: (await generateKeyPair('RS256')).privateKey })),
  ],
  ['a header that must be understood and is not', () => signedByHand({ crit: ['urgency'], urgency: 7 })],
  ['no type', of(() => ({ header: { typ: undefined } }))],
  ['the type of a logout token', of(() => ({ header: { typ: 'logout+jwt' } }))],
  ['another issuer', of(() => ({ claims: { iss: 'http://127.0.0.1:9' } }))],
  ['the issuer with a slash more', of(() => ({ claims: { iss: `${issuer.issuer}/` } }))],
  ['no issuer', of(() => ({ claims: { iss: undefined } }))],
  ['another audience', of(() => ({ claims: { aud: 'https://other.shop.example' } }))],
  ['an audience that only begins like ours', of(() => ({ claims: { aud: `${AUDIENCE}.evil.example` } }))],
  ['no audience', of(() => ({ claims: { aud: undefined } }))],
  ['run out', of(() => ({ claims: { exp: nowS() - 6 } }))],
  ['no end', of(() => ({ claims: { exp: undefined } }))],
  ['an end that is text', of(() => ({ claims: { exp: '2999-01-01' } }))],
  ['not valid yet', of(() => ({ claims: { nbf: nowS() + 60 } }))],
  ['issued in the future', of(() => ({ claims: { iat: nowS() + 60 } }))],
  ['issued too long ago', of(() => ({ claims: { iat: nowS() - 3_700 } }))],
  ['no instant of issue', of(() => ({ claims: { iat: undefined } }))],
  ['no roles', of(() => ({ claims: { roles: undefined } }))],
  ['an empty list of roles', of(() => ({ claims: { roles: [] } }))],
  ['roles that nobody knows', of(() => ({ claims: { roles: ['king', 'SUPPORT', ' support'] } }))],
  ['the role of systems', of(() => ({ claims: { roles: ['system'] } }))],
  ['roles that are an object', of(() => ({ claims: { roles: { support: true } } }))],
  ['no subject', of(() => ({ claims: { sub: undefined } }))],
  ['a subject that is no id', of(() => ({ claims: { sub: 'agent-7:supervisor' } }))],
  ['a subject that is longer than an id', of(() => ({ claims: { sub: 'a'.repeat(101) } }))],
  ['a subject that is a number', of(() => ({ claims: { sub: 7 } }))],
  ['its signature cut short', tampered(([header, payload, signature = '']) => `${header}.${payload}.${signature.slice(0, -4)}`)],
  ['its signature left out', tampered(([header, payload]) => `${header}.${payload}.`)],
  ['its signature padded', tampered((parts) => `${parts.join('.')}==`)],
  ['four parts', tampered((parts) => `${parts.join('.')}.${parts[2]}`)],
  [
    'another payload under its signature',
    tampered(([header, , signature]) => `${header}.${encoded({ sub: 'boss-1', roles: ['supervisor'] })}.${signature}`),
  ],
  ['a payload that is no JSON', tampered(([header, , signature]) => `${header}.${base64url.encode('nonsense')}.${signature}`)],
  ['a key that is not there', () => bearer(KEY)],
  ['a key without its secret', () => bearer(KEY.slice(0, 20))],
  ['a development token with a space', () => 'Bearer dev-support:a b'],
  ['a development token of an unknown role', () => bearer('dev-king:a')],
];

it('what is signed by hand counts where nothing is wrong with it', async () => {
  expect(await sent(await signedByHand({}))).toMatchObject({ status: 200 });
});

describe('credentials are refused, all alike', () => {
  it.each(REFUSED)('%s', async (_title, make) => {
    const answer = await sent(await make());
    expect(answer).toEqual(await sent('Bearer nonsense'));
    expect(answer).toMatchObject({ status: 401, challenge: 'Bearer', body: { code: 'unauthenticated', status: 401 } });
  });
});

/** With the headers as they are given, several of one name too, and without what differs each time. */
async function sent(authorization: Sent): Promise<object> {
  const values = typeof authorization === 'string' ? [authorization] : authorization;
  const headers = ['host', new URL(edge.base).host, ...values.flatMap((value) => ['authorization', value])];
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${edge.base}/v1/policies`, { headers }, resolve).once('error', reject).end();
  });
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const { requestId: _requestId, ...body } = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
  const { 'x-request-id': _id, date: _date, 'www-authenticate': challenge, ...more } = response.headers;
  return { status: response.statusCode, challenge, body, headers: more };
}
