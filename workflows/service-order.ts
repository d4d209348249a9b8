import { continueAsNew } from '@temporalio/workflow';
import { rulesAfter } from '../domain/shared/rules.ts';
import type { ServiceOrderInput } from './messages.ts';
import { runOrder } from './order-run.ts';
import { requireReadable } from './readable-input.ts';

export interface ServiceOrderResult {
  readonly state: string;
  readonly version: number;
}

/**
 * The lifecycle of a service order, from top to bottom. What may happen in each state is decided by domain/order: commands
 * come as updates, support's decisions also as signals, deadlines by the order's one timer (run.ts).
 */
export async function serviceOrder(input: ServiceOrderInput): Promise<ServiceOrderResult> {
  requireReadable(input);
  const order = runOrder(input);

  // Scheduling: the order waits for its first appointment, and reminds.
  await order.while('REQUESTED');

  // The visit: arrival, inspection, work, holds, scope check, signature. A reschedule leads back to its beginning.
  await order.while('SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED');

  // Completed just now: the window runs for a month, in a short history of its own.
  const isFresh = input.state.name !== 'COMPLETED' && order.state.name === 'COMPLETED';
  if (!isFresh) {
    // The claim window: open until its last day has ended where the service took place.
    await order.while('COMPLETED');

    // Cancelled, or closed at completion: fees are decided and attribution is corrected until the time for that is over.
    await order.while('CLOSED', 'CANCELLED');
  }

  await order.untilSettled();
  // The only place where the rules' number may rise: nothing that was decided under the old one is ever decided again.
  if (!order.state.ended) {
    const { opening: _done, ...lasting } = input;
    return continueAsNew<typeof serviceOrder>({ ...lasting, rules: rulesAfter(input.rules), state: order.state });
  }
  return { state: order.state.name, version: order.state.version };
}
