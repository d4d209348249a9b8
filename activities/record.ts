import type { ClaimRecord, OrderRecord, RecordResult } from '../store/contract/store.ts';
import { permanent, retryable } from './failures.ts';
import type { ActivityPorts, ClaimEffectInput, EffectInput } from './ports.ts';

/** Each round asks the workflow for what is missing; more than this means that it does not have it. */
const ROUNDS_MAX = 3;

/**
 * Brings the store up to these events: any number of times, by anybody.
 * @returns the order as it is in the store, which may be further on
 * @throws ApplicationFailure `diverged` (for good: a person must look), `GAP` (try again)
 */
export function recordEvents(
  { store, eventsAfter, logger }: Pick<ActivityPorts, 'store' | 'eventsAfter' | 'logger'>,
  { orderId, events }: EffectInput,
): Promise<OrderRecord> {
  const record = (known: EffectInput['events']) => store.orders.record(orderId, known);
  return caughtUp({ record, eventsAfter: (sequence) => eventsAfter(orderId, sequence), logger, ids: { orderId } }, events);
}

/** The same for a claim. */
export function recordClaimEvents(
  { store, claimEventsAfter, logger }: Pick<ActivityPorts, 'store' | 'claimEventsAfter' | 'logger'>,
  { orderId, claimId, events }: ClaimEffectInput,
): Promise<ClaimRecord> {
  const ids = { orderId, claimId };
  const record = (known: ClaimEffectInput['events']) => store.claims.record(claimId, known);
  return caughtUp({ record, eventsAfter: (sequence) => claimEventsAfter(ids, sequence), logger, ids }, events);
}

interface Behind<E, R> extends Pick<ActivityPorts, 'logger'> {
  readonly record: (events: readonly E[]) => Promise<RecordResult<R>>;
  readonly eventsAfter: (sequence: number) => Promise<readonly E[]>;
  readonly ids: Readonly<Record<string, string>>;
}

async function caughtUp<E extends { readonly sequence: number }, R>(
  { record, eventsAfter, logger, ids }: Behind<E, R>,
  events: readonly E[],
): Promise<R> {
  let known = events;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const result = await record(known);
    switch (result.kind) {
      case 'recorded':
        return result.record;
      case 'diverged':
        logger.warn({ ...ids, sequence: result.sequence }, 'store and workflow differ');
        throw permanent('diverged', `event ${result.sequence} is another in the store`);
      case 'gap':
        known = merged(await eventsAfter(result.have), known);
    }
  }
  throw retryable('GAP', 'events are missing that the workflow did not give');
}

/** Both lists by sequence, each event once. Where they differ, the given one stays: record() compares it with the store. */
function merged<E extends { readonly sequence: number }>(missing: readonly E[], given: readonly E[]): readonly E[] {
  const bySequence = new Map([...missing, ...given].map((event) => [event.sequence, event]));
  return [...bySequence.values()].toSorted((a, b) => a.sequence - b.sequence);
}
