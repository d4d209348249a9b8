import { type Actor, type Role, rolesOf } from '../../domain/shared/actor.ts';
import { type Parties as AllParties, isSpokenFor } from '../../domain/shared/deciding/authority.ts';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { refusalByRole } from '../../domain/shared/deciding/role.ts';
import type { ClaimedAuthority } from '../../store/contract/store.ts';
import type { Problem } from '../http/problems.ts';
import type { Caller } from './auth.ts';

/** A command of an order or of a claim, as far as it says whose it is. */
interface Spec {
  readonly command: string;
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
}

/** An order or a claim: whose it is. */
type Parties = Pick<AllParties, 'providerId' | 'customerId'>;

type OnBehalfOf = NonNullable<Actor['onBehalfOf']>;

/** What the caller's role alone says; null also where support may still name the party it speaks for. */
export function roleProblem(caller: Caller, spec: Spec): Problem | null {
  if (ownRefusal(caller, spec) === null || maySpeakForSomebody(caller, spec)) return null;
  return { code: 'forbidden', detail: `The role ${caller.role} does not give ${spec.command}.` };
}

/** What the body says about the caller's rights, whatever else is wrong with it. */
export function behalfProblem(caller: Caller, spec: Spec, raw: unknown): Problem | null {
  // Such a command has no such field: the schema refuses it.
  if (!spec.forOthers) return null;
  const given = namedParty(raw);
  if (given === undefined) {
    const refusal = ownRefusal(caller, spec);
    if (refusal === null) return null;
    return { code: 'forbidden', detail: `${refusal} Support names the party that it speaks for: onBehalfOf.` };
  }
  if (!rolesOf(caller.role).includes('support')) return { code: 'forbidden', detail: 'Only support speaks for somebody else.' };
  const party = partyOf(given);
  const refusal = party && refusalByRole({ role: caller.role, id: caller.subject, onBehalfOf: party }, spec);
  return refusal && { code: 'forbidden', detail: refusal.message };
}

/** The person spoken for must be the order's own. */
export function behalfErrors(onBehalfOf: OnBehalfOf | undefined, state: Parties, pointer = '/onBehalfOf/id'): readonly FieldError[] {
  if (!onBehalfOf) return [];
  return isSpokenFor(onBehalfOf, state) ? [] : [{ pointer, message: `is not the ${onBehalfOf.role.toLowerCase()} of this order` }];
}

/** What the caller's right rests on as the request is taken, written with it: judged when that is decided. */
export function claimedBy({ keyId }: Caller, { providerId }: Pick<Parties, 'providerId'>): ClaimedAuthority {
  return { providerId, ...(keyId === undefined ? {} : { keyId }) };
}

export function actorOf({ role, subject }: Caller, onBehalfOf: OnBehalfOf | undefined): Actor {
  return { role, id: subject, ...(onBehalfOf ? { onBehalfOf } : {}) };
}

/** The party that a checked body names. */
export function onBehalfOf(body: unknown): OnBehalfOf | undefined {
  return partyOf(namedParty(body)) ?? undefined;
}

function ownRefusal({ role, subject }: Caller, spec: Spec): string | null {
  return refusalByRole({ role, id: subject }, spec)?.message ?? null;
}

function maySpeakForSomebody({ role }: Caller, { forOthers, roles }: Spec): boolean {
  return rolesOf(role).includes('support') && forOthers && (roles.includes('provider') || roles.includes('customer'));
}

function namedParty(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'onBehalfOf' in raw ? raw.onBehalfOf : undefined;
}

/** Null where it is none: then the schema says so. */
function partyOf(given: unknown): OnBehalfOf | null {
  if (typeof given !== 'object' || given === null || !('role' in given) || !('id' in given)) return null;
  const { role, id } = given;
  return (role === 'PROVIDER' || role === 'CUSTOMER') && typeof id === 'string' ? { role, id } : null;
}
