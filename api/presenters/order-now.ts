import { factsFor } from '../../commands/facts.ts';
import type { Facts } from '../../domain/order/command.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { type OrderView, orderView } from '../../domain/order/views/view.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { OrderRecord, Store } from '../../store/contract/store.ts';
import type { Caller } from '../auth/auth.ts';
import { versionTag } from '../http/request.ts';
import { readerOf } from './readers.ts';

/** An order's own time: the database's, moved by the order's test clock where it has one. */
export async function orderNow(store: Pick<Store, 'now'>, { state }: Pick<OrderRecord, 'state'>): Promise<Instant> {
  return (await store.now()) + state.clockOffsetMs;
}

/** The technicians' checks as the register shows them now: without them `arrive` could not say whether it is open, where it could be. */
export async function viewFacts(store: Store, record: OrderRecord): Promise<Facts> {
  if (!COMMANDS.arrive.moves[record.state.name]) return {};
  const nobody = { role: 'system', id: 'holdfast' } as const;
  return factsFor(store, record, { command: 'arrive', body: {} }, { commandId: '', before: [], actor: nobody });
}

/** An order as it was at some time, and as it is: what is shown is the one, who may read it says the other. */
export interface OrderThen {
  readonly record: OrderRecord;
  readonly current: OrderRecord;
}

export interface ShownOrder {
  readonly body: OrderView;
  readonly headers: { readonly ETag: string };
}

/**
 * The order as this caller may read it now, and the tag of its version.
 * @param at the database's clock, where it is known already
 */
export async function shownOrder(store: Store, { record, current }: OrderThen, caller: Caller, at?: Instant): Promise<ShownOrder> {
  const clock = at === undefined ? orderNow(store, record) : at + record.state.clockOffsetMs;
  const [now, facts, reader] = await Promise.all([clock, viewFacts(store, record), readerOf(store, caller, current)]);
  return { body: orderView(record, reader, now, facts), headers: { ETag: versionTag(record.state.version) } };
}

/** The order right after the event `sequence`, whatever happened since: answers are repeated as they were. */
export async function recordAsOf(store: Pick<Store, 'orders'>, orderId: string, sequence: number): Promise<OrderThen> {
  const current = await store.orders.get(orderId);
  const record = current?.state.sequence === sequence ? current : await store.orders.getAt(orderId, sequence);
  if (!current || !record) throw new Error('an order that was answered for is not in the store');
  return { record, current };
}
