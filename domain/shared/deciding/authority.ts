import type { Actor } from '../actor.ts';
import { isWithin, type Scope } from '../scope.ts';
import { forbidden, type Refusal } from './refusal.ts';

/**
 * On what a caller's right to give a command rests beside its role: written with each request and read when it is sent. Requests in
 * histories of before it lack it, and are judged by the role alone, as they were; every request that is decided anew has it.
 */
export interface Authority {
  /** REVOKED: the key was gone before the command was sent. Whoever calls without a key has lost none. */
  readonly key: 'VALID' | 'REVOKED';
  /** What the key is limited to, a marketplace by each of its names; null: nothing. */
  readonly scope: Scope | null;
  /** The order's provider when the command was taken: whoever blames the provider means that one. Absent: nobody knows. */
  readonly providerId?: string;
}

/** Of callers without a key, and of whoever only looks: being the party of the order is all that there is to judge. */
export const BY_PARTY: Authority = { key: 'VALID', scope: null };

/** Whose an order or a claim is now. */
export interface Parties {
  readonly customerId: string;
  readonly providerId: string;
  readonly sellerId: string | null;
  readonly marketplaceId: string;
}

/** Customers and providers have to do with their own orders alone; nobody else's right goes by its id. */
export function isParty({ role, id }: Pick<Actor, 'role' | 'id'>, { customerId, providerId }: Pick<Parties, 'customerId' | 'providerId'>) {
  if (role === 'customer') return id === customerId;
  return role === 'provider' ? id === providerId : true;
}

/** The one spoken for is the party now. */
export function isSpokenFor(
  { role, id }: NonNullable<Actor['onBehalfOf']>,
  { customerId, providerId }: Pick<Parties, 'customerId' | 'providerId'>,
): boolean {
  return id === (role === 'PROVIDER' ? providerId : customerId);
}

/**
 * Whether the right that the caller had when the command was taken is there still, by the state in which it is decided.
 * @returns null where it is; the words name nobody but the caller
 */
export function lostRight(actor: Actor, { key, scope }: Authority, parties: Parties): Refusal | null {
  if (key === 'REVOKED') return forbidden('The key was revoked before the command was sent.');
  if (scope && !isWithin(scope, parties)) return forbidden('The key is not for this order any more.');
  if (!isParty(actor, parties)) return forbidden(`The order is not this ${actor.role}'s any more.`);
  if (!actor.onBehalfOf || isSpokenFor(actor.onBehalfOf, parties)) return null;
  const { role, id } = actor.onBehalfOf;
  return forbidden(`${id} is not the ${role.toLowerCase()} of this order any more.`);
}
