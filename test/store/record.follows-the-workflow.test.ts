// Goal: whatever is recorded, how often and by whom, the log is what the workflow decided, without a gap, a doubling or a rewrite.
// Method: real decisions of the domain recorded in a real store on both engines; what must be refused is tried and the rows compared.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { OrderRecord, Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres } from '../support/database.ts';
import { command, create, FINISH, give, newId, note, PROVIDER } from './orders.ts';

/** The store of a caller who says what was read before: every order is read, and its request, before events are recorded. */
function asRead(store: Store): Store {
  const record: Store['orders']['record'] = async (orderId, events) => {
    const commandId = events.findLast((event) => event.commandId !== null)?.commandId;
    const [order, request] = [await store.orders.get(orderId), commandId == null ? null : await store.inbox.find(commandId)];
    return store.orders.record(orderId, events, order && request ? { order, request } : undefined);
  };
  return { ...store, orders: { ...store.orders, record } };
}

describeEachEngine('record', (open) => {
  let opened: Store;
  beforeAll(async () => {
    opened = await open();
  }, 60_000);
  describe('by the transaction', () => recordsFor(() => opened));
  describe('as read, by one statement where it is enough', () => recordsFor(() => asRead(opened)));
});

function recordsFor(opened: () => Store): void {
  let store: Store;
  beforeAll(() => {
    store = opened();
  });

  async function order(orderId: string): Promise<OrderRecord> {
    const found = await store.orders.get(orderId);
    if (!found) throw new Error('the order is not there');
    return found;
  }

  describe('appending', () => {
    it('folds the state exactly as the workflow has it, and answers the command', async () => {
      const created = await create(store);
      const { commandId, events, state } = await give(store, created, [note('one'), command('start-work', {})]);
      const recorded = await store.orders.record(created.orderId, events);
      expect(recorded).toMatchObject({ kind: 'recorded', appended: events.length });
      expect(JSON.stringify((await order(created.orderId)).state)).toBe(JSON.stringify(state));
      expect((await store.inbox.find(commandId))?.answer).toEqual({
        outcome: 'ACCEPTED',
        firstSequence: created.sequence + 1,
        lastSequence: state.sequence,
        version: state.version,
        decidedAt: events.at(-1)?.at,
      });
      expect(await store.orders.eventsBetween(created.orderId, created.sequence + 1, state.sequence)).toEqual(
        events.map((event) => JSON.parse(JSON.stringify(event))),
      );
    });

    it('changes nothing when it is given the same events again, all or some of them', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('one'), note('two')]);
      const first = await store.orders.record(created.orderId, events);
      const timeline = await store.orders.timeline(created.orderId);
      expect(await store.orders.record(created.orderId, events)).toEqual({ ...first, appended: 0, at: expect.any(Number) });
      expect(await store.orders.record(created.orderId, events.slice(1))).toMatchObject({ kind: 'recorded', appended: 0 });
      expect(await store.orders.record(created.orderId, [])).toMatchObject({ kind: 'recorded', appended: 0 });
      expect(await store.orders.timeline(created.orderId)).toEqual(timeline);
    });

    it('appends only what is missing of events that overlap', async () => {
      const created = await create(store);
      const one = await give(store, created, [note('one')]);
      const two = await give(store, one.state, [note('two')]);
      await store.orders.record(created.orderId, one.events);
      const both = [...one.events, ...two.events];
      expect(await store.orders.record(created.orderId, both)).toMatchObject({ kind: 'recorded', appended: two.events.length });
    });

    it('answers a command whose events were recorded before its row could be answered', async () => {
      const created = await create(store);
      const decided = await give(store, created, [note('late')]);
      const other = await give(store, created, [note('never received')], { commandId: newId('other') });
      const events = other.events.map((event): OrderEvent => ({ ...event, commandId: 'cmd-not-there-yet' }));
      await store.orders.record(created.orderId, events);
      await store.inbox.receive({
        commandId: 'cmd-not-there-yet',
        caller: 'x',
        idempotencyKey: null,
        method: 'POST',
        path: '/',
        bodyHash: '',
        order: { orderId: created.orderId, actor: PROVIDER, authority: {}, expectedVersion: null, commands: [note('late')] },
      });
      await store.orders.record(created.orderId, events);
      expect((await store.inbox.find('cmd-not-there-yet'))?.answer).toMatchObject({ outcome: 'ACCEPTED', version: created.version + 1 });
      expect((await store.inbox.find(decided.commandId))?.answer).toBeNull();
    });

    it('refuses events that are not in sequence, and events of an order that it does not know', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('one'), note('two')]);
      await expect(store.orders.record(created.orderId, events.toReversed())).rejects.toThrow(RangeError);
      await expect(store.orders.record(newId('so'), events)).rejects.toThrow(expect.objectContaining({ name: 'UnknownOrder' }));
      expect((await order(created.orderId)).state.sequence).toBe(created.sequence);
    });
  });

  describe('a gap', () => {
    it('is named with the last sequence that is there, and nothing is written', async () => {
      const created = await create(store);
      const one = await give(store, created, [note('one')]);
      const two = await give(store, one.state, [note('two')]);
      expect(await store.orders.record(created.orderId, two.events)).toEqual({ kind: 'gap', have: created.sequence });
      expect((await order(created.orderId)).state).toEqual(created);
      expect((await store.inbox.find(two.commandId))?.answer).toBeNull();
    });
  });

  describe('divergence', () => {
    it('marks the order, overwrites nothing and takes nothing further', async () => {
      const created = await create(store);
      const here = await give(store, created, [note('here')]);
      const there = await give(store, created, [command('start-work', {})]);
      const further = await give(store, here.state, [note('further')]);
      await store.orders.record(created.orderId, here.events);
      const diverged = { kind: 'diverged', sequence: created.sequence + 1 };
      expect(await store.orders.record(created.orderId, there.events)).toEqual(diverged);
      const marked = await order(created.orderId);
      expect(marked.divergedAt).not.toBeNull();
      expect(marked.state).toEqual(here.state);
      expect((await store.inbox.find(there.commandId))?.answer).toBeNull();
      expect(await store.orders.record(created.orderId, further.events)).toEqual({ kind: 'diverged', sequence: here.state.sequence + 1 });
      expect((await order(created.orderId)).divergedAt).toBe(marked.divergedAt);
      expect(await store.orders.timeline(created.orderId)).toHaveLength(here.state.sequence);
    });

    it('is not seen in another order of keys, nor in what JSON drops', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('one')]);
      await store.orders.record(created.orderId, events);
      const turned = events.map(
        (event) => ({ ...Object.fromEntries(Object.entries(event).reverse()), words: undefined }) as unknown as OrderEvent,
      );
      expect(await store.orders.record(created.orderId, turned)).toMatchObject({ kind: 'recorded', appended: 0 });
    });
  });

  describe('texts', () => {
    it('joins what was written from the row of the command, step by step, and leaves the event without it', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('wet paint'), command('start-work', {}), note('mind the cat')]);
      await store.orders.record(created.orderId, events);
      const timeline = (await store.orders.timeline(created.orderId)).slice(created.sequence);
      expect(timeline.map(({ event, texts }) => [event.type, texts])).toEqual([
        ['JOB_NOTE_ADDED', { text: 'wet paint' }],
        ['WORK_STARTED', null],
        ['JOB_NOTE_ADDED', { text: 'mind the cat' }],
      ]);
      expect(JSON.stringify(timeline.map(({ event }) => event))).not.toContain('paint');
      expect((await order(created.orderId)).details.texts).toEqual({
        [created.sequence + 1]: { text: 'wet paint' },
        [created.sequence + 3]: { text: 'mind the cat' },
      });
    });

    it('moves the words of a signal out of the stored event, and knows the event again with them', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('x')]);
      const worded = events.map((event): OrderEvent => ({ ...event, commandId: newId('signal'), words: { guidance: 'call them' } }));
      await store.orders.record(created.orderId, worded);
      const [stored] = (await store.orders.timeline(created.orderId)).slice(-1);
      expect(stored?.texts).toEqual({ guidance: 'call them' });
      expect(stored?.event).not.toHaveProperty('words');
      expect(await store.orders.record(created.orderId, worded)).toMatchObject({ kind: 'recorded', appended: 0 });
    });

    it('binds scope, inspection and notes to the signature by digest; other notes give another digest', async () => {
      const signed = async (text: string): Promise<unknown> => {
        const created = await create(store);
        const finished = await give(store, created, [note(text), ...FINISH]);
        await store.orders.record(created.orderId, finished.events);
        const { events } = await give(store, finished.state, [
          command('sign-off', { signedBy: 'Dana Reyes', proofType: 'CUSTOMER_SIGNATURE' }),
        ]);
        await store.orders.record(created.orderId, events);
        return (await store.orders.timeline(created.orderId)).find(({ event }) => event.type === 'SIGNED_OFF')?.texts;
      };
      const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
      const one = await signed('one');
      expect(one).toEqual({ signedBy: 'Dana Reyes', scopeSha256: digest, inspectionSha256: null, notesSha256: digest });
      expect(await signed('another')).not.toMatchObject({ notesSha256: (one as { notesSha256: string }).notesSha256 });
    });
  });

  describe('messages', () => {
    it('writes the row of an accepted message once, with its text, its variables and who wrote it', async () => {
      const created = await create(store);
      const send = command('send-message', { purpose: 'QUESTION', text: 'Is there parking?', variables: { floor: 3 } });
      const { events } = await give(store, created, [send]);
      await store.orders.record(created.orderId, events);
      await store.orders.record(created.orderId, events);
      expect(await store.messages.of(created.orderId)).toEqual([
        expect.objectContaining({
          direction: 'OUTBOUND',
          purpose: 'QUESTION',
          to: 'CUSTOMER',
          from: PROVIDER,
          text: 'Is there parking?',
          variables: { floor: 3 },
          status: 'QUEUED',
          attempts: 0,
          sentAt: null,
        }),
      ]);
    });

    it('writes none for events that nobody needs to hear of', async () => {
      const created = await create(store);
      const { events } = await give(store, created, [note('x')]);
      await store.orders.record(created.orderId, events);
      expect(await store.messages.of(created.orderId)).toEqual([]);
    });
  });

  describe('an order as it was', () => {
    it('is folded again up to the sequence, details included', async () => {
      const created = await create(store);
      const amended = await give(store, created, [command('amend', { scopeItems: [{ itemId: 'mount', description: 'Lower' }] })], {
        actor: { role: 'support', id: 'agent' },
      });
      const noted = await give(store, amended.state, [note('x')]);
      await store.orders.record(created.orderId, [...amended.events, ...noted.events]);
      const at = (sequence: number): Promise<OrderRecord | null> => store.orders.getAt(created.orderId, sequence);
      const before = await at(created.sequence);
      expect(before?.state).toEqual(created);
      expect(before?.details.given.scopeOfWork.items).toEqual([{ itemId: 'mount', description: 'Mount the TV' }]);
      expect(before?.details.record).toEqual([]);
      expect((await at(amended.state.sequence))?.details.given.scopeOfWork.items).toEqual([{ itemId: 'mount', description: 'Lower' }]);
      expect(await at(noted.state.sequence)).toEqual(await order(created.orderId));
    });

    it('is null before the first and after the last event, and for an unknown order', async () => {
      const created = await create(store);
      expect(await store.orders.getAt(created.orderId, 0)).toBeNull();
      expect(await store.orders.getAt(created.orderId, created.sequence + 1)).toBeNull();
      expect(await store.orders.getAt(newId('so'), 1)).toBeNull();
    });

    it('has a timeline up to an instant, that instant included', async () => {
      const created = await create(store, { createdAt: Date.now() - 60_000 });
      const { events } = await give(store, created, [note('x')]);
      await store.orders.record(created.orderId, events);
      const at = events[0]?.at ?? 0;
      expect(await store.orders.timeline(created.orderId, at - 1)).toHaveLength(created.sequence);
      expect(await store.orders.timeline(created.orderId, at)).toHaveLength(created.sequence + 1);
    });
  });
}

describePostgres('record under concurrency', (database) => {
  it.each([
    ['by the transaction', (store: Store) => store],
    ['as read', asRead],
    ['by both ways', (store: Store, caller: number) => (caller % 3 === 0 ? store : asRead(store))],
  ])(
    'appends once when twenty callers in two processes record the same events %s',
    async (_way, storeOf) => {
      const url = await database();
      const stores = await Promise.all([openStore({ databaseUrl: url }), openStore({ databaseUrl: url })]);
      try {
        const [store] = stores;
        const created = await create(store);
        const { commandId, events, state } = await give(store, created, [note('one'), note('two')]);
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, n) => storeOf(stores[n % 2] ?? store, n).orders.record(created.orderId, events)),
        );
        expect(results.filter((result) => result.kind === 'recorded' && result.appended > 0)).toHaveLength(1);
        expect(results.every((result) => result.kind === 'recorded')).toBe(true);
        expect(await store.orders.timeline(created.orderId)).toHaveLength(state.sequence);
        expect((await store.inbox.find(commandId))?.answer).toMatchObject({ outcome: 'ACCEPTED' });
      } finally {
        await Promise.all(stores.map((each) => each.close()));
      }
    },
    60_000,
  );
});
