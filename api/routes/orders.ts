import type { z } from 'zod';
import { orderSummary } from '../../domain/order/views/view.ts';
import type { OrderFilter, OrderRecord } from '../../store/contract/store.ts';
import { ownParty } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { nothingNamed, visibleOrder } from '../auth/visible.ts';
import { ok } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { pageOf, placesOf } from '../list-page.ts';
import { shownOrder } from '../presenters/order-now.ts';
import { readerOf, readersOf } from '../presenters/readers.ts';
import { wholeTimeline } from '../presenters/timeline.ts';
import { order, orderSummary as orderSummarySchema, page, timelineItem } from '../schemas/answers.ts';
import { limitOf, listQuery, timelineQuery } from '../schemas/queries.ts';

type ListQuery = z.infer<typeof listQuery>;

export function orderRoutes(): readonly Route[] {
  return [listRoute(), readRoute(), timelineRoute()];
}

function listRoute(): Route {
  return route<object, unknown, ListQuery>({
    method: 'get',
    path: '/v1/orders',
    operationId: 'listOrders',
    tag: 'Orders',
    summary: 'Orders by what they wait for, newest first unless sorted otherwise.',
    load: nothingNamed,
    query: listQuery,
    answers: { 200: { description: 'A page of orders, in short.', schema: page(orderSummarySchema) } },
    handle: async (context) => {
      const { deps, caller, query } = context;
      const places = placesOf(context);
      const filter = visibleFilter(caller, { ...query, ...places.given });
      if (!filter) return ok({ items: [], nextCursor: null });
      const { items, nextCursor } = await deps.store.orders.list(filter);
      const readerOfEach = await readersOf(deps.store, caller);
      return ok({ items: items.map((one) => orderSummary(one, readerOfEach(one))), nextCursor: places.next(nextCursor) });
    },
  });
}

/** What was asked for, within what the caller sees; null: nothing of it. */
function visibleFilter(caller: Caller, { dueBefore, limit, providerId, customerId, ...asked }: ListQuery): OrderFilter | null {
  const party = ownParty(caller);
  const own = party?.role === 'PROVIDER' ? providerId : customerId;
  if (party && own !== undefined && own !== party.id) return null;
  const filter = {
    ...asked,
    providerId: party?.role === 'PROVIDER' ? party.id : providerId,
    customerId: party?.role === 'CUSTOMER' ? party.id : customerId,
    scope: caller.scope,
    namesWhileOpen: party?.role === 'PROVIDER' ? true : undefined,
    dueBefore: dueBefore === undefined ? undefined : Date.parse(dueBefore),
    limit: limitOf(limit),
  };
  // Absent and undefined are two things to the store.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as unknown as OrderFilter;
}

function readRoute(): Route {
  return route<OrderRecord>({
    method: 'get',
    path: '/v1/orders/{orderId}',
    operationId: 'getOrder',
    tag: 'Orders',
    summary: 'All that an agent needs in one read.',
    load: visibleOrder,
    answers: { 200: { description: 'The order as this caller sees it.', schema: order, headers: ['ETag'] } },
    handle: async ({ deps, caller, found }) => {
      const { body, headers } = await shownOrder(deps.store, { record: found, current: found }, caller);
      return ok(body, headers);
    },
  });
}

function timelineRoute(): Route {
  return route<OrderRecord, unknown, z.infer<typeof timelineQuery>>({
    method: 'get',
    path: '/v1/orders/{orderId}/timeline',
    operationId: 'getTimeline',
    tag: 'Orders',
    summary: 'Every event of the order, hash-chained, and what became of its messages.',
    load: visibleOrder,
    query: timelineQuery,
    answers: { 200: { description: 'A page of it, oldest first.', schema: page(timelineItem) } },
    handle: async (context) => {
      const { deps, caller, found, query } = context;
      const { orders, messages, inbox } = deps.store;
      const asOf = query.asOf === undefined ? undefined : Date.parse(query.asOf);
      const { orderId } = found;
      const [events, rows, claims, reader] = await Promise.all([
        orders.timeline(orderId, asOf),
        messages.of(orderId),
        inbox.refusedClaims(orderId),
        readerOf(deps.store, caller, found),
      ]);
      const lines = wholeTimeline(reader, events, rows, claims);
      const items =
        asOf === undefined
          ? lines
          : lines.filter(({ sequence, at, type }) => sequence !== null || type !== 'CLAIM_REFUSED' || Date.parse(at) <= asOf);
      return ok(pageOf(context, items));
    },
  });
}
