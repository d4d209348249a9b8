import { feeView } from '../../domain/order/views/view.ts';
import { iso } from '../../domain/shared/time.ts';
import type { OrderRecord, Store } from '../../store/contract/store.ts';
import { ownParty } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';

type LedgerLine = Awaited<ReturnType<Store['ledger']['entriesOf']>>[number];

/** The fees of an order, each with the lines of the ledger that are this caller's to read. */
export function feesFor(caller: Caller, { state }: Pick<OrderRecord, 'state'>, lines: readonly LedgerLine[]) {
  const own = lines.filter(({ account }) => isLineOf(caller, account));
  return state.fees.map((fee) => ({
    ...feeView(fee),
    entries: own.filter(({ feeId }) => feeId === fee.feeId).map(({ at, feeId: _feeId, ...entry }) => ({ ...entry, at: iso(at) })),
  }));
}

/**
 * A line belongs to the party whose account it is on (`provider:prov-1:…`): a transfer has one of another party for each of theirs.
 * All of them are read by the desk, and by a backend that is limited to no seller.
 */
export function isLineOf(caller: Caller, account: string): boolean {
  const [party, id = ''] = account.split(':');
  const own = ownParty(caller);
  if (own) return party === own.role.toLowerCase() && id === own.id;
  const sellers = caller.scope?.sellerIds ?? [];
  return sellers.length === 0 || (party === 'seller' && sellers.includes(id));
}
