import type { OrderRecord } from '../store/store.ts';
import { maySee } from './access.ts';
import type { Caller } from './auth.ts';
import type { AppDeps } from './deps.ts';
import type { PathIds } from './route.ts';

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

/** For paths that name nothing: there is always something to see. */
export function nothingNamed(): Record<never, never> {
  return {};
}
