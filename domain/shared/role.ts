import { type Actor, type Role, rolesOf } from './actor.ts';
import type { Refusal } from './refusal.ts';

interface GivenBy {
  readonly command: string;
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
}

/** Whose command it is: the API checks it first (403); a signal comes straight to the rules. */
export function refusalByRole(actor: Actor, { command, roles, forOthers }: GivenBy): Refusal | null {
  if (actor.role === 'timer') return { code: 'forbidden', message: 'A timer gives no commands.' };
  const own = rolesOf(actor.role);
  if (actor.onBehalfOf) {
    const forParty = actor.onBehalfOf.role === 'PROVIDER' ? 'provider' : 'customer';
    const may = own.includes('support') && forOthers && roles.includes(forParty);
    return may ? null : { code: 'forbidden', message: `${command} cannot be given on behalf of a ${forParty}.` };
  }
  return roles.some((role) => own.includes(role))
    ? null
    : { code: 'forbidden', message: `The role ${actor.role} does not give ${command}.` };
}
