// Goal: what a caller says that it read never decides what is written: where it is no longer so, the order is as if nothing had been said.
// Method: real decisions on both engines, recorded with an order and a request that are stale, answered, or another's.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AsRead, GivenCommand, Store } from '../../store/contract/store.ts';
import { createDatabase } from '../../store/engine/database.ts';
import { openPglite } from '../../store/engine/engine-pglite.ts';
import { verifyChain } from '../../store/event-log/chain.ts';
import { recordAtOnce } from '../../store/event-log/record-at-once.ts';
import { createInbox } from '../../store/repositories/inbox.ts';
import { createOrders } from '../../store/repositories/orders.ts';
import { describeEachEngine } from '../support/database.ts';
import { command, create, give, note } from './orders.ts';

async function read(store: Store, orderId: string, commandId: string): Promise<AsRead> {
  const [order, request] = await Promise.all([store.orders.get(orderId), store.inbox.find(commandId)]);
  if (!order || !request) throw new Error('they are there');
  return { order, request };
}

describe('one statement', () => {
  const message = command('send-message', { purpose: 'QUESTION', text: 'Is there parking?' });
  const withDocument: GivenCommand = { command: 'add-job-note', body: { ...note('x').body, documentId: 'doc-1' } as never };

  it.each([
    ['is enough for a command that changes the order alone', [note('x'), command('start-work', {})], 'recorded'],
    ['leaves a command with a message to the transaction', [note('x'), message], null],
    ['leaves a command with a document to the transaction', [withDocument], null],
  ] as const)(
    '%s',
    async (_what, commands, expected) => {
      const engine = await openPglite();
      try {
        const database = createDatabase(engine);
        const store = { inbox: createInbox(database), orders: createOrders(database, () => null) } as Store;
        const created = await create(store);
        const { commandId, events, state } = await give(store, created, commands);
        const result = await recordAtOnce(engine.kysely, await read(store, created.orderId, commandId), events);
        expect(result?.kind ?? null).toBe(expected);
        expect((await store.orders.get(created.orderId))?.state.sequence).toBe(expected === null ? created.sequence : state.sequence);
      } finally {
        await engine.close();
      }
    },
    60_000,
  );
});

describeEachEngine('recording as read', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  it('is answered as the transaction answers when it is given the same once more', async () => {
    const created = await create(store);
    const { commandId, events } = await give(store, created, [note('one'), command('start-work', {})]);
    const asRead = await read(store, created.orderId, commandId);
    const first = await store.orders.record(created.orderId, events, asRead);
    expect(first).toMatchObject({ kind: 'recorded', appended: events.length });
    const again = { ...first, appended: 0, at: expect.any(Number) };
    expect(await store.orders.record(created.orderId, events, asRead)).toEqual(again);
    expect(await store.orders.record(created.orderId, events)).toEqual(again);
    expect(verifyChain(await store.orders.timeline(created.orderId))).toMatchObject({ ok: true });
  });

  it('records on what is there, where another command came in between', async () => {
    const created = await create(store);
    const one = await give(store, created, [note('one')]);
    const two = await give(store, one.state, [note('two')]);
    const stale = await read(store, created.orderId, two.commandId);
    await store.orders.record(created.orderId, one.events);
    expect(await store.orders.record(created.orderId, two.events, stale)).toMatchObject({ kind: 'recorded', appended: two.events.length });
    expect((await store.orders.get(created.orderId))?.state).toEqual(two.state);
    expect(verifyChain(await store.orders.timeline(created.orderId))).toMatchObject({ ok: true, events: two.state.sequence });
  });

  it('says what is missing, where an earlier command is decided and not recorded', async () => {
    const created = await create(store);
    const one = await give(store, created, [note('one')]);
    const two = await give(store, one.state, [note('two')]);
    const asRead = await read(store, created.orderId, two.commandId);
    expect(await store.orders.record(created.orderId, two.events, asRead)).toEqual({ kind: 'gap', have: created.sequence });
    expect(await store.orders.timeline(created.orderId)).toHaveLength(created.sequence);
  });

  it('finds that store and workflow differ, though the order was read before they did', async () => {
    const created = await create(store);
    const here = await give(store, created, [note('here')]);
    const there = await give(store, created, [note('there')]);
    const stale = await read(store, created.orderId, there.commandId);
    await store.orders.record(created.orderId, here.events);
    const diverged = { kind: 'diverged', sequence: created.sequence + 1 };
    expect(await store.orders.record(created.orderId, there.events, stale)).toEqual(diverged);
    const further = await give(store, here.state, [note('further')]);
    expect(await store.orders.record(created.orderId, further.events, stale)).toMatchObject({ kind: 'diverged' });
  });

  it('keeps the first answer of a request', async () => {
    const created = await create(store);
    const { commandId, events } = await give(store, created, [note('one')]);
    const asRead = await read(store, created.orderId, commandId);
    const refused = await store.inbox.settleRefused(commandId, { code: 'not_allowed', message: 'first' } as never, 0);
    const result = await store.orders.record(created.orderId, events, asRead);
    expect(result.kind === 'recorded' && result.answers.get(commandId)).toEqual(refused);
    expect((await store.inbox.find(commandId))?.answer).toEqual(refused);
    expect(await store.orders.timeline(created.orderId)).toHaveLength(created.sequence + events.length);
  });

  it('answers no other request than the one that the events are of', async () => {
    const created = await create(store);
    const one = await give(store, created, [note('one')]);
    const other = await give(store, created, [note('other')]);
    await store.orders.record(created.orderId, one.events, await read(store, created.orderId, other.commandId));
    expect((await store.inbox.find(one.commandId))?.answer).toMatchObject({ outcome: 'ACCEPTED' });
    expect((await store.inbox.find(other.commandId))?.answer).toBeNull();
  });

  it('writes the message that follows from the command', async () => {
    const created = await create(store);
    const { commandId, events } = await give(store, created, [command('send-message', { purpose: 'QUESTION', text: 'Is there parking?' })]);
    await store.orders.record(created.orderId, events, await read(store, created.orderId, commandId));
    expect(await store.messages.of(created.orderId)).toMatchObject([{ text: 'Is there parking?', status: 'QUEUED' }]);
  });
});
