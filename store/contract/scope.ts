import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../domain/shared/scope.ts';

/** `isWithin` as a condition on rows of `orders`. Both never change in an order; the index `orders_marketplace` is on this very expression. */
export function ordersWithin({ sellerIds, marketplaceIds }: Scope): RawBuilder<boolean> {
  const ofSellers = sellerIds.length === 0 ? sql`true` : sql`orders.seller_id in (${sql.join(sellerIds)})`;
  const ofMarketplaces = marketplaceIds.length === 0 ? sql`true` : sql`(orders.given ->> 'marketplaceId') in (${sql.join(marketplaceIds)})`;
  return sql<boolean>`(${ofSellers} and ${ofMarketplaces})`;
}

/** A condition on rows of a table that names their order. */
export function ofOrdersWithin(scope: Scope, orderId: 'events.order_id' | 'claims.order_id'): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from orders where orders.order_id = ${sql.ref(orderId)} and ${ordersWithin(scope)})`;
}
