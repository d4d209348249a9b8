/** What a key is limited to. An empty list limits nothing; both together mean both. */
export interface Scope {
  readonly sellerIds: readonly string[];
  readonly marketplaceIds: readonly string[];
}

/** Whether an order is one that the key is for; one without a seller is within no list of sellers. */
export function isWithin(
  { sellerIds, marketplaceIds }: Scope,
  order: { readonly sellerId: string | null; readonly marketplaceId: string },
): boolean {
  const isSellers = sellerIds.length === 0 || (order.sellerId !== null && sellerIds.includes(order.sellerId));
  return isSellers && (marketplaceIds.length === 0 || marketplaceIds.includes(order.marketplaceId));
}

/** A scope with a marketplace by each of its names; null where it limits nothing. */
export function scopeByNames({ sellerIds, marketplaceIds }: Scope, namesOf: (marketplaceId: string) => readonly string[]): Scope | null {
  if (sellerIds.length === 0 && marketplaceIds.length === 0) return null;
  return { sellerIds, marketplaceIds: [...new Set(marketplaceIds.flatMap(namesOf))] };
}
