import type { z } from 'zod';
import type { OidcOptions } from '../../api/auth/oidc-authenticator.ts';
import type { Limits } from '../../api/http/limits.ts';
import { NO_LIMITS } from '../../api/http/limits.ts';
import { StartError } from '../process/start-error.ts';
import { type AccessSettings, proxiesOf, secondsOf } from './settings-access.ts';

/** Who may call, how often, and behind what. */
export interface AccessConfig {
  /** Null: no OIDC tokens are accepted. */
  readonly oidc: OidcOptions | null;
  readonly limits: Limits;
  /** Whose X-Forwarded-* count, as Express takes it; null: nobody's. */
  readonly trustProxy: number | readonly string[] | null;
}

type Read = z.infer<z.ZodObject<typeof AccessSettings>>;

/** More than a whole two-core machine answers: it keeps a caller that went wrong from being all that there is. */
const LIMITS: Limits = { perCaller: 12_000, perAddress: 24_000, failuresPerAddress: 120 };

/**
 * @param isDevelopment whoever reaches the address may be anybody anyway: then nothing is limited unless it is asked for
 * @throws StartError
 */
export function accessConfig(e: Read, isDevelopment: boolean): AccessConfig {
  const usual = isDevelopment ? NO_LIMITS : LIMITS;
  return {
    oidc: oidcOf(e),
    limits: {
      perCaller: limitOf(e.RATE_LIMIT_PER_MINUTE, usual.perCaller),
      perAddress: limitOf(e.RATE_LIMIT_ADDRESS_PER_MINUTE, usual.perAddress),
      failuresPerAddress: limitOf(e.RATE_LIMIT_FAILURES_PER_MINUTE, usual.failuresPerAddress),
    },
    trustProxy: e.TRUST_PROXY === undefined ? null : proxiesOf(e.TRUST_PROXY),
  };
}

function oidcOf(e: Read): OidcOptions | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl } = e;
  if (issuer === undefined && audience === undefined && jwksUrl === undefined) return null;
  if (issuer === undefined) throw new StartError('OIDC_ISSUER is missing: without it nobody’s tokens are accepted.');
  if (audience === undefined)
    throw new StartError('OIDC_AUDIENCE is missing: without it the tokens of every other service of that issuer would be accepted.');
  if (jwksUrl !== undefined && issuer.startsWith('https:') && !jwksUrl.startsWith('https:'))
    throw new StartError('OIDC_JWKS_URL must be https as OIDC_ISSUER is: keys that come without TLS could be anybody’s.');
  return {
    issuer,
    audience,
    rolesClaim: e.OIDC_ROLES_CLAIM,
    subjectClaim: e.OIDC_SUBJECT_CLAIM,
    jwksUrl: jwksUrl ?? null,
    maxAgeS: secondsOf(e.OIDC_MAX_AGE),
  };
}

function limitOf(value: string | undefined, usual: number | null): number | null {
  if (value === undefined) return usual;
  return value === 'off' ? null : Number(value);
}
