import type { Request } from 'express';
import { type FailureLimit, failureLimit, type Limits, NO_LIMITS, TOO_MANY } from '../http/limits.ts';
import type { Problem } from '../http/problems.ts';
import { type Authenticator, bearerToken, type Caller, callerOf, developmentTokens } from './auth.ts';

export type Passed = { readonly caller: Caller } | { readonly problem: Problem; readonly retryAt?: Date };

/** Every refusal of credentials in the same words: what was wrong with them is nobody's business. */
const UNAUTHENTICATED: Problem = { code: 'unauthenticated', detail: 'Send a valid bearer token.' };

/**
 * Tells who calls, and keeps those away who guess.
 * @throws CredentialsUnknowable; StoreUnavailable
 */
export interface Gate {
  pass(request: Pick<Request, 'ip' | 'headersDistinct'>): Promise<Passed>;
  /** For credentials of another form: they count together, whichever door is tried. */
  readonly failures: FailureLimit;
}

/** Whom a process lets in, and how often one may be wrong. */
interface Doors {
  readonly authenticators?: readonly Authenticator[];
  readonly developmentTokens: boolean;
  readonly limits?: Limits;
}

export function createGate(deps: Doors): Gate {
  const known = authenticatorsOf(deps);
  const failures = failureLimit(deps.limits ?? NO_LIMITS);
  const pass: Gate['pass'] = async ({ ip, headersDistinct }) => {
    const [authorization, ...more] = headersDistinct['authorization'] ?? [];
    if (authorization === undefined) return { problem: UNAUTHENTICATED };
    // Node takes the first of several; another program on the way may take the last.
    const token = more.length === 0 ? bearerToken(authorization) : null;
    const retryAt = await failures.refuses(ip, token ?? '');
    if (retryAt) return { problem: TOO_MANY, retryAt };
    const caller = token === null ? null : await callerOf(authorization, known);
    if (caller && token !== null) {
      failures.succeeded(token);
      return { caller };
    }
    await failures.failed(ip);
    return { problem: UNAUTHENTICATED };
  };
  return { pass, failures };
}

/** Every kind of credentials that this process accepts. */
export function authenticatorsOf({
  authenticators = [],
  developmentTokens: development,
}: Pick<Doors, 'authenticators' | 'developmentTokens'>): readonly Authenticator[] {
  return [...authenticators, ...(development ? [developmentTokens] : [])];
}
