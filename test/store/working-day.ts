import { randomUUID } from 'node:crypto';
import { completed, filed, newClaim } from '../api/support/claims.ts';
import type { Json } from '../api/support/edge.ts';
import { CUSTOMER, PROVIDER, SUPPORT } from '../api/support/orders.ts';
import { create, newId, request } from './orders.ts';
import { INBOX, ORDERS } from './working-day-orders.ts';
import { DOCUMENT, DONE, message, type Piece, piece, SCOPE } from './working-day-pieces.ts';

const EFFECTS: readonly Piece[] = [
  piece('a message goes out at the second attempt', async ({ store: { messages } }) => {
    const messageId = newId('msg');
    await messages.add(message(messageId, newId('so')));
    return async () => {
      await messages.lease(messageId, 1);
      await messages.pinText(messageId, 'subject', 'text');
      await messages.release(messageId);
      await messages.settle(messageId, { status: 'FAILED', code: 'GONE', excerpt: '' });
      await messages.requeue(messageId);
      await messages.settle(messageId, { status: 'SENT' });
      await messages.get(messageId);
    };
  }),
  piece('a message is written', async ({ store: { messages } }) => {
    const [messageId, orderId] = [newId('msg'), newId('so')];
    return async () => {
      if (!(await messages.get(messageId))) await messages.add(message(messageId, orderId));
      await messages.of(orderId);
    };
  }),
  piece('a letter with a claim link is pinned', async ({ store }) => {
    const messageId = newId('msg');
    const { orderId } = await create(store);
    await store.messages.add(message(messageId, orderId));
    const letter = { messageId, orderId, letterAt: Date.now(), subject: 'subject', text: 'text', linkAt: 2 };
    return async () => {
      await store.claimLinks.pin(letter);
      await store.claimLinks.pinned(messageId);
      await store.claimLinks.of(orderId);
    };
  }),
  piece('a workflow stands still and moves again', async ({ store: { stuck } }) => {
    const of = [{ orderId: newId('so') }, { orderId: newId('so'), claimId: newId('cl') }];
    return async () => {
      for (const one of of) {
        await stuck.mark({ ...one, why: 'TASK_FAILS', attempts: 1, since: Date.now() });
        await stuck.mark({ ...one, why: 'TASK_FAILS', attempts: 2, since: null });
      }
      await stuck.list(5);
      await stuck.among(of.map(({ orderId }) => orderId));
      await stuck.among([]);
      await stuck.counts();
      for (const one of of) await stuck.clear(one);
    };
  }),
  piece('money is posted', async ({ store: { ledger } }) => {
    const [key, orderId] = [newId('fee'), newId('so')];
    const entries = [5, -5].map((amountMinor, line) => ({ account: `a-${line}`, amount: { amountMinor, currency: 'USD' } }));
    return async () => {
      await ledger.post({ key, orderId, feeId: 'fee-1', memo: 'fee', entries });
      await ledger.post({ key, orderId, feeId: 'fee-1', memo: 'fee', entries });
      await ledger.accounts();
      await ledger.entriesOf(orderId);
    };
  }),
  piece('a document comes', async ({ store }) => {
    const documentId = newId('doc');
    await store.inbox.answerOnce(request(), async (tx) => {
      await tx.addDocument({ ...DOCUMENT, documentId });
      return DONE;
    });
    return async () => {
      await store.documents.get(documentId);
      await store.documents.find([documentId, 'doc-other']);
      await store.documents.ofOrder('so-1');
      await store.documents.markStored(documentId);
      await store.documents.expire(0, async () => {});
      await store.providers.get('prov-1');
    };
  }),
  piece('a key is made, used and revoked', async ({ store: { keys } }) => {
    const name = newId('key');
    return async () => {
      const made = await keys.create({ name, role: 'system', subject: name, scope: SCOPE, expiresAt: null });
      const [keyId] = made.ok ? [made.row.keyId] : made.why === 'TWO_ARE_LIVE' ? made.keyIds : [];
      await keys.find(keyId ?? '');
      await keys.used(keyId ?? '', 1);
      await keys.list();
      await keys.revoke(keyId ?? '');
    };
  }),
  piece('the store is asked how it is', async ({ store, another }) => async () => {
    await store.now();
    await store.check();
    await another().check();
    await store.figures();
    store.pool();
    await store.exclusively('reconciler', async () => 'done');
  }),
];

const CLAIMS: readonly Piece[] = [
  piece('a claim is filed', async ({ edge }) => {
    const orderId = await completed(edge);
    const claim = await newClaim(edge, { claimId: newId('cl') });
    const key = { 'idempotency-key': randomUUID() };
    return () => accepted(edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, claim, key));
  }),
  piece('a claim is answered and read', async ({ edge, store: { claims } }) => {
    const orderId = await completed(edge);
    const claimId = await filed(edge, orderId);
    const key = { 'idempotency-key': randomUUID() };
    return async () => {
      const body = { position: 'CONTEST', text: 'It hangs straight.' };
      await accepted(edge.post(`/v1/claims/${claimId}/commands/respond`, PROVIDER, body, key));
      await claims.getAt(claimId, 1);
      await claims.ofOrder(orderId);
      const events = (await claims.timeline(claimId)).map(({ event }) => event);
      await claims.record(claimId, events);
      const last = events.at(-1);
      await claims.record(claimId, last ? [{ ...last, at: last.at + 1 }] : []);
      await claims.clearDivergence(claimId);
      await claims.markWorkflowStarted(claimId);
      await accepted(edge.get(`/v1/orders/${orderId}/evidence-pack`, SUPPORT));
    };
  }),
  piece('claims are listed by every filter', async ({ edge, store: { claims } }) => {
    const orderId = await completed(edge);
    const claimId = await filed(edge, orderId);
    const parties = (['PROVIDER', 'CUSTOMER'] as const).map((role) => ({ party: { role, id: 'x' } }));
    return async () => {
      const filters = [{}, { state: 'SUBMITTED' as const }, { isOpen: true }, { scope: SCOPE }, ...parties];
      for (const filter of filters) await claims.list({ ...filter, limit: 1 });
      const record = await claims.get(claimId);
      const cursor = (await claims.list({ limit: 1 })).nextCursor;
      if (record && cursor !== null) await claims.list({ limit: 1, cursor });
      await claims.reserve(claimId, orderId);
      await claims.unstarted(1);
      await claims.overdue(1_000, 1);
      await claims.report();
      await claims.report(SCOPE);
    };
  }),
];

async function accepted(asked: Promise<{ readonly status: number; readonly body: Json }>): Promise<void> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}

export const WORKING_DAY: readonly Piece[] = [...INBOX, ...ORDERS, ...EFFECTS, ...CLAIMS];
