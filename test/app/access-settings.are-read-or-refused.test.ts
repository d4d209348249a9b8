// Goal: nothing is opened by a setting that was half set or meant otherwise. Method: environments as they would be given.
import { describe, expect, it } from '@jest/globals';
import { warnWhereNobodyCanSignIn } from '../../app/config/authenticators.ts';
import { readConfig } from '../../app/config/config.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const ISSUER = 'https://login.shop.example/realms/service';
const OIDC = { OIDC_ISSUER: ISSUER, OIDC_AUDIENCE: 'https://orders.shop.example' };
const access = (env: Readonly<Record<string, string>>) => readConfig(env, '/srv').access;

describe('the settings of OIDC', () => {
  it('are off where nothing is said, and complete with issuer and audience', () => {
    expect(access({}).oidc).toBeNull();
    expect(access(OIDC).oidc).toEqual({
      issuer: ISSUER,
      audience: OIDC.OIDC_AUDIENCE,
      rolesClaim: 'roles',
      subjectClaim: 'sub',
      jwksUrl: null,
      maxAgeS: 86_400,
    });
    expect(access({ ...OIDC, OIDC_MAX_AGE: '15m', OIDC_ROLES_CLAIM: 'realm_access.roles' }).oidc).toMatchObject({
      maxAgeS: 900,
      rolesClaim: 'realm_access.roles',
    });
  });

  it.each([
    ['OIDC_AUDIENCE', { OIDC_ISSUER: ISSUER }],
    ['OIDC_ISSUER', { OIDC_AUDIENCE: 'a' }],
    ['OIDC_ISSUER', { OIDC_JWKS_URL: 'https://login.shop.example/certs' }],
    ['OIDC_ISSUER', { ...OIDC, OIDC_ISSUER: 'http://login.shop.example' }],
    ['OIDC_ISSUER', { ...OIDC, OIDC_ISSUER: 'login.shop.example' }],
    ['OIDC_JWKS_URL', { ...OIDC, OIDC_JWKS_URL: 'http://login.shop.example/certs' }],
    ['OIDC_MAX_AGE', { ...OIDC, OIDC_MAX_AGE: '24' }],
    ['OIDC_MAX_AGE', { ...OIDC, OIDC_MAX_AGE: '0h' }],
    ['OIDC_ROLES_CLAIM', { ...OIDC, OIDC_ROLES_CLAIM: 'two words' }],
  ])('refuse %s: %j', (name, env) => {
    expect(() => access(env)).toThrow(name);
  });
});

describe('limits', () => {
  it('are off where anybody may be anybody, and set everywhere else', () => {
    expect(access({}).limits).toEqual({ perCaller: null, perAddress: null, failuresPerAddress: null });
    expect(access({ DEVELOPMENT_TOKENS: 'off' }).limits).toEqual({ perCaller: 12_000, perAddress: 24_000, failuresPerAddress: 120 });
    expect(access({ RATE_LIMIT_PER_MINUTE: '7' }).limits.perCaller).toBe(7);
    expect(access({ DEVELOPMENT_TOKENS: 'off', RATE_LIMIT_ADDRESS_PER_MINUTE: 'off' }).limits.perAddress).toBeNull();
  });

  it.each(['0', '-1', '1.5', '1000001', 'none'])('refuse %s', (value) => {
    expect(() => access({ RATE_LIMIT_PER_MINUTE: value })).toThrow('RATE_LIMIT_PER_MINUTE');
  });
});

describe('trusted proxies', () => {
  it.each([
    ['2', 2],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['loopback, 192.0.2.7,2001:db8::/32', ['loopback', '192.0.2.7', '2001:db8::/32']],
  ])('are %s', (value, known) => {
    expect(access({ TRUST_PROXY: value }).trustProxy).toEqual(known);
  });

  it.each(['true', '0', '11', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0/8', 'proxy.internal', '10.0.0.1,', '*'])(
    'are not: %s',
    (value) => {
      expect(() => access({ TRUST_PROXY: value })).toThrow('TRUST_PROXY');
    },
  );

  it('are in front of no program that takes development tokens', () => {
    expect(readConfig({ TRUST_PROXY: '1' }, '/srv').areDevelopmentTokensAccepted).toBe(false);
    expect(() => readConfig({ TRUST_PROXY: '1', DEVELOPMENT_TOKENS: 'true' }, '/srv')).toThrow('DEVELOPMENT_TOKENS');
  });
});

describe('a program that nobody can sign in to', () => {
  it('says so, until there is a key, an issuer or a development token', async () => {
    const store = await openMemoryStore();
    const said: string[] = [];
    const logger = { warn: (_fields: object, text: string) => void said.push(text) } as never;
    const warn = (env: Readonly<Record<string, string>>) => warnWhereNobodyCanSignIn({ config: readConfig(env, '/srv'), store, logger });
    const closed = { DEVELOPMENT_TOKENS: 'off' };
    try {
      await warn({});
      await warn({ ...closed, ...OIDC });
      expect(said).toEqual([]);
      await warn(closed);
      expect(said).toEqual([expect.stringContaining('npm run keys')]);
      const scope = { sellerIds: [], marketplaceIds: [] };
      await store.keys.create({ name: 'a', role: 'system', subject: 'a', scope, expiresAt: Date.now() + 1_000 });
      await warn(closed);
      expect(said).toHaveLength(1);
      await warnWhereNobodyCanSignIn({ config: readConfig(closed, '/srv'), store, logger }, Date.now() + 2_000);
      expect(said).toHaveLength(2);
    } finally {
      await store.close();
    }
  });
});
