import type { InboxRow, Store } from '../../store/contract/store.ts';

/**
 * The store with its clock moved: where a test lets an order's time run on, requests arrive in that time too. Only what the
 * store's clock gives is moved; everything is kept as it was.
 */
export function shiftedStore(store: Store, skewMs: () => number): Store {
  // By the database's own time of receipt, which stays what it was when the order's time runs on.
  const skews = new Map<number, number>();
  const skewOf = (at: number): number => {
    const skew = skews.get(at) ?? skewMs();
    skews.set(at, skew);
    return skew;
  };
  const shifted = (row: InboxRow): InboxRow => ({ ...row, receivedAt: row.receivedAt + skewOf(row.receivedAt) });
  return {
    ...store,
    now: async () => (await store.now()) + skewMs(),
    inbox: {
      ...store.inbox,
      receive: async (request) => {
        const received = await store.inbox.receive(request);
        return received.kind === 'key-reused' ? received : { kind: received.kind, row: shifted(received.row) };
      },
      takeUndecided: async (before, limit) => (await store.inbox.takeUndecided(before - skewMs(), limit)).map(shifted),
      oldestUndecidedAt: async (of, except) => {
        const at = await store.inbox.oldestUndecidedAt(of, except);
        return at === null ? null : at + skewOf(at);
      },
    },
  };
}
