import type { Insertable, Selectable } from 'kysely';
import type { OrderDetails } from '../../domain/order/details.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { OrderRecord, StoredEvent } from '../contract/store.ts';
import { dateOrNull, type EventsTable, json, millis, millisOrNull, type OrdersTable } from './tables.ts';

type Given = 'terms' | 'given' | 'creation_hash' | 'workflow_started_at' | 'diverged_at';

/** What an order's row says of its state: all but what is fixed at creation or set by other hands. */
export function orderColumns(
  state: OrderState,
  details: OrderDetails,
  terms: Terms,
  lastHash: string,
): Omit<Insertable<OrdersTable>, Given> {
  const { given } = details;
  return {
    order_id: state.orderId,
    state: json(state),
    details: json(details),
    last_hash: lastHash,
    name: state.name,
    version: state.version,
    sequence: state.sequence,
    ended: state.ended,
    provider_id: state.providerId,
    customer_id: state.customerId,
    seller_id: state.sellerId,
    title: given.scopeOfWork.title,
    customer_name: given.customer.name,
    holds: [...new Set(state.holds.map(({ kind }) => kind))],
    waiting_for: [...new Set(waitingFor(state, terms).flatMap(({ who, what }) => [who, what]))],
    next_deadline: dateOrNull(deadlinesOf(state, terms)[0]?.due ?? null),
    clock_offset_ms: state.clockOffsetMs,
    created_at: new Date(state.createdAt),
    updated_at: new Date(state.updatedAt),
    closed_at: dateOrNull(state.closedAt),
  };
}

export const ORDER_RECORD_COLUMNS = ['order_id', 'state', 'details', 'terms', 'last_hash', 'workflow_started_at', 'diverged_at'] as const;

export function fromOrder(row: Pick<Selectable<OrdersTable>, (typeof ORDER_RECORD_COLUMNS)[number]>): OrderRecord {
  return {
    orderId: row.order_id,
    state: row.state,
    details: row.details,
    terms: row.terms,
    lastHash: row.last_hash,
    workflowStartedAt: millisOrNull(row.workflow_started_at),
    divergedAt: millisOrNull(row.diverged_at),
  };
}

export function fromEvent(row: Selectable<EventsTable>): StoredEvent {
  return {
    position: Number(row.position),
    orderId: row.order_id,
    event: row.data,
    texts: row.texts,
    salt: row.salt,
    textsHash: row.texts_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
    recordedAt: millis(row.recorded_at),
  };
}
