import type { OrderRecord } from '../../store/contract/store.ts';
import type { AppDeps } from '../deps.ts';
import type { PathIds } from '../http/route.ts';
import { maySee } from './access.ts';
import type { Caller } from './auth.ts';

interface Asked {
  readonly deps: AppDeps;
  readonly caller: Caller;
  readonly ids: PathIds;
}

/** The order that the path names; null where it is unknown or not this caller's: both look the same from outside. */
export function visibleOrder({ deps, caller, ids }: Asked): Promise<OrderRecord | null> {
  return orderSeenBy(deps, caller, ids['orderId'] ?? '');
}

/** The order, for a caller who sees it. */
export async function orderSeenBy({ store }: Pick<AppDeps, 'store'>, caller: Caller, orderId: string): Promise<OrderRecord | null> {
  const order = await store.orders.get(orderId);
  return order && maySee(caller, order.state) ? order : null;
}

/** The order of a command that the caller gave when it saw it: how it ended it may ask by repeating it, and reads no more than that. */
export async function orderGivenTo({ deps, ids, commandId }: Asked & { readonly commandId: string }): Promise<OrderRecord | null> {
  const row = await deps.store.inbox.find(commandId);
  return row?.order && row.order.orderId === ids['orderId'] ? deps.store.orders.get(row.order.orderId) : null;
}

/** For paths that name nothing: there is always something to see. */
export function nothingNamed(): Record<never, never> {
  return {};
}
