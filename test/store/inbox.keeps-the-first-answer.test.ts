// Goal: a request is taken once by its key, whoever repeats it and however many at once, and its first answer stays.
// Method: the inbox of a real store on both engines; races on PostgreSQL only, where there is more than one connection.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres } from '../support/database.ts';
import { create, creation, give, newId, note, request } from './orders.ts';

const CREATED: Extract<Answer, { outcome: 'ANSWERED' }> = {
  outcome: 'ANSWERED',
  status: 201,
  body: { a: [1] },
  headers: { location: '/x' },
};
const REFUSAL = { code: 'forbidden', message: 'no' } as const;

describeEachEngine('the inbox', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  describe('receiving', () => {
    it('writes a new request with its full bodies and the receipt time of the database', async () => {
      const order = {
        orderId: newId('so'),
        actor: { role: 'provider', id: 'p' },
        authority: { keyId: 'k3v9', providerId: 'p' },
        expectedVersion: 3,
        commands: [note('wet paint')],
      } as const;
      const before = await store.now();
      const received = await store.inbox.receive(request({ commandId: 'cmd-full', idempotencyKey: 'k-full', order }));
      const after = await store.now();
      expect(received).toMatchObject({
        kind: 'new',
        row: { commandId: 'cmd-full', idempotencyKey: 'k-full', order, answer: null, sentAt: null },
      });
      const row = await store.inbox.find('cmd-full');
      expect(row).toEqual(received.kind === 'new' ? received.row : null);
      expect(row?.receivedAt).toBeGreaterThanOrEqual(before);
      expect(row?.receivedAt).toBeLessThanOrEqual(after);
    });

    it('finds the first row of an equal request, and knows a request that is not there as null', async () => {
      const one = request({ idempotencyKey: newId('key') });
      await store.inbox.receive(one);
      expect(await store.inbox.receive({ ...one, commandId: newId('cmd') })).toMatchObject({
        kind: 'repeat',
        row: { commandId: one.commandId },
      });
      expect(await store.inbox.find(newId('cmd'))).toBeNull();
    });

    it.each([{ method: 'PUT' }, { path: '/v1/other' }, { bodyHash: 'another' }])(
      'refuses the key for another request: %j',
      async (other) => {
        const one = request({ idempotencyKey: newId('key') });
        await store.inbox.receive(one);
        expect(await store.inbox.receive({ ...one, commandId: newId('cmd'), ...other })).toEqual({ kind: 'key-reused' });
      },
    );

    it('takes the same key of another caller as a request of its own', async () => {
      const one = request({ idempotencyKey: newId('key') });
      await store.inbox.receive(one);
      expect(await store.inbox.receive({ ...one, commandId: newId('cmd'), caller: 'support:other' })).toMatchObject({ kind: 'new' });
    });

    it('takes every request without a key as a new one', async () => {
      expect(await store.inbox.receive(request())).toMatchObject({ kind: 'new' });
      expect(await store.inbox.receive(request())).toMatchObject({ kind: 'new' });
    });
  });

  describe('refusing', () => {
    it('keeps the first refusal with the version of the order and returns it ever after', async () => {
      const state = await create(store);
      const { commandId } = await give(store, state, [note('x')]);
      const first = await store.inbox.settleRefused(commandId, REFUSAL, 0);
      expect(first).toMatchObject({ outcome: 'REFUSED', refusal: REFUSAL, index: 0, version: state.version });
      expect(await store.inbox.settleRefused(commandId, { code: 'forbidden', message: 'another' }, 1)).toEqual(first);
      expect((await store.inbox.find(commandId))?.answer).toEqual(first);
    });

    it('does not undo an acceptance', async () => {
      const state = await create(store);
      const { commandId, events } = await give(store, state, [note('x')]);
      await store.orders.record(state.orderId, events);
      expect(await store.inbox.settleRefused(commandId, REFUSAL, 0)).toMatchObject({ outcome: 'ACCEPTED' });
    });
  });

  describe('what nobody decided', () => {
    it('is given out oldest first, once, and again only when that was long enough ago', async () => {
      const state = await create(store);
      const one = await give(store, state, [note('one')]);
      const two = await give(store, state, [note('two')]);
      const answered = await give(store, state, [note('three')]);
      await store.inbox.settleRefused(answered.commandId, REFUSAL, 0);
      const now = (await store.now()) + 1;
      const mine = async (before: number): Promise<readonly string[]> =>
        (await store.inbox.takeUndecided(before, 1000)).filter((row) => row.order?.orderId === state.orderId).map((row) => row.commandId);
      expect(await mine(now)).toEqual([one.commandId, two.commandId]);
      expect(await mine(now)).toEqual([]);
      expect(await mine((await store.now()) + 1_000)).toEqual([one.commandId, two.commandId]);
    });

    it('is left alone while it is young, and where it is no command of an order', async () => {
      const state = await create(store);
      const { commandId } = await give(store, state, [note('one')]);
      const plain = request();
      await store.inbox.receive(plain);
      const young = (await store.inbox.find(commandId))?.receivedAt ?? 0;
      expect((await store.inbox.takeUndecided(young, 1000)).map((row) => row.commandId)).not.toContain(commandId);
      expect((await store.inbox.takeUndecided(young + 60_000, 1000)).map((row) => row.commandId)).not.toContain(plain.commandId);
    });

    it('is known by the receipt time of its oldest, one left out where asked', async () => {
      const state = await create(store);
      expect(await store.inbox.oldestUndecidedAt({ orderId: state.orderId })).toBeNull();
      const one = await give(store, state, [note('one')]);
      const two = await give(store, state, [note('two')]);
      const at = async (id: string): Promise<number | undefined> => (await store.inbox.find(id))?.receivedAt;
      expect(await store.inbox.oldestUndecidedAt({ orderId: state.orderId })).toBe(await at(one.commandId));
      expect(await store.inbox.oldestUndecidedAt({ orderId: state.orderId }, one.commandId)).toBe(await at(two.commandId));
    });
  });

  describe('answering in one transaction', () => {
    it('writes once and replays the answer, byte for byte', async () => {
      const { order, events, state } = creation({});
      const one = request({ idempotencyKey: newId('key') });
      let written = 0;
      const answer = (commandId: string): ReturnType<Store['inbox']['answerOnce']> =>
        store.inbox.answerOnce({ ...one, commandId }, async (tx) => {
          written += 1;
          await tx.createOrder(order, events, state);
          return CREATED;
        });
      expect(await answer(one.commandId)).toEqual({ answer: CREATED, replayed: false });
      expect(await answer(newId('cmd'))).toEqual({ answer: CREATED, replayed: true });
      expect(written).toBe(1);
      expect((await store.orders.get(state.orderId))?.state).toEqual(state);
    });

    it('refuses the key for another body and writes nothing', async () => {
      const one = request({ idempotencyKey: newId('key') });
      await store.inbox.answerOnce(one, async () => CREATED);
      const reused = await store.inbox.answerOnce({ ...one, commandId: newId('cmd'), bodyHash: 'another' }, async () => {
        throw new Error('not to be reached');
      });
      expect(reused).toEqual({ answer: null, replayed: false, keyReused: true });
    });

    it('keeps nothing of a request whose writing failed, so that a repeat can succeed', async () => {
      const { order, events, state } = creation({});
      const one = request({ idempotencyKey: newId('key') });
      const failing = store.inbox.answerOnce(one, async (tx) => {
        await tx.createOrder(order, events, state);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await store.orders.get(state.orderId)).toBeNull();
      expect(await store.inbox.answerOnce(one, async () => CREATED)).toEqual({ answer: CREATED, replayed: false });
    });

    it('refuses a call of the store from inside, which would wait for itself', async () => {
      const nested = store.inbox.answerOnce(request(), async () => {
        await store.orders.get('so-any');
        return CREATED;
      });
      await expect(nested).rejects.toThrow(expect.objectContaining({ name: 'NestedUse' }));
    });

    it('creates an order once by its id, and says so to the second', async () => {
      const { order, events, state } = creation({});
      const made: boolean[] = [];
      for (const _ of [1, 2]) {
        await store.inbox.answerOnce(request(), async (tx) => {
          made.push(await tx.createOrder(order, events, state));
          return CREATED;
        });
      }
      expect(made).toEqual([true, false]);
      expect(await store.orders.creationHash(state.orderId)).toBe(order.bodyHash);
      expect(await store.orders.timeline(state.orderId)).toHaveLength(events.length);
    });

    it('replaces a provider and tells a new one from a known one', async () => {
      const providerId = newId('prov');
      const provider = {
        providerId,
        name: 'Fix It',
        marketplaceIds: ['US', 'IN'],
        contact: null,
        body: { name: 'Fix It' },
        technicians: [],
      };
      const put = async (name: string): Promise<unknown> => {
        let created: unknown;
        await store.inbox.answerOnce(request(), async (tx) => {
          created = await tx.putProvider({ ...provider, name });
          return CREATED;
        });
        return created;
      };
      expect(await put('Fix It')).toEqual({ created: true });
      expect(await put('Fix It All')).toEqual({ created: false });
      expect(await store.providers.get(providerId)).toEqual({ ...provider, name: 'Fix It All' });
      expect(await store.providers.get(newId('prov'))).toBeNull();
    });
  });
});

describePostgres('the inbox under concurrency', (database) => {
  it('takes twenty equal requests of two processes as one', async () => {
    const url = await database();
    const stores = await Promise.all([openStore({ databaseUrl: url }), openStore({ databaseUrl: url })]);
    try {
      const [first, second] = stores;
      const one = request({ idempotencyKey: newId('key') });
      const received = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? first : second).inbox.receive({ ...one, commandId: newId('cmd') })),
      );
      expect(received.filter((each) => each.kind === 'new')).toHaveLength(1);
      const ids = new Set(received.map((each) => (each.kind !== 'key-reused' ? each.row.commandId : 'reused')));
      expect(ids.size).toBe(1);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  }, 60_000);

  it('lets the repeats of a request wait for its first answer', async () => {
    const store = await openStore({ databaseUrl: await database() });
    try {
      const { order, events, state } = creation({});
      const one = request({ idempotencyKey: newId('key') });
      let written = 0;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.inbox.answerOnce({ ...one, commandId: newId('cmd') }, async (tx) => {
            written += 1;
            await tx.createOrder(order, events, state);
            return { ...CREATED, body: { written } };
          }),
        ),
      );
      expect(written).toBe(1);
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    } finally {
      await store.close();
    }
  }, 60_000);
});
