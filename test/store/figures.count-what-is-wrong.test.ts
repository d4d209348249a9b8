// Goal: the figures that alarms look at are exact, 0 where there is nothing, and agree with what the reconciler finds.
// Method: a store of each engine with one of each kind of trouble, and its healthy twin beside it.
import { beforeAll, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../domain/shared/time.ts';
import type { Store } from '../../store/contract/store.ts';
import { createMeters } from '../../telemetry/meters.ts';
import { storeFigures } from '../../telemetry/store-figures.ts';
import { describeEachEngine } from '../support/database.ts';
import { command, create, give, newId } from './orders.ts';

const LATE_MS = 120_000;

describeEachEngine('figures', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  it('are all 0 in a store where nothing waits', async () => {
    await create(store);
    expect(new Set(Object.values(await store.figures()))).toEqual(new Set([0]));
    expect(store.pool()).toMatchObject({ used: 0, waiting: 0 });
  });

  it('count a command without an answer, with its age, until it has one', async () => {
    const state = await create(store);
    const { commandId } = await give(store, state, [command('cancel', { reasonCode: 'CUSTOMER_REQUEST' })]);
    const waiting = await store.figures();
    expect(waiting.undecided).toBe(1);
    expect(waiting.oldestUndecidedSeconds).toBeGreaterThan(0);
    expect(waiting.oldestUndecidedSeconds).toBeLessThan(60);
    await store.inbox.settleRefused(commandId, { code: 'not_allowed_now', message: 'no', unmet: [] }, 0);
    expect(await store.figures()).toMatchObject({ undecided: 0, oldestUndecidedSeconds: 0 });
  });

  it('count the orders whose deadline passed, as the reconciler finds them', async () => {
    const before = (await store.figures()).lateOrders;
    await create(store, { startTime: new Date(Date.now() - 48 * HOUR_MS).toISOString(), createdAt: Date.now() - 72 * HOUR_MS });
    const overdue = await store.orders.overdue(LATE_MS, 100);
    expect(overdue.length).toBe(before + 1);
    expect((await store.figures()).lateOrders).toBe(overdue.length);
  });

  it('count an order that differs from its workflow', async () => {
    const state = await create(store);
    const { events } = await give(store, state, [command('cancel', { reasonCode: 'CUSTOMER_REQUEST' })]);
    const other = events.map((event) => ({ ...event, at: event.at + 1 }));
    await store.orders.record(state.orderId, events);
    expect((await store.figures()).divergedOrders).toBe(0);
    expect(await store.orders.record(state.orderId, other)).toMatchObject({ kind: 'diverged' });
    expect((await store.figures()).divergedOrders).toBe(1);
  });

  it('count messages that wait, with the age of the oldest, and those that failed', async () => {
    const messageId = newId('msg');
    await store.messages.add({
      messageId,
      orderId: newId('so'),
      direction: 'OUTBOUND',
      purpose: 'JOB_SUMMARY',
      to: 'CUSTOMER',
      from: { role: 'system', id: 'holdfast' },
      templateId: 'job-summary',
      variables: {},
      locale: 'en-US',
      subject: null,
      text: null,
      status: 'QUEUED',
      attempts: 0,
      reasons: [],
      holdId: null,
      createdAt: Date.now() - 2 * HOUR_MS,
      sentAt: null,
    });
    const queued = await store.figures();
    expect(queued).toMatchObject({ messagesQueued: 1, messagesFailed: 0 });
    expect(queued.oldestQueuedSeconds).toBeGreaterThan(7_000);
    await store.messages.settle(messageId, { status: 'FAILED', code: 'GONE', excerpt: '' });
    expect(await store.figures()).toMatchObject({ messagesQueued: 0, messagesFailed: 1, oldestQueuedSeconds: 0 });
  });
});

it.each([
  ['refuses', () => Promise.reject(new Error('away'))],
  ['says nothing', () => new Promise<never>(() => undefined)],
])('a scrape is answered while the store %s, and says that it is down', async (_how, figures) => {
  const meters = createMeters();
  meters.add(storeFigures({ figures, pool: () => ({ used: 0, idle: 0, waiting: 3 }) }));
  const { body } = await meters.text();
  expect(body).toContain('holdfast_store_up 0');
  expect(body).toContain('holdfast_pool_connections{state="waiting"} 3');
  expect(body).not.toContain('holdfast_diverged');
});

it('the store is asked once in five seconds, however often it is scraped', async () => {
  let asked = 0;
  const figures = (): Promise<never> => {
    asked += 1;
    return Promise.reject(new Error('away'));
  };
  const source = storeFigures({ figures, pool: () => ({ used: 0, idle: 0, waiting: 0 }) });
  await Promise.all([source(), source()]);
  await source();
  expect(asked).toBe(1);
});
