import type { SeenJob } from '../../domain/service-job/differences.ts';
import type { Store } from '../../store/contract/store.ts';

// What an import remembers of each job: rows of the inbox with ids of their own, `imp-<orderId>-0` for the creation and one more
// for each later content that was carried over. A row is written once, so two imports at a time cannot both be the next.

/** A job that changed oftener than this is not followed any more. */
export const CHANGES_MAX = 500;

export interface Seen {
  /** From 0, the creation. */
  readonly number: number;
  /** SHA-256 of the canonical JSON of the job as it came. */
  readonly hash: string;
  readonly job: SeenJob;
}

export function seenId(orderId: string, number: number): string {
  return `imp-${orderId}-${number}`;
}

/** @returns null where the order was never imported */
export async function lastSeen(store: Store, orderId: string): Promise<Seen | null> {
  let last: Seen | null = null;
  for (let number = 0; number <= CHANGES_MAX; number += 1) {
    const row = await store.inbox.find(seenId(orderId, number));
    if (row?.answer?.outcome !== 'ANSWERED') break;
    // Only this file's callers write such rows.
    last = { number, hash: row.bodyHash, job: (row.answer.body as { readonly seen: SeenJob }).seen };
  }
  return last;
}
