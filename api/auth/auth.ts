import type { Role } from '../../domain/shared/actor.ts';
import { isWithin, type Scope } from '../../domain/shared/scope.ts';

/** Who calls, as their credentials say. */
export interface Caller {
  readonly role: Role;
  readonly subject: string;
  /** Of a key: what was given by it is judged by what it is when that is sent. */
  readonly keyId?: string;
  /** Of a key that is limited to sellers or marketplaces; absent: everything that the role sees. */
  readonly scope?: Scope;
}

/** One kind of credentials: keys of systems, OIDC tokens of people, development tokens. Their forms have nothing in common. */
export interface Authenticator {
  /**
   * @returns null where the token is none of this kind, or not valid
   * @throws CredentialsUnknowable where nobody can tell now
   */
  authenticate(token: string): Promise<Caller | null>;
}

/** Whoever knows what these credentials are worth does not answer: neither yes nor no would be true. The API answers 503. */
export class CredentialsUnknowable extends Error {
  override readonly name = 'CredentialsUnknowable';
}

/** What a caller may be called: it is written into events, keys of requests and paths. */
export const SUBJECT = /^[A-Za-z0-9_-]{1,100}$/;

const DEVELOPMENT_TOKEN = /^dev-(system|customer|provider|support|supervisor|auditor)(?::([A-Za-z0-9_-]{1,100}))?$/;
const BEARER = /^Bearer +([\x21-\x7e]{1,4096})$/i;

/** `dev-<role>[:<subject>]`: anybody can make one, so only a process on a loopback address may accept them. */
export const developmentTokens: Authenticator = {
  authenticate: async (token) => {
    const [, role, subject] = DEVELOPMENT_TOKEN.exec(token) ?? [];
    return role === undefined ? null : { role: role as Role, subject: subject ?? role };
  },
};

/** The token of an `Authorization` header; null where it holds none, another scheme or more than one. */
export function bearerToken(header: string | undefined): string | null {
  return BEARER.exec(header ?? '')?.[1] ?? null;
}

/**
 * The caller of an `Authorization` header, by the first kind of credentials that knows it; null: nobody known.
 * @throws CredentialsUnknowable; StoreUnavailable
 */
export async function callerOf(header: string | undefined, authenticators: readonly Authenticator[]): Promise<Caller | null> {
  const token = bearerToken(header);
  if (token === null) return null;
  for (const authenticator of authenticators) {
    const caller = await authenticator.authenticate(token);
    if (caller) return caller;
  }
  return null;
}

/** `role:subject`: the scope of an idempotency key. A rotated key is another key of the same caller. */
export function callerKey({ role, subject }: Caller): string {
  return `${role}:${subject}`;
}

/** Whether a scoped caller may have to do with an order, by who sold it and where; everybody else may. */
export function isInScope({ scope }: Caller, order: { readonly sellerId: string | null; readonly marketplaceId: string }): boolean {
  return scope === undefined || isWithin(scope, order);
}
