import { type Kysely, sql } from 'kysely';
import { detailsOf, evolveDetails, type OrderDetails } from '../../domain/order/details.ts';
import { evolve } from '../../domain/order/evolve.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { ofOrdersWithin } from '../contract/scope.ts';
import type { OrderRecord, Orders, StoredEvent } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import type { ClaimTermsOf } from '../event-log/claim-opening.ts';
import { record } from '../event-log/record.ts';
import { recordAtOnce } from '../event-log/record-at-once.ts';
import { fromEvent, fromOrder, ORDER_RECORD_COLUMNS } from '../tables/order-rows.ts';
import type { Tables } from '../tables/tables.ts';
import { countOrders, listOrders } from './list.ts';

export function createOrders(database: Database, claimTermsOf: ClaimTermsOf): Orders {
  return {
    get: (orderId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('orders').select(ORDER_RECORD_COLUMNS).where('order_id', '=', orderId).executeTakeFirst();
        return row ? fromOrder(row) : null;
      }),
    getAt: (orderId, sequence) => database.read((db) => getAt(db, orderId, sequence)),
    creationHash: (orderId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('orders').select('creation_hash').where('order_id', '=', orderId).executeTakeFirst();
        return row?.creation_hash ?? null;
      }),
    list: (filter) => database.read((db) => listOrders(db, filter)),
    count: (filter, max) => database.read((db) => countOrders(db, filter, max)),
    counts: () => database.read(counts),
    timeline: (orderId, asOf) =>
      database.read(async (db) => {
        const events = db.selectFrom('events').selectAll().where('order_id', '=', orderId).orderBy('sequence');
        const rows = await (asOf === undefined ? events : events.where('at', '<=', new Date(asOf))).execute();
        return rows.map(fromEvent);
      }),
    eventsBetween: (orderId, first, last) =>
      database.read(async (db) => (await eventsBetween(db, orderId, first, last)).map(({ event }) => event)),
    feed: (after, limit, scope) =>
      database.read(async (db) => {
        const later = db.selectFrom('events').selectAll().where('position', '>', String(after));
        const seen = scope ? later.where(ofOrdersWithin(scope, 'events.order_id')) : later;
        return (await seen.orderBy('position').limit(limit).execute()).map(fromEvent);
      }),
    lastPosition: () =>
      database.read(async (db) => {
        const last = await db.selectFrom('events').select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
        return Number(last?.position ?? 0);
      }),
    record: async (orderId, events, asRead) => {
      const atOnce = asRead ? await database.once((db) => recordAtOnce(db, asRead, events)) : null;
      return atOnce ?? database.write((tx) => record(tx, claimTermsOf, orderId, events));
    },
    markWorkflowStarted: (orderId) =>
      database.once(async (db) => {
        await db
          .updateTable('orders')
          .set({ workflow_started_at: sql<Date>`clock_timestamp()` })
          .where('order_id', '=', orderId)
          .where('workflow_started_at', 'is', null)
          .execute();
      }),
    clearDivergence: (orderId) =>
      database.once(async (db) => {
        await db.updateTable('orders').set({ diverged_at: null }).where('order_id', '=', orderId).execute();
      }),
    unstarted: (limit) => database.read((db) => unstarted(db, limit)),
    overdue: (lateMs, limit) => database.read((db) => overdue(db, lateMs, limit)),
  };
}

async function counts(db: Kysely<Tables>): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('orders')
    .select(['name', sql<string>`count(*)::text`.as('orders')])
    .groupBy('name')
    .execute();
  return Object.fromEntries(rows.map(({ name, orders }) => [name, Number(orders)]));
}

async function eventsBetween(db: Kysely<Tables>, orderId: string, first: number, last: number): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('sequence', '>=', first)
    .where('sequence', '<=', last)
    .orderBy('sequence')
    .execute();
  return rows.map(fromEvent);
}

async function getAt(db: Kysely<Tables>, orderId: string, sequence: number): Promise<OrderRecord | null> {
  const row = await db.selectFrom('orders').select(ORDER_RECORD_COLUMNS).select('given').where('order_id', '=', orderId).executeTakeFirst();
  if (!row) return null;
  if (row.state.sequence === sequence) return fromOrder(row);
  const events = await eventsBetween(db, orderId, 1, sequence);
  if (events.length !== sequence) return null;
  let state: OrderState | null = null;
  let details: OrderDetails = detailsOf(row.given);
  const lastHash = events.at(-1)?.hash ?? row.last_hash;
  for (const { event, texts } of events) {
    state = evolve(state, event);
    details = evolveDetails(details, event, texts);
  }
  return state === null ? null : { ...fromOrder(row), state, details, lastHash };
}

async function unstarted(db: Kysely<Tables>, limit: number): Promise<readonly OrderRecord[]> {
  const rows = await db
    .selectFrom('orders')
    .select(ORDER_RECORD_COLUMNS)
    .where('workflow_started_at', 'is', null)
    .where('ended', '=', false)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(fromOrder);
}

/** Diverged orders are left out: they wait for a person, and would fill the list for ever. */
async function overdue(db: Kysely<Tables>, lateMs: number, limit: number): Promise<readonly OrderRecord[]> {
  const rows = await db
    .selectFrom('orders')
    .select(ORDER_RECORD_COLUMNS)
    .where('ended', '=', false)
    .where('diverged_at', 'is', null)
    // By the order's own clock: that of a sandbox order is ahead.
    .where(sql<boolean>`next_deadline < clock_timestamp() + (clock_offset_ms - ${lateMs}::float8) * interval '1 millisecond'`)
    .orderBy('next_deadline')
    .limit(limit)
    .execute();
  return rows.map(fromOrder);
}
