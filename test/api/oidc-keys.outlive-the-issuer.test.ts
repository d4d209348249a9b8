// Goal: the issuer is asked as seldom as can be, a new key of it is found, a withdrawn one is forgotten, and while it does not answer
// nobody is told no who may be right.
// Method: an HTTP server that gives key sets as an issuer does, counts, and can be made to fail; a clock in the test's hands.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { CredentialsUnknowable } from '../../api/auth/auth.ts';
import { oidcAuthenticator } from '../../api/auth/oidc-authenticator.ts';
import { type IssuerKeys, issuerKeys } from '../../api/auth/oidc-keys.ts';
import { AUDIENCE, forged, startIssuer } from '../support/oidc.ts';
import { openEdge } from './support/edge.ts';

let server: Server;
let issuer: string;
let published: readonly JWK[];
let fetches: number;
/** What is answered in place of the keys. */
let fault: { readonly status: number; readonly body: string } | null;
let nowMs: number;
let discovery: () => object;

beforeEach(async () => {
  [published, fetches, fault, nowMs] = [[], 0, null, Date.now()];
  server = createServer((request, response) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    if (!isDiscovery) fetches += 1;
    const body = isDiscovery ? JSON.stringify(discovery()) : (fault?.body ?? JSON.stringify({ keys: published }));
    response.writeHead(isDiscovery ? 200 : (fault?.status ?? 200), { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  discovery = () => ({ issuer, jwks_uri: `${issuer}/keys` });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
});

async function publish(...kids: readonly string[]): Promise<void> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  published = kids.map((kid) => ({ ...jwk, kid, alg: 'ES256' }));
}

function keys(jwksUrl: string | null = null): IssuerKeys {
  return issuerKeys({ issuer, jwksUrl, logger: { warn: () => undefined }, nowMs: () => nowMs });
}

const find = (of: IssuerKeys, kid: string) => of.find({ alg: 'ES256', kid });
const MINUTE_MS = 60_000;

describe('the keys of the issuer', () => {
  it('are fetched once, however many ask at the same time', async () => {
    await publish('a');
    const set = keys();
    const found = await Promise.all(Array.from({ length: 50 }, () => find(set, 'a')));
    expect(found.every((key) => key !== null)).toBe(true);
    for (let times = 0; times < 50; times += 1) await find(set, 'a');
    expect(fetches).toBe(1);
  });

  it('are not fetched for every key that nobody has', async () => {
    await publish('a');
    const set = keys();
    await find(set, 'a');
    nowMs += 31_000;
    for (let times = 0; times < 50; times += 1) expect(await find(set, `forged-${times}`)).toBeNull();
    expect(fetches).toBe(2);
  });

  it('are found when they are new, and forgotten when they are withdrawn', async () => {
    await publish('a');
    const set = keys(`${issuer}/keys`);
    expect(await find(set, 'a')).not.toBeNull();
    await publish('b');
    nowMs += 31_000;
    expect(await find(set, 'b')).not.toBeNull();
    expect(await find(set, 'a')).toBeNull();
  });

  it('are withdrawn within ten minutes also where nobody asks for a new one', async () => {
    await publish('a');
    const set = keys();
    await find(set, 'a');
    await publish('b');
    nowMs += 10 * MINUTE_MS;
    expect(await find(set, 'a')).toBeNull();
  });

  it.each<[string, () => void]>([
    [
      'fails',
      () => {
        fault = { status: 500, body: '{}' };
      },
    ],
    [
      'says something else',
      () => {
        fault = { status: 200, body: '<html>' };
      },
    ],
    [
      'gives no key set',
      () => {
        fault = { status: 200, body: '{"keys":7}' };
      },
    ],
    [
      'says more than any key set',
      () => {
        fault = { status: 200, body: JSON.stringify({ keys: [], more: 'x'.repeat(300_000) }) };
      },
    ],
    [
      'sends elsewhere',
      () => {
        fault = { status: 302, body: '{}' };
      },
    ],
    [
      'is another in its discovery document',
      () => {
        discovery = () => ({ issuer: `${issuer}/`, jwks_uri: `${issuer}/keys` });
      },
    ],
    [
      'names no keys',
      () => {
        discovery = () => ({ issuer });
      },
    ],
  ])('are used on for an hour while the issuer %s; of others nobody can tell', async (_title, breaks) => {
    await publish('a');
    const set = keys();
    await find(set, 'a');
    breaks();
    nowMs += 59 * MINUTE_MS;
    expect(await find(set, 'a')).not.toBeNull();
    await expect(find(set, 'b')).rejects.toThrow(CredentialsUnknowable);
    nowMs += MINUTE_MS;
    await expect(find(set, 'a')).rejects.toThrow(CredentialsUnknowable);
  });

  it('are found again two seconds after the issuer is back', async () => {
    await publish('a');
    fault = { status: 503, body: '{}' };
    const set = keys();
    await expect(find(set, 'a')).rejects.toThrow(CredentialsUnknowable);
    fault = null;
    await expect(find(set, 'a')).rejects.toThrow(CredentialsUnknowable);
    nowMs += 2_000;
    expect(await find(set, 'a')).not.toBeNull();
  });
});

it('an issuer that is gone: known keys go on, a token that is not meant for us is 401, and of the rest nobody can tell: 503', async () => {
  const real = await startIssuer();
  const options = { issuer: real.issuer, audience: AUDIENCE, rolesClaim: 'roles', subjectClaim: 'sub', jwksUrl: null, maxAgeS: 3_600 };
  const edge = await openEdge((deps) => ({ ...deps, authenticators: [oidcAuthenticator(options, deps)] }));
  try {
    expect((await edge.get('/v1/policies', await real.tokenFor('agent-7'))).status).toBe(200);
    await real.stop();
    expect((await edge.get('/v1/policies', await forged(real))).status).toBe(200);
    expect((await edge.get('/v1/policies', await forged(real, { claims: { aud: 'https://other.shop.example' } }))).status).toBe(401);
    expect((await edge.get('/v1/policies', await forged(real, { claims: { exp: 1 } }))).status).toBe(401);
    const fresh = await openEdge((deps) => ({ ...deps, authenticators: [oidcAuthenticator(options, deps)] }));
    const { status, headers, body } = await fresh.get('/v1/policies', await forged(real));
    expect([status, headers.get('retry-after'), body['code']]).toEqual([503, '5', 'temporarily_unavailable']);
    // Other credentials do not wait for it.
    expect((await fresh.get('/v1/policies', 'dev-support:agent-7')).status).toBe(200);
    await fresh.close();
  } finally {
    await edge.close();
    await real.stop();
  }
});
