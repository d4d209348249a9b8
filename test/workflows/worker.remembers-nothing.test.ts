// Goal: an order is the same whether its worker keeps it in memory or replays it from its history each time.
// Method: workers without a cache, stopped and started in the middle of the visit.
import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../domain/shared/time.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { complete, question, toTheDoor, toWork } from '../support/journey.ts';
import { accepted, createOrder, orderOf, PROVIDER } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench({ maxCachedWorkflows: 0 });

describe('an order whose every task is replayed', () => {
  it('says the same as the store at each step, and closes', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, question());
    await toWork(bench(), orderId);
    expect(await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).query('view')).toEqual(
      (await orderOf(bench().store, orderId)).state,
    );
    await complete(bench(), orderId);
    await bench().fastForward(orderId, 32 * DAY_MS);
    await eventually('the order ends', async () => (await orderOf(bench().store, orderId)).state.ended);
    expect((await bench().store.messages.of(orderId)).map(({ status }) => status)).toEqual(['SENT', 'SENT', 'SENT']);
  });

  it('goes on where it was when its worker is replaced', async () => {
    const orderId = await createOrder(bench());
    await toTheDoor(bench(), orderId);
    await bench().stopWorker();
    await bench().startWorker();
    await accepted(bench(), orderId, PROVIDER, question());
    await eventually('the mail is sent', async () => bench().mails.attempts.length === 1);
    expect((await orderOf(bench().store, orderId)).state.name).toBe('ON_SITE');
  });
});
