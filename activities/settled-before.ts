import type { Instant } from '../domain/shared/time.ts';
import { retryable } from './failures.ts';
import type { ActivityPorts } from './ports.ts';

export interface SettledBeforeInput {
  readonly orderId: string;
  /** A deadline of this claim of the order. */
  readonly claimId?: string;
  /** In the order's own time (with its test clock, where it has one). */
  readonly due: Instant;
  readonly exceptCommandId?: string;
}

/**
 * A deadline that blames or releases somebody waits here until everything received before it was due is decided.
 *
 * 1. The clock is asked first: once it is at or past `due`, no later command can have been received before it.
 * 2. Then the inbox: a command received before `due` and not decided makes it wait, however long that takes.
 * 3. Receipt times get the same test-clock offset as when they are decided.
 *
 * @throws ApplicationFailure `undecided_command`, to be tried again
 */
export async function settledBefore(
  { store, now = () => store.now() }: Pick<ActivityPorts, 'store' | 'now'>,
  { orderId, claimId, due, exceptCommandId }: SettledBeforeInput,
): Promise<void> {
  const subject = claimId === undefined ? await store.orders.get(orderId) : await store.claims.get(claimId);
  const offsetMs = subject?.state.clockOffsetMs ?? 0;
  if ((await now(orderId)) + offsetMs < due) throw retryable('undecided_command', 'the clock of the store is not there yet');
  const oldestAt = await store.inbox.oldestUndecidedAt({ orderId, ...(claimId === undefined ? {} : { claimId }) }, exceptCommandId);
  if (oldestAt !== null && oldestAt + offsetMs < due) {
    throw retryable('undecided_command', 'a command received before the deadline is undecided');
  }
}
