import { isIP } from 'node:net';
import { z } from 'zod';
import { isLoopback } from '../../api/auth/loopback.ts';
import { url } from './settings-values.ts';

const claim = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'expected the name of a claim, or a path of claims with dots between');

const perMinute = z.string().refine((value) => value === 'off' || (/^[1-9]\d{0,6}$/.test(value) && Number(value) <= 1_000_000), {
  error: 'expected a whole number from 1 to 1000000, or off',
});

/** `90s`, `15m`, `24h`, `7d`. */
export const AGE = /^([1-9]\d{0,5})([smhd])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const HOPS = /^([1-9]|10)$/;
const PROXY_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** Who may call, how often, and behind what; spread into the settings of the program. */
export const AccessSettings = {
  OIDC_ISSUER: url('https', 'http')
    .refine((value) => !URL.canParse(value) || value.startsWith('https:') || isLoopback(new URL(value).hostname.replace(/^\[|\]$/g, '')), {
      error: 'expected https: what comes without TLS could be anybody’s (http is for loopback addresses)',
    })
    .optional()
    .describe('Who issues the tokens of people: the `iss` of its tokens, character for character.')
    .meta({ example: 'https://login.shop.example/realms/service', without: 'no OIDC tokens are accepted' }),
  OIDC_AUDIENCE: z
    .string()
    .max(500)
    .optional()
    .describe('What the `aud` of a token must name: this installation.')
    .meta({ example: 'https://orders.shop.example', without: 'no OIDC tokens are accepted' }),
  OIDC_ROLES_CLAIM: claim
    .default('roles')
    .describe(
      'Claim that lists the roles; a path such as `realm_access.roles` where it lies deeper. Only known roles count, `system` never.',
    ),
  OIDC_SUBJECT_CLAIM: claim
    .default('sub')
    .describe('Claim that says who it is: 1 to 100 letters, digits, `-` and `_`; of a provider or customer, the id that its orders name.'),
  OIDC_JWKS_URL: url('https', 'http')
    .optional()
    .describe('Where the issuer’s public keys are.')
    .meta({ example: 'https://login.shop.example/realms/service/certs', without: 'as its discovery document says' }),
  OIDC_MAX_AGE: z
    .string()
    .regex(AGE, 'expected a number with s, m, h or d, such as 24h')
    .default('24h')
    .describe('How long ago a token may have been issued, whatever its expiry says.'),
  RATE_LIMIT_PER_MINUTE: perMinute
    .optional()
    .describe('Requests a minute of one caller, in each process; `off`: as many as come.')
    .meta({ example: '12000', without: '12000; off where development tokens are accepted' }),
  RATE_LIMIT_ADDRESS_PER_MINUTE: perMinute
    .optional()
    .describe('Requests a minute from one address, in each process; behind a proxy, set TRUST_PROXY too.')
    .meta({ example: '24000', without: '24000; off where development tokens are accepted' }),
  RATE_LIMIT_FAILURES_PER_MINUTE: perMinute
    .optional()
    .describe('Refused credentials a minute from one address, in each process; more are not looked at.')
    .meta({ example: '120', without: '120; off where development tokens are accepted' }),
  TRUST_PROXY: z
    .string()
    .max(2_000)
    .refine((value) => HOPS.test(value) || value.split(',').every((one) => isProxy(one.trim())), {
      error:
        'expected how many proxies are in front (1 to 10), or their addresses: a list of IPs, IP/prefix, loopback, linklocal, uniquelocal; never everybody',
    })
    .optional()
    .describe('Whose X-Forwarded-For and X-Forwarded-Proto count: the number of proxies in front, or their addresses, with commas.')
    .meta({ example: '10.0.0.0/8', without: 'nobody’s: those headers are ignored' }),
};

function isProxy(text: string): boolean {
  if (PROXY_NAMES.includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  // /0 is everybody: then anybody could name any address as its own.
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** Of a value that `AGE` took. */
export function secondsOf(age: string): number {
  const [, count, unit] = AGE.exec(age) ?? [];
  return Number(count) * (SECONDS[unit ?? ''] ?? Number.NaN);
}

/** As Express takes it. */
export function proxiesOf(value: string): number | readonly string[] {
  return HOPS.test(value) ? Number(value) : value.split(',').map((one) => one.trim());
}
