import type { OrderEvent } from '../domain/order/events.ts';
import type { OrderRecord } from '../store/store.ts';
import { permanent, retryable } from './failures.ts';
import type { ActivityPorts, EffectInput } from './ports.ts';

/** Each round asks the workflow for what is missing; more than this means that it does not have it. */
const ROUNDS_MAX = 3;

/**
 * Brings the store up to these events: any number of times, by anybody.
 * @returns the order as it is in the store, which may be further on
 * @throws ApplicationFailure `diverged` (for good: a person must look), `GAP` (try again)
 */
export async function recordEvents(
  { store, eventsAfter, logger }: Pick<ActivityPorts, 'store' | 'eventsAfter' | 'logger'>,
  { orderId, events }: EffectInput,
): Promise<OrderRecord> {
  let known = events;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const result = await store.orders.record(orderId, known);
    switch (result.kind) {
      case 'recorded':
        return result.record;
      case 'diverged':
        logger.warn({ orderId, sequence: result.sequence }, 'store and workflow differ');
        throw permanent('diverged', `order's event ${result.sequence} is another in the store`);
      case 'gap':
        known = merged(await eventsAfter(orderId, result.have), known);
    }
  }
  throw retryable('GAP', 'events are missing that the workflow did not give');
}

/** Both lists by sequence, each event once. Where they differ, the given one stays: record() compares it with the store. */
function merged(missing: readonly OrderEvent[], given: readonly OrderEvent[]): readonly OrderEvent[] {
  const bySequence = new Map([...missing, ...given].map((event) => [event.sequence, event]));
  return [...bySequence.values()].toSorted((a, b) => a.sequence - b.sequence);
}
