import { type Role, rolesOf } from '../../domain/shared/actor.ts';
import { isParty, type Parties } from '../../domain/shared/deciding/authority.ts';
import { ACCESS_ROWS, type AccessRow, type Kind } from './access-rows.ts';
import { type Caller, isInScope } from './auth.ts';

// Who may do what with whose things: one table. The routes ask it (route.ts, visible.ts), docs/access.md is written from it and
// test/api/access.is-the-table.test.ts calls every route as everybody and compares.

export const ROLES: readonly Role[] = ['system', 'customer', 'provider', 'support', 'supervisor', 'auditor'];

/** Which things of a kind a role sees: all, those within the scope of its key, its own, or none. What it does not see is 404. */
export type Reach = 'ALL' | 'SCOPE' | 'OWN' | 'NONE';

/**
 * What a role may do by a route, with the things that it sees: a reach, or
 * BEHALF: support, for a party of the order that it names (`onBehalfOf`);
 * CLAIMANT: with the claims of its own side.
 * NONE is 403, for what it sees.
 */
export type Grant = Reach | 'BEHALF' | 'CLAIMANT';

const OF_ORDERS = { system: 'SCOPE', customer: 'OWN', provider: 'OWN', support: 'ALL', supervisor: 'ALL', auditor: 'ALL' } as const;
const OPEN = { system: 'ALL', customer: 'ALL', provider: 'ALL', support: 'ALL', supervisor: 'ALL', auditor: 'ALL' } as const;

export const SIGHT: Readonly<Record<Kind, Readonly<Record<Role, Reach>>>> = {
  ORDER: OF_ORDERS,
  // As its order.
  CLAIM: OF_ORDERS,
  // As its order, and for its uploader.
  DOCUMENT: OF_ORDERS,
  // Bytes come from whoever announced them, whatever else that caller sees; an auditor announces none.
  UPLOAD: { system: 'OWN', customer: 'OWN', provider: 'OWN', support: 'OWN', supervisor: 'OWN', auditor: 'NONE' },
  // Customers and providers: what they gave themselves.
  COMMAND: OF_ORDERS,
  // A provider sees itself, a customer none; a key sees those that serve its marketplaces.
  PROVIDER: { ...OF_ORDERS, customer: 'NONE' },
  LEDGER: OPEN,
  POLICY: OPEN,
};

/** Whether the caller sees this order, and what belongs to it. */
export function maySee(caller: Caller, parties: Parties): boolean {
  switch (SIGHT.ORDER[caller.role]) {
    case 'ALL':
      return isInScope(caller, parties);
    case 'SCOPE':
      return isInScope(caller, parties);
    case 'OWN':
      return isInScope(caller, parties) && isParty({ role: caller.role, id: caller.subject }, parties);
    case 'NONE':
      return false;
  }
}

/** The party whose orders alone this caller sees; null: it sees others' too. */
export function ownParty({ role, subject }: Caller): { readonly role: 'CUSTOMER' | 'PROVIDER'; readonly id: string } | null {
  return SIGHT.ORDER[role] === 'OWN' ? { role: role === 'customer' ? 'CUSTOMER' : 'PROVIDER', id: subject } : null;
}

/** Whether the caller sees this provider. */
export function maySeeProvider(
  { role, subject, scope }: Caller,
  { providerId, marketplaceIds }: { readonly providerId: string; readonly marketplaceIds: readonly string[] },
): boolean {
  const reach = SIGHT.PROVIDER[role];
  if (reach === 'NONE' || (reach === 'OWN' && subject !== providerId)) return false;
  const within = scope?.marketplaceIds ?? [];
  return within.length === 0 || marketplaceIds.some((id) => within.includes(id));
}

/** What a route's row gives a role. */
export function grantOf({ of, roles, forOthers = false, isOfClaimants = false }: AccessRow, role: Role): Grant {
  const own = rolesOf(role);
  if (roles.some((one) => own.includes(one))) {
    const isSide = isOfClaimants && (role === 'customer' || role === 'system');
    return isSide ? 'CLAIMANT' : SIGHT[of][role];
  }
  const speaksFor = forOthers && own.includes('support') && (roles.includes('provider') || roles.includes('customer'));
  return speaksFor ? 'BEHALF' : 'NONE';
}

/** @throws Error where nobody has said who may use this route: such a program does not start */
export function accessOf(operationId: string, rows: Readonly<Record<string, AccessRow>> = ACCESS_ROWS): AccessRow {
  const row = Object.hasOwn(rows, operationId) ? rows[operationId] : undefined;
  if (!row) throw new Error(`The route ${operationId} has no row in api/auth/access-rows.ts: nobody has said who may use it.`);
  return row;
}

/** @throws Error where a route has no row, a row no route, or two routes share one: before anything is served */
export function checkAccess(
  routes: readonly { readonly operationId: string }[],
  rows: Readonly<Record<string, AccessRow>> = ACCESS_ROWS,
): void {
  const served = new Set<string>();
  for (const { operationId } of routes) {
    accessOf(operationId, rows);
    if (served.has(operationId)) throw new Error(`Two routes are called ${operationId}: one row would speak for both.`);
    served.add(operationId);
  }
  const stray = Object.keys(rows).find((operationId) => !served.has(operationId));
  if (stray !== undefined) throw new Error(`api/auth/access-rows.ts has a row for ${stray}, which is no route.`);
}
