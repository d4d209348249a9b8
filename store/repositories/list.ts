import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { ordersWithin } from '../contract/scope.ts';
import type { OrderFilter, OrderRecord, Page } from '../contract/store.ts';
import { fromOrder, ORDER_RECORD_COLUMNS } from '../tables/order-rows.ts';
import type { Tables } from '../tables/tables.ts';
import { decodeCursor, encodeCursor, type OrderSort, type Place } from './cursor.ts';

const LIMIT_MAX = 100;
const OVER = ['CLOSED', 'CANCELLED'] as const;

type Query<O> = SelectQueryBuilder<Tables, 'orders', O>;

/** A page of orders; newest first unless asked for otherwise. @throws BadCursor */
export async function listOrders(db: Kysely<Tables>, filter: OrderFilter): Promise<Page<OrderRecord>> {
  const sort = filter.sort ?? '-createdAt';
  const limit = Math.min(Math.max(filter.limit, 1), LIMIT_MAX);
  const place = filter.cursor === undefined ? null : decodeCursor(filter.cursor, sort);
  const query = filtered(db.selectFrom('orders').select([...ORDER_RECORD_COLUMNS, 'created_at', 'next_deadline']), filter);
  const sorted = sort === 'nextDeadline' ? soonestFirst(query, place) : newestFirst(query, place);
  // One more than asked for tells whether there is a next page.
  const rows = await sorted.limit(limit + 1).execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const value = sort === 'nextDeadline' ? last?.next_deadline : last?.created_at;
  return {
    items: page.map(fromOrder),
    nextCursor: last && rows.length > limit ? cursorAt(sort, value ?? null, last.order_id) : null,
  };
}

/** How many the filter finds; counting stops at `max`. */
export async function countOrders(db: Kysely<Tables>, filter: OrderFilter, max: number): Promise<number> {
  const found = filtered(db.selectFrom('orders').select('order_id'), filter).limit(max);
  const { count } = await db
    .selectFrom(found.as('found'))
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function cursorAt(sort: OrderSort, value: Date | null, orderId: string): string {
  return encodeCursor({ sort, value: value === null ? null : value.getTime(), orderId });
}

function filtered<O>(query: Query<O>, filter: OrderFilter): Query<O> {
  const { isOpen, state, hold, waitingFor, providerId, customerId, sellerId, dueBefore, scope, q } = filter;
  let found = query;
  if (isOpen !== undefined) found = found.where('name', isOpen ? 'not in' : 'in', OVER);
  if (state !== undefined) found = found.where('name', '=', state);
  if (hold !== undefined) found = found.where(sql<boolean>`holds @> array[${hold}]::text[]`);
  if (waitingFor !== undefined) found = found.where(sql<boolean>`waiting_for @> array[${waitingFor}]::text[]`);
  if (providerId !== undefined) found = found.where('provider_id', '=', providerId);
  if (customerId !== undefined) found = found.where('customer_id', '=', customerId);
  if (sellerId !== undefined) found = found.where('seller_id', '=', sellerId);
  if (dueBefore !== undefined) found = found.where('next_deadline', '<', new Date(dueBefore));
  if (scope !== undefined) found = found.where(ordersWithin(scope));
  if (q !== undefined) found = matching(found, q, filter.namesWhileOpen ?? false);
  return found;
}

/** Anywhere in the order's id, its title or the customer's name, as far as it may be read; what is a wildcard in SQL stands for itself. */
function matching<O>(query: Query<O>, q: string, namesWhileOpen: boolean): Query<O> {
  const pattern = `%${q.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
  return query.where((where) =>
    where.or([
      where('order_id', 'ilike', pattern),
      where('title', 'ilike', pattern),
      namesWhileOpen
        ? where.and([where('customer_name', 'ilike', pattern), where('name', 'not in', OVER)])
        : where('customer_name', 'ilike', pattern),
    ]),
  );
}

function newestFirst<O>(query: Query<O>, place: Place | null): Query<O> {
  const sorted = query.orderBy('created_at', 'desc').orderBy('order_id', 'desc');
  if (place === null || place.value === null) return sorted;
  return sorted.where(sql<boolean>`(created_at, order_id) < (${new Date(place.value)}::timestamptz, ${place.orderId}::text)`);
}

/** Orders without a deadline come last. */
function soonestFirst<O>(query: Query<O>, place: Place | null): Query<O> {
  const sorted = query.orderBy('next_deadline', (order) => order.asc().nullsLast()).orderBy('order_id');
  if (place === null) return sorted;
  if (place.value === null) return sorted.where('next_deadline', 'is', null).where('order_id', '>', place.orderId);
  return sorted.where(
    sql<boolean>`(next_deadline is null or (next_deadline, order_id) > (${new Date(place.value)}::timestamptz, ${place.orderId}::text))`,
  );
}
