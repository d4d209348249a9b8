import { type Kysely, type Selectable, sql } from 'kysely';
import type { OrderEvent } from '../../domain/order/events.ts';
import { fold } from '../../domain/order/evolve.ts';
import type { GivenCommand, OrderRecord, RecordResult } from '../contract/store.ts';
import { fromOrder, ORDER_RECORD_COLUMNS, orderColumns } from '../tables/order-rows.ts';
import type { OrdersTable, Tables } from '../tables/tables.ts';
import { appendEvents } from './append.ts';
import { type ClaimTermsOf, openClaims } from './claim-opening.ts';
import { type Folded, foldEvent } from './fold.ts';
import { type Head, type Log, recordIn } from './log.ts';

/** What recording needs of an order's row: neither what it was created from, nor what the lists read. */
type Row = Pick<Selectable<OrdersTable>, (typeof ORDER_RECORD_COLUMNS)[number]> & { readonly locked_at: Date };
type OrderHead = Head & { readonly row: Row; readonly folded: Folded & { readonly state: OrderRecord['state'] } };

/** Brings an order up to these events; the contract is that of store/event-log/log.ts. A claim that the order accepts is opened with it. */
export function record(
  tx: Kysely<Tables>,
  claimTermsOf: ClaimTermsOf,
  orderId: string,
  events: readonly OrderEvent[],
): Promise<RecordResult> {
  return recordIn(orderLog(claimTermsOf), tx, orderId, events);
}

function orderLog(claimTermsOf: ClaimTermsOf): Log<OrderHead, OrderEvent, OrderRecord> {
  return {
    lock,
    stored: async (tx, orderId, first, last) => {
      const rows = await tx
        .selectFrom('events')
        .select('data')
        .where('order_id', '=', orderId)
        .where('sequence', '>=', first)
        .where('sequence', '<=', last)
        .orderBy('sequence')
        .execute();
      return rows.map(({ data }) => data);
    },
    ofCommand: async (tx, orderId, commandId) => {
      const own = tx.selectFrom('events').select('data').where('order_id', '=', orderId).where('command_id', '=', commandId);
      return (await own.execute()).map(({ data }) => data);
    },
    markDiverged: async (tx, orderId) => {
      const divergedAt = sql<Date>`coalesce(diverged_at, clock_timestamp())`;
      await tx.updateTable('orders').set({ diverged_at: divergedAt }).where('order_id', '=', orderId).execute();
    },
    step: (head, event, commands) => {
      // The row belongs to an order: what it holds are an order's commands.
      const { folded, ...step } = foldEvent(head.folded, event, commands as readonly GivenCommand[] | null);
      return { ...step, head: headOf(head.row, folded) };
    },
    versionOf: (events) => fold(null, events).version,
    save: async (tx, { row, folded }, steps) => {
      const columns = orderColumns(folded.state, folded.details, row.terms, folded.lastHash);
      await tx.updateTable('orders').set(columns).where('order_id', '=', row.order_id).execute();
      const accepted = steps.map(({ head, linked }) => ({ state: head.folded.state, linked }));
      await openClaims(tx, { claimTermsOf, terms: row.terms, accepted });
    },
    append: (tx, _orderId, linked) => appendEvents(tx, linked),
    recordOf: ({ row, folded }) => ({ ...fromOrder(row), ...folded }),
  };
}

async function lock(tx: Kysely<Tables>, orderId: string): Promise<OrderHead | null> {
  const order = tx
    .selectFrom('orders')
    .select(ORDER_RECORD_COLUMNS)
    .select(sql<Date>`clock_timestamp()`.as('locked_at'))
    .where('order_id', '=', orderId);
  const row = await order.forUpdate().executeTakeFirst();
  return row ? headOf(row, { state: row.state, details: row.details, lastHash: row.last_hash }) : null;
}

function headOf(row: Row, folded: OrderHead['folded']): OrderHead {
  const { sequence, version, handled } = folded.state;
  return {
    orderId: row.order_id,
    claimId: null,
    sequence,
    version,
    isDiverged: row.diverged_at !== null,
    lockedAt: row.locked_at.getTime(),
    handled,
    row,
    folded,
  };
}
