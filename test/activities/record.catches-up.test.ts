// Goal: record brings the store up to the workflow, however often and in whatever order it is called, and never over a difference.
// Method: real SQL in memory, hand-written events, the activity as a worker would run it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { bench } from './bench.ts';
import { scriptOrder, storeOrder } from './order.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

describe('record', () => {
  it('appends once, however often it is called', async () => {
    const order = scriptOrder();
    await storeOrder(store, order);
    const raised = order.add('ISSUE_RAISED', { issueId: 'issue-1' });
    const { run } = bench(store);
    const input = { orderId: order.orderId, events: [raised] };
    await expect(run('record', input)).resolves.toEqual({ sequence: 2 });
    await expect(run('record', input)).resolves.toEqual({ sequence: 2 });
    expect(await store.orders.timeline(order.orderId)).toHaveLength(2);
  });

  it('asks the workflow for what is missing before the first event, and appends all', async () => {
    const order = scriptOrder();
    await storeOrder(store, order);
    order.add('ISSUE_RAISED', { issueId: 'issue-1' });
    order.add('ISSUE_RAISED', { issueId: 'issue-2' });
    const last = order.add('RATED', { stars: 5 });
    const asked: number[] = [];
    const { run } = bench(store, {
      eventsAfter: async (_orderId, sequence) => {
        asked.push(sequence);
        return order.events.filter((event) => event.sequence > sequence);
      },
    });
    await expect(run('record', { orderId: order.orderId, events: [last] })).resolves.toEqual({ sequence: 4 });
    expect(asked).toEqual([1]);
  });

  it('tries again later when the workflow does not have what is missing', async () => {
    const order = scriptOrder();
    await storeOrder(store, order);
    order.add('ISSUE_RAISED', { issueId: 'issue-1' });
    const last = order.add('RATED', { stars: 5 });
    await expect(bench(store).run('record', { orderId: order.orderId, events: [last] })).rejects.toMatchObject({
      type: 'GAP',
      nonRetryable: false,
    });
    expect(await store.orders.timeline(order.orderId)).toHaveLength(1);
  });

  it('stops for good where store and workflow tell different pasts', async () => {
    const order = scriptOrder();
    await storeOrder(store, order);
    const { run, logged } = bench(store);
    const rated = order.add('RATED', { stars: 5 });
    await run('record', { orderId: order.orderId, events: [rated] });
    const other = { ...rated, data: { stars: 1 } } as typeof rated;
    await expect(run('record', { orderId: order.orderId, events: [other] })).rejects.toMatchObject({
      type: 'diverged',
      nonRetryable: true,
    });
    expect(await store.orders.get(order.orderId)).toMatchObject({ state: { rating: { stars: 5 } }, divergedAt: expect.any(Number) });
    expect(logged()).toContain(order.orderId);
  });
});
