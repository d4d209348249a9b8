import type { Facts } from '../domain/order/command.ts';
import { COMMANDS } from '../domain/order/commands/index.ts';
import { orderView } from '../domain/order/view.ts';
import type { Instant } from '../domain/shared/time.ts';
import { factsFor } from '../inbox/facts.ts';
import type { OrderRecord, Store } from '../store/store.ts';
import type { Caller } from './auth.ts';
import { versionTag } from './request.ts';

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

/**
 * The order as this caller reads it, and the tag of its version.
 * @param at the database's clock, where it is known already
 */
export async function shownOrder(
  store: Store,
  record: OrderRecord,
  { role, subject }: Caller,
  at?: Instant,
): Promise<{ readonly body: ReturnType<typeof orderView>; readonly headers: { readonly ETag: string } }> {
  const clock = at === undefined ? orderNow(store, record) : at + record.state.clockOffsetMs;
  const [now, facts] = await Promise.all([clock, viewFacts(store, record)]);
  return { body: orderView(record, { role, id: subject }, now, facts), headers: { ETag: versionTag(record.state.version) } };
}

/** The order right after the event `sequence`, whatever happened since: answers are repeated as they were. */
export async function recordAsOf(store: Pick<Store, 'orders'>, orderId: string, sequence: number): Promise<OrderRecord> {
  const now = await store.orders.get(orderId);
  if (now && now.state.sequence === sequence) return now;
  const then = await store.orders.getAt(orderId, sequence);
  if (!then) throw new Error('an order that was answered for is not in the store');
  return then;
}
