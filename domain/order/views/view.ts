import { type Reader, readable } from '../../shared/reading/readers.ts';
import type { Instant } from '../../shared/time.ts';
import type { Facts } from '../command.ts';
import { ORDER_SUMMARY, ORDER_VIEW } from '../readers/view.ts';
import { type OrderAsStored, type OrderSummary, type OrderView, wholeSummary, wholeView } from './whole-view.ts';

export { feeView, type OrderSummary, type OrderView } from './whole-view.ts';

/** The order as this reader reads it in one go. `now` is the order's own time. */
export function orderView(stored: OrderAsStored, reader: Reader, now: Instant, facts: Facts = {}): OrderView {
  return readable(wholeView(stored, reader, now, facts), ORDER_VIEW, reader);
}

/** One line of a list: what an agent scans for. */
export function orderSummary(stored: OrderAsStored, reader: Reader): OrderSummary {
  return readable(wholeSummary(stored), ORDER_SUMMARY, reader);
}
