import type { OrderRecord } from '../store/store.ts';
import { type Caller, maySee } from './auth.ts';
import type { AppDeps } from './deps.ts';
import type { PathIds } from './route.ts';

/** The order that the path names; null where it is unknown or not this caller's: both look the same from outside. */
export async function visibleOrder({
  deps,
  caller,
  ids,
}: {
  readonly deps: AppDeps;
  readonly caller: Caller;
  readonly ids: PathIds;
}): Promise<OrderRecord | null> {
  const order = await deps.store.orders.get(ids['orderId'] ?? '');
  return order && maySee(caller, order.state) ? order : null;
}

/** For paths that name nothing: there is always something to see. */
export function nothingNamed(): Record<never, never> {
  return {};
}
