// Goal: a reader of the feed who asks for what comes after the last position seen gets every event once, in an order that never changes.
// Method: a reader polls while many orders are written at once on PostgreSQL; what it collected is compared with the whole log.
import { expect, it } from '@jest/globals';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres } from '../support/database.ts';
import { create, give, note } from './orders.ts';

describeEachEngine('the feed', (open) => {
  it('goes on after a position, a bounded number of events at a time', async () => {
    const store = await open();
    const created = await create(store);
    const { events } = await give(store, created, [note('one'), note('two'), note('three')]);
    await store.orders.record(created.orderId, events);
    const all = await store.orders.feed(0, 100);
    expect(all.map(({ event }) => event.sequence)).toEqual(Array.from({ length: created.sequence + 3 }, (_, index) => index + 1));
    const page = await store.orders.feed(all[0]?.position ?? 0, 2);
    expect(page).toEqual(all.slice(1, 3));
    expect(await store.orders.feed(all.at(-1)?.position ?? 0, 100)).toEqual([]);
  }, 60_000);
});

const ORDERS = 12;
const ROUNDS = 6;
const POLLS_MAX = 5_000;

describePostgres('the feed under concurrency', (database) => {
  it('shows a reader every event once while many orders are written at once', async () => {
    const url = await database();
    const [writing, reading] = await Promise.all([openStore({ databaseUrl: url }), openStore({ databaseUrl: url })]);
    try {
      let done = false;
      const seen: number[] = [];
      const read = async (): Promise<void> => {
        for (let poll = 0; poll < POLLS_MAX; poll += 1) {
          const last = done;
          const page = await reading.orders.feed(seen.at(-1) ?? 0, 1000);
          seen.push(...page.map(({ position }) => position));
          if (last) return;
        }
        throw new Error('the reader did not come to an end');
      };
      const write = async (): Promise<void> => {
        let state = await create(writing);
        for (let round = 0; round < ROUNDS; round += 1) {
          const given = await give(writing, state, [note('one'), note('two')]);
          const [order, request] = await Promise.all([writing.orders.get(state.orderId), writing.inbox.find(given.commandId)]);
          // Half of them by the one statement, which takes the feed's lock in its own way.
          const asRead = order && request && round % 2 === 0 ? { order, request } : undefined;
          await writing.orders.record(state.orderId, given.events, asRead);
          state = given.state;
        }
      };
      const reader = read();
      await Promise.all(Array.from({ length: ORDERS }, write)).finally(() => {
        done = true;
      });
      await reader;
      const all = (await reading.orders.feed(0, 10_000)).map(({ position }) => position);
      expect(all.length).toBeGreaterThanOrEqual(ORDERS * (1 + 2 * ROUNDS));
      expect(seen).toEqual(all);
    } finally {
      await Promise.all([writing.close(), reading.close()]);
    }
  }, 60_000);
});
