import type { OrderGiven } from '../../order/details.ts';

/**
 * The linked order in which the work is done again: the same work at the same place by the same provider, without a price and
 * without an appointment, which the parties find themselves. It is an order of its own, with its own rules.
 */
export function recallOrder(original: OrderGiven, link: { readonly recallOrderId: string; readonly claimId: string }): OrderGiven {
  const { appointment: _visit, price: _price, serviceJob: _job, assumed: _assumed, recallOf: _earlier, ...same } = original;
  return { ...same, orderId: link.recallOrderId, recallOf: { orderId: original.orderId, claimId: link.claimId } };
}
