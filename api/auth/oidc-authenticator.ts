import { type CompactJWSHeaderParameters, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { Role } from '../../domain/shared/actor.ts';
import { type Authenticator, type Caller, SUBJECT } from './auth.ts';
import { type IssuerKeys, issuerKeys } from './oidc-keys.ts';

export interface OidcOptions {
  /** The `iss` of its tokens, character for character. */
  readonly issuer: string;
  /** What `aud` must name: this installation, not one of its clients. */
  readonly audience: string;
  /** Where a token says its roles: a claim, or a path of claims with dots between. */
  readonly rolesClaim: string;
  readonly subjectClaim: string;
  /** Null: as the issuer's discovery document says. */
  readonly jwksUrl: string | null;
  /** A token that was issued longer ago is refused, whatever its `exp` says. */
  readonly maxAgeS: number;
}

interface Deps {
  readonly logger: { warn(fields: object, message: string): void };
}

/** Fixed, whatever a token or the issuer says: asymmetric, and none of them is `none`. */
export const OIDC_ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Of an access token by RFC 9068, and of those issuers that do not follow it; nothing else is an access token. */
const TYPES: readonly string[] = ['at+jwt', 'application/at+jwt', 'jwt'];
const TOLERANCE_S = 5;
const FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * A token with several of our roles counts as the first of these. Supervisors are support as well, so nothing is lost; who reads
 * everything stands above who sees their own. `system` is not here: people are no systems, those have keys.
 */
export const OIDC_ROLES: readonly Role[] = ['supervisor', 'support', 'auditor', 'provider', 'customer'];

/** Tokens of people, from one issuer. */
export function oidcAuthenticator(options: OidcOptions, { logger }: Deps): Authenticator {
  const keys = issuerKeys({ issuer: options.issuer, jwksUrl: options.jwksUrl, logger });
  return {
    authenticate: async (token) => {
      const header = plausibleHeader(token, options);
      if (!header) return null;
      const payload = await verified(token, header, keys, options);
      return payload && callerIn(payload, options);
    },
  };
}

/** What can be told without a key; a token that is refused here never makes anybody ask the issuer. */
function plausibleHeader(token: string, { issuer, audience }: OidcOptions): CompactJWSHeaderParameters | null {
  if (!FORM.test(token)) return null;
  try {
    const header = decodeProtectedHeader(token);
    const { iss, aud } = decodeJwt(token);
    const { alg, typ } = header;
    if (typeof alg !== 'string' || !OIDC_ALGORITHMS.includes(alg)) return null;
    if (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase())) return null;
    const isMeantForUs = iss === issuer && (Array.isArray(aud) ? aud : [aud]).includes(audience);
    return isMeantForUs ? { ...header, alg } : null;
  } catch {
    return null;
  }
}

async function verified(
  token: string,
  header: CompactJWSHeaderParameters,
  keys: IssuerKeys,
  { issuer, audience, maxAgeS }: OidcOptions,
): Promise<JWTPayload | null> {
  const key = await keys.find(header);
  if (!key) return null;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...OIDC_ALGORITHMS],
      issuer,
      audience,
      maxTokenAge: maxAgeS,
      clockTolerance: TOLERANCE_S,
      requiredClaims: ['exp'],
    });
    return payload;
  } catch {
    // Nothing in there asks anybody: whatever it was, it was the token.
    return null;
  }
}

function callerIn(payload: JWTPayload, { rolesClaim, subjectClaim }: OidcOptions): Caller | null {
  const subject = claimAt(payload, subjectClaim);
  const roles = rolesIn(claimAt(payload, rolesClaim));
  const role = OIDC_ROLES.find((one) => roles.includes(one));
  return role !== undefined && typeof subject === 'string' && SUBJECT.test(subject) ? { role, subject } : null;
}

/** A list of roles, or one role by itself. */
function rolesIn(claim: unknown): readonly unknown[] {
  return Array.isArray(claim) ? claim : [claim];
}

/** The claim of that very name (they may be URLs), else what lies at the end of the path. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let at: unknown = payload;
  for (const step of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}
