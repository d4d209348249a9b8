import { type Actor, type Role, rolesOf } from '../actor.ts';
import { forbidden, type Refusal } from './refusal.ts';

interface GivenBy {
  readonly command: string;
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
}

/** Whose command it is: the API checks it first (403); a signal comes straight to the rules. */
export function refusalByRole(actor: Actor, { command, roles, forOthers }: GivenBy): Refusal | null {
  if (actor.role === 'timer') return forbidden('A timer gives no commands.');
  const own = rolesOf(actor.role);
  if (actor.onBehalfOf) {
    const forParty = actor.onBehalfOf.role === 'PROVIDER' ? 'provider' : 'customer';
    const may = own.includes('support') && forOthers && roles.includes(forParty);
    return may ? null : forbidden(`${command} cannot be given on behalf of a ${forParty}.`);
  }
  return roles.some((role) => own.includes(role)) ? null : forbidden(`The role ${actor.role} does not give ${command}.`);
}
