import type { StoreTransaction } from '../../store/contract/store.ts';
import { command, create, creation, FINISH, give, newId, note, request } from './orders.ts';
import { DOCUMENT, DONE, message, type Piece, piece, SCOPE, type World } from './working-day-pieces.ts';

const NOT_NOW = { code: 'not_allowed_now', message: 'no', unmet: [] } as const;

/** What a transaction of an answer is given, noting what of it is used. */
function noting(tx: StoreTransaction, { offered, asked }: Pick<World, 'offered' | 'asked'>): StoreTransaction {
  for (const key of Object.keys(tx)) offered.add(key);
  return new Proxy(tx, {
    get: (target, key) => {
      asked.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
}

export const INBOX: readonly Piece[] = [
  piece('an answer with all that a transaction may write', async ({ store, ...notes }) => {
    const [orderId, documentId, messageId] = [newId('so'), newId('doc'), newId('msg')];
    const { order, events, state } = creation({ orderId });
    const asking = request({ idempotencyKey: newId('key') });
    return () =>
      store.inbox.answerOnce(asking, async (given) => {
        const tx = noting(given, notes);
        await tx.now();
        await tx.putProvider({ providerId: newId('prov'), name: 'P', marketplaceIds: ['US'], contact: null, body: {}, technicians: [] });
        await tx.createOrder(order, events, state);
        await tx.documentUse({ ...DOCUMENT, orderId });
        await tx.documentUse(DOCUMENT);
        await tx.addDocument({ ...DOCUMENT, documentId });
        await tx.bindDocuments(orderId, [documentId]);
        await tx.addMessage(message(messageId, orderId));
        await tx.revokeClaimLinks(orderId, { role: 'support', id: 'agent-7' }, 'lost');
        return DONE;
      });
  }),
  piece('an answer that is not given after all', async ({ store }) => {
    const giveUp = (): Promise<never> => Promise.reject(new Error('given up'));
    return () =>
      store.inbox.answerOnce(request(), giveUp).catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'given up') throw error;
      });
  }),
  piece('a repeat of a key', async ({ store }) => {
    const first = request({ idempotencyKey: newId('key') });
    await store.inbox.receive(first);
    return () => store.inbox.receive(first);
  }),
  piece('a command that is refused', async ({ store }) => {
    const state = await create(store);
    const { commandId } = await give(store, state, [note('x')]);
    return async () => {
      await store.inbox.find(commandId);
      await store.inbox.oldestUndecidedAt({ orderId: state.orderId });
      await store.inbox.oldestUndecidedAt({ orderId: state.orderId, claimId: 'cl-1' }, commandId);
      await store.inbox.takeUndecided(Date.now() + 60_000, 10);
      await store.inbox.takeUndecidedOf({ orderId: state.orderId }, 10);
      await store.inbox.settleRefused(commandId, NOT_NOW, 0);
      await store.inbox.refusedClaims(state.orderId);
    };
  }),
];

export const ORDERS: readonly Piece[] = [
  piece('an order is created', async ({ store }) => {
    const orderId = newId('so');
    return async () => {
      if (!(await store.orders.get(orderId))) await create(store, { orderId });
    };
  }),
  piece('commands are recorded as they were read', async ({ store }) => {
    const created = await create(store);
    const { commandId, events } = await give(store, created, [note('one')]);
    const [order, row] = await Promise.all([store.orders.get(created.orderId), store.inbox.find(commandId)]);
    if (!order || !row) throw new Error('they are there');
    return () => store.orders.record(created.orderId, events, { order, request: row });
  }),
  piece('commands are recorded, again, and with others', async ({ store }) => {
    const created = await create(store);
    const first = await give(store, created, FINISH);
    const second = await give(store, first.state, [command('send-message', { purpose: 'QUESTION', text: 'Where?' })]);
    const [last] = second.events;
    return async () => {
      await store.orders.record(created.orderId, first.events);
      await store.orders.record(created.orderId, first.events);
      await store.orders.record(created.orderId, second.events);
      await store.orders.record(created.orderId, last ? [{ ...last, at: last.at + 1 }] : []);
      await store.orders.clearDivergence(created.orderId);
    };
  }),
  piece('an order is read in every way', async ({ store }) => {
    const created = await create(store);
    const { events } = await give(store, created, FINISH);
    await store.orders.record(created.orderId, events);
    return async () => {
      await store.orders.getAt(created.orderId, 1);
      await store.orders.creationHash(created.orderId);
      await store.orders.timeline(created.orderId);
      await store.orders.timeline(created.orderId, Date.now());
      await store.orders.eventsBetween(created.orderId, 1, 2);
      await store.orders.markWorkflowStarted(created.orderId);
    };
  }),
  piece('orders are listed by every filter', async ({ store }) => {
    await Promise.all([create(store), create(store)]);
    const filters = [{}, { isOpen: true }, { isOpen: false }, { state: 'SCHEDULED' }, { hold: 'DEFECT' }, { waitingFor: 'SUPPORT' }];
    const more = [{ providerId: 'p' }, { customerId: 'c' }, { sellerId: 's' }, { dueBefore: Date.now() }, { scope: SCOPE }, { q: 'TV' }];
    return async () => {
      for (const filter of [...filters, ...more]) await store.orders.list({ ...filter, limit: 2 });
      for (const sort of ['nextDeadline', '-createdAt'] as const) {
        const { nextCursor } = await store.orders.list({ limit: 1, sort });
        await store.orders.list({ limit: 1, sort, ...(nextCursor === null ? {} : { cursor: nextCursor }) });
      }
      await store.orders.count({ limit: 1 }, 10);
      await store.orders.counts();
      await store.orders.feed(0, 1);
      await store.orders.lastPosition();
      await store.orders.feed(0, 1, SCOPE);
      await store.orders.unstarted(1);
      await store.orders.overdue(1_000, 1);
    };
  }),
];
