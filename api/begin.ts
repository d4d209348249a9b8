import { setTimeout as delay } from 'node:timers/promises';
import type { OrderRecord } from '../store/contract/store.ts';
import { faultOf } from '../store/engine/fault.ts';
import type { AppDeps } from './deps.ts';

/** An order exists once it is in the store: its workflow may start a moment later, or be left to the reconciler. */
const BEGIN_MS_MAX = 1_000;

/** Starts the order's workflow; never fails, never takes longer than a second of the caller's time. */
/** @param order its id, or itself where it was just read */
export async function beginSoon({ commands, logger }: Pick<AppDeps, 'commands' | 'logger'>, order: string | OrderRecord): Promise<void> {
  const enough = new AbortController();
  const begun = commands.begin(order).catch((error: unknown) => {
    logger.warn(
      { orderId: typeof order === 'string' ? order : order.orderId, ...faultOf(error) },
      'the workflow is left to the reconciler',
    );
  });
  await Promise.race([begun, delay(BEGIN_MS_MAX, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
}
