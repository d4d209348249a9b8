// Goal: a list finds what its filters say and its pages, put together, are the whole list, each order once.
// Method: orders of one provider of their own in a store on both engines; every page of every sort order is walked through.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderFilter, Store } from '../../store/contract/store.ts';
import { describeEachEngine } from '../support/database.ts';
import { command, create, give, newId } from './orders.ts';

const DAY_MS = 86_400_000;
const T0 = Date.UTC(2026, 0, 1);

describeEachEngine('lists of orders', (open) => {
  let store: Store;
  let providerId: string;
  beforeAll(async () => {
    store = await open();
    providerId = newId('prov');
    // Two by two of equal age, so that only the id tells them apart; appointments in reverse order of age.
    for (let index = 0; index < 7; index += 1) {
      const createdAt = T0 + Math.floor(index / 2) * 1000;
      const startTime = new Date(T0 + (20 - index) * DAY_MS).toISOString();
      await create(store, {
        orderId: `so-${index}-${providerId}`,
        providerId,
        createdAt,
        startTime,
        title: `Job ${index}`,
        customerName: 'Ann',
      });
    }
  }, 60_000);

  const ids = async (filter: Partial<OrderFilter>): Promise<readonly string[]> =>
    (await store.orders.list({ limit: 100, providerId, ...filter })).items.map(({ orderId }) => orderId.slice(0, 4));

  async function walk(filter: Partial<OrderFilter>): Promise<readonly string[]> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Store['orders']['list']>> = await store.orders.list({
        limit: 2,
        providerId,
        ...filter,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ orderId }) => orderId.slice(0, 4)));
      cursor = page.nextCursor;
    } while (cursor !== null && found.length < 50);
    return found;
  }

  describe('sorting', () => {
    const newest = ['so-6', 'so-5', 'so-4', 'so-3', 'so-2', 'so-1', 'so-0'];

    it('gives the newest first unless asked otherwise, and its pages are the whole', async () => {
      expect(await ids({})).toEqual(newest);
      expect(await walk({})).toEqual(newest);
      expect(await walk({ sort: '-createdAt' })).toEqual(newest);
    });

    it('gives the soonest deadline first and orders without one last, and its pages are the whole', async () => {
      const other = newId('prov');
      for (const [name, days] of [
        ['a', 3],
        ['b', 1],
        ['c', 2],
      ] as const) {
        await create(store, { orderId: `so-${name}-${other}`, providerId: other, startTime: new Date(T0 + days * DAY_MS).toISOString() });
      }
      for (const name of ['y', 'x']) {
        const state = await create(store, { orderId: `so-${name}-${other}`, providerId: other, createdAt: T0 });
        await end(state.orderId);
      }
      const soonest = ['so-b', 'so-c', 'so-a', 'so-x', 'so-y'];
      expect(await ids({ providerId: other, sort: 'nextDeadline' })).toEqual(soonest);
      expect(await walk({ providerId: other, sort: 'nextDeadline' })).toEqual(soonest);
    });

    it('ends with a page that is exactly full, without a cursor to an empty one', async () => {
      expect((await store.orders.list({ limit: 7, providerId })).nextCursor).toBeNull();
      expect((await store.orders.list({ limit: 6, providerId })).nextCursor).not.toBeNull();
    });
  });

  /** Takes an order to its end, where no deadline is left. */
  async function end(orderId: string): Promise<void> {
    const order = await store.orders.get(orderId);
    if (!order) throw new Error('the order is not there');
    const cancelled = await give(store, order.state, [command('cancel', { reasonCode: 'CUSTOMER_REQUEST' })], {
      actor: { role: 'customer', id: 'cust-1' },
    });
    const settled = {
      type: 'ORDER_SETTLED' as const,
      data: {},
      sequence: cancelled.state.sequence + 1,
      at: cancelled.state.updatedAt,
      actor: { role: 'timer' as const, id: 'holdfast' },
      commandId: null,
      command: 'deadline' as const,
      step: 0,
      because: [],
    };
    await store.orders.record(orderId, [...cancelled.events, settled]);
  }

  describe('a bad cursor', () => {
    const bad = expect.objectContaining({ name: 'BadCursor' });
    it.each(['', 'x', 'eyJhIjoxfQ', Buffer.from('["-createdAt",1e99,"so"]').toString('base64url'), 'A'.repeat(5000), '%00', '[]'])(
      'is refused: %s',
      async (cursor) => {
        await expect(store.orders.list({ limit: 2, cursor })).rejects.toThrow(bad);
      },
    );

    it('is also one of another sort order', async () => {
      const { nextCursor } = await store.orders.list({ limit: 1, providerId });
      await expect(store.orders.list({ limit: 1, sort: 'nextDeadline', cursor: nextCursor ?? '' })).rejects.toThrow(bad);
    });
  });

  describe('filtering', () => {
    it('finds by state, customer, seller and provider, and nothing for what is not there', async () => {
      expect(await ids({ state: 'SCHEDULED' })).toHaveLength(7);
      expect(await ids({ state: 'CLOSED' })).toEqual([]);
      expect(await ids({ customerId: 'cust-1' })).toHaveLength(7);
      expect(await ids({ customerId: 'cust-2' })).toEqual([]);
      expect(await ids({ sellerId: 'seller-1' })).toEqual([]);
      expect(await ids({ providerId: newId('prov') })).toEqual([]);
    });

    it('finds by whom an order waits for and by what', async () => {
      const waiting = newId('prov');
      await create(store, { providerId: waiting, startTime: null });
      expect(await ids({ providerId: waiting, waitingFor: 'CUSTOMER' })).toHaveLength(1);
      expect(await ids({ providerId: waiting, waitingFor: 'appointment' })).toHaveLength(1);
      expect(await ids({ providerId: waiting, waitingFor: 'SUPPORT' })).toEqual([]);
    });

    it('finds by an open hold, and no longer by one that was lifted', async () => {
      const held = newId('prov');
      const created = await create(store, { providerId: held });
      const marks = {
        at: created.updatedAt,
        actor: { role: 'support', id: 'a' },
        commandId: null,
        command: 'deadline',
        step: 0,
        because: [],
      } as const;
      const hold = { holdId: 'hold-1', kind: 'INCIDENT' } as const;
      await store.orders.record(created.orderId, [{ type: 'HOLD_OPENED', data: hold, sequence: created.sequence + 1, ...marks }]);
      expect(await ids({ providerId: held, hold: 'INCIDENT' })).toHaveLength(1);
      expect(await ids({ providerId: held, hold: 'DEFECT' })).toEqual([]);
      await store.orders.record(created.orderId, [{ type: 'HOLD_LIFTED', data: hold, sequence: created.sequence + 2, ...marks }]);
      expect(await ids({ providerId: held, hold: 'INCIDENT' })).toEqual([]);
    });

    it('finds what is due before an instant, that instant excluded', async () => {
      const [soonest] = (await store.orders.list({ limit: 1, providerId, sort: 'nextDeadline' })).items;
      const due = await store.orders.list({ limit: 100, providerId, dueBefore: T0 + 14 * DAY_MS + 3_600_000 });
      expect(due.items.map(({ orderId }) => orderId)).toEqual([soonest?.orderId]);
      expect(await ids({ dueBefore: T0 + 14 * DAY_MS })).toEqual([]);
    });

    it('finds by a part of the id, the title or the name, whatever the case', async () => {
      expect(await ids({ q: 'so-3-' })).toEqual(['so-3']);
      expect(await ids({ q: 'job 4' })).toEqual(['so-4']);
      expect(await ids({ q: 'ANN' })).toHaveLength(7);
      expect(await ids({ q: 'nobody' })).toEqual([]);
    });

    it.each(['%', '_', '\\', "'", '%ob'])('takes %s as itself, not as a wildcard', async (q) => {
      expect(await ids({ q })).toEqual([]);
      const titled = newId('prov');
      await create(store, { providerId: titled, title: `100${q} wool` });
      expect(await ids({ providerId: titled, q: `0${q} w` })).toHaveLength(1);
    });
  });

  it('counts the orders of each state', async () => {
    const before = await store.orders.counts();
    await create(store, { startTime: null });
    const after = await store.orders.counts();
    expect(after['REQUESTED']).toBe((before['REQUESTED'] ?? 0) + 1);
    expect(after['SCHEDULED']).toBe(before['SCHEDULED']);
  });

  describe('what the reconciler asks for', () => {
    it('is orders whose workflow was never started, oldest first, until it was', async () => {
      const created = await create(store, { createdAt: 0 });
      const unstarted = async (): Promise<readonly string[]> => (await store.orders.unstarted(1)).map(({ orderId }) => orderId);
      expect(await unstarted()).toEqual([created.orderId]);
      await store.orders.markWorkflowStarted(created.orderId);
      const at = (await store.orders.get(created.orderId))?.workflowStartedAt;
      expect(at).toEqual(expect.any(Number));
      await store.orders.markWorkflowStarted(created.orderId);
      expect((await store.orders.get(created.orderId))?.workflowStartedAt).toBe(at);
      expect(await unstarted()).not.toEqual([created.orderId]);
    });

    it('is orders with a deadline that passed long enough ago, and not those that are over', async () => {
      const late = async (lateMs: number, orderId: string): Promise<boolean> =>
        (await store.orders.overdue(lateMs, 1000)).some((order) => order.orderId === orderId);
      const now = await store.now();
      // The late start is judged a quarter of an hour after the appointment.
      const created = await create(store, { createdAt: now - DAY_MS, startTime: new Date(now - 15 * 60_000 - 60_000).toISOString() });
      expect(await late(30_000, created.orderId)).toBe(true);
      expect(await late(120_000, created.orderId)).toBe(false);
      await end(created.orderId);
      expect(await late(30_000, created.orderId)).toBe(false);
    });
  });
});
