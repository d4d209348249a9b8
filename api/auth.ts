import type { OrderState } from '../domain/order/state.ts';
import { type Role, rolesOf } from '../domain/shared/actor.ts';

/** Who calls, as their credentials say. */
export interface Caller {
  readonly role: Role;
  readonly subject: string;
}

/** One kind of credentials: development tokens today; API keys and OIDC are further ones beside it. */
export interface Authenticator {
  /** @returns null where the token is none of this kind, or not valid */
  authenticate(token: string): Promise<Caller | null>;
}

const DEVELOPMENT_TOKEN = /^dev-(system|customer|provider|support|supervisor|auditor)(?::([A-Za-z0-9_-]{1,100}))?$/;
const BEARER = /^Bearer +([\x21-\x7e]{1,4096})$/i;

/** `dev-<role>[:<subject>]`: anybody can make one, so only a process on a loopback address may accept them (contract, "Callers"). */
export const developmentTokens: Authenticator = {
  authenticate: async (token) => {
    const [, role, subject] = DEVELOPMENT_TOKEN.exec(token) ?? [];
    return role === undefined ? null : { role: role as Role, subject: subject ?? role };
  },
};

/** The caller of an `Authorization` header, by the first kind of credentials that knows it; null: nobody known. */
export async function callerOf(header: string | undefined, authenticators: readonly Authenticator[]): Promise<Caller | null> {
  const token = BEARER.exec(header ?? '')?.[1];
  if (token === undefined) return null;
  for (const authenticator of authenticators) {
    const caller = await authenticator.authenticate(token);
    if (caller) return caller;
  }
  return null;
}

/** `role:subject`: the scope of an idempotency key. */
export function callerKey({ role, subject }: Caller): string {
  return `${role}:${subject}`;
}

export function isOneOf({ role }: Caller, roles: readonly Role[]): boolean {
  return rolesOf(role).some((one) => roles.includes(one));
}

/** Customers and providers see their own orders, everybody else sees all. */
export function maySee({ role, subject }: Caller, { customerId, providerId }: Pick<OrderState, 'customerId' | 'providerId'>): boolean {
  if (role === 'customer') return customerId === subject;
  return role === 'provider' ? providerId === subject : true;
}
