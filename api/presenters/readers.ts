import type { OrderState } from '../../domain/order/state.ts';
import type { Reader, Relation } from '../../domain/shared/reading/readers.ts';
import type { ClaimRecord, OrderRecord, Store } from '../../store/contract/store.ts';
import { maySee, ownParty } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';

type Parties = Pick<OrderState, 'customerId' | 'providerId' | 'sellerId' | 'marketplaceId' | 'name'>;

/** For what is no single order's: the feed, which only those read who see every order of their scope. */
export function staffReader({ role, subject }: Caller): Reader {
  return { role, id: subject, relations: staffRelations(role) };
}

function staffRelations(role: Caller['role']): readonly Relation[] {
  switch (role) {
    case 'system':
      return ['SYSTEM'];
    case 'support':
    case 'supervisor':
      return ['SUPPORT'];
    case 'auditor':
      return ['AUDITOR'];
    case 'customer':
    case 'provider':
      return [];
  }
}

/**
 * What the caller has to do with an order, as the order is now: whoever is no party of it any more has no relation to it.
 * @param isExempt of the order's provider, as it is registered
 */
export function readerFor(caller: Caller, order: Parties, isExempt: boolean): Reader {
  const { role, subject } = caller;
  const of = (...relations: readonly Relation[]): Reader => ({ role, id: subject, relations });
  if (!maySee(caller, order)) return of();
  if (role === 'customer') return of('CUSTOMER');
  if (role !== 'provider') return of(...staffRelations(role));
  if (isOver(order)) return of('PROVIDER');
  return isExempt ? of('PROVIDER', 'ASSIGNED', 'EXEMPT') : of('PROVIDER', 'ASSIGNED');
}

/** The same, with the provider's registration looked up where it matters. @param order as it is now */
export async function readerOf(store: Pick<Store, 'providers'>, caller: Caller, order: Pick<OrderRecord, 'state'>): Promise<Reader> {
  return (await readersOf(store, caller))(order);
}

/** The caller as the reader of each order of a list. */
export async function readersOf(
  { providers }: Pick<Store, 'providers'>,
  caller: Caller,
): Promise<(order: Pick<OrderRecord, 'state'>) => Reader> {
  const exempt = caller.role === 'provider' && isExempt(await providers.get(caller.subject));
  return ({ state }) => readerFor(caller, state, exempt);
}

/** Nobody has to go there any more. */
function isOver({ name }: Pick<OrderState, 'name'>): boolean {
  return name === 'CLOSED' || name === 'CANCELLED';
}

/** A provider that has proven that it may write to customers itself. */
function isExempt(provider: { readonly body: Readonly<Record<string, unknown>> } | null): boolean {
  const { communicationExempt } = provider?.body ?? {};
  return communicationExempt !== undefined && communicationExempt !== null;
}

/** What the caller has to do with a claim: what it has to do with its order. */
export async function claimReader(
  store: Pick<Store, 'providers' | 'orders'>,
  caller: Caller,
  { orderId }: Pick<ClaimRecord, 'orderId'>,
): Promise<Reader> {
  // The desk and the backends are to every order in their sight what they are to one.
  return ownParty(caller) ? readerOf(store, caller, await orderOfClaim(store, { orderId })) : staffReader(caller);
}

/** @throws Error where it is not there: a claim is filed on an order */
export async function orderOfClaim({ orders }: Pick<Store, 'orders'>, { orderId }: Pick<ClaimRecord, 'orderId'>): Promise<OrderRecord> {
  const order = await orders.get(orderId);
  if (!order) throw new Error('the order of a claim is not in the store');
  return order;
}
