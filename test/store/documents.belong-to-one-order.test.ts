// Goal: a document is on record as it was announced, is stored once, and belongs to the first order that uses it.
// Method: the store's functions on both engines; what a transaction that fails would leave is looked for.
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { NewDocument } from '../../store/contract/rows.ts';
import type { Store, StoreTransaction } from '../../store/contract/store.ts';
import { describeEachEngine } from '../support/database.ts';
import { create, newId, request } from './orders.ts';

function announced(change: Partial<NewDocument> = {}): NewDocument {
  return {
    documentId: newId('doc'),
    kind: 'PHOTO',
    contentType: 'image/png',
    contentLength: 70,
    sha256: randomBytes(32).toString('hex'),
    uploader: { role: 'provider', id: 'prov-1' },
    orderId: null,
    ...change,
  };
}

describeEachEngine('documents', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  const inOne = (work: (tx: StoreTransaction) => Promise<void>) =>
    store.inbox.answerOnce(request(), async (tx) => {
      await work(tx);
      return { outcome: 'ANSWERED', status: 201, body: {}, headers: {} };
    });
  const add = async (change: Partial<NewDocument> = {}): Promise<string> => {
    const document = announced(change);
    await inOne((tx) => tx.addDocument(document));
    return document.documentId;
  };
  const orderOf = async (documentId: string): Promise<string | null | undefined> => (await store.documents.get(documentId))?.orderId;

  it('are on record as they were announced, without bytes and without an order', async () => {
    const document = announced();
    await inOne((tx) => tx.addDocument(document));
    expect(await store.documents.get(document.documentId)).toEqual({ ...document, createdAt: expect.any(Number), storedAt: null });
    expect(await store.documents.get('doc-unknown')).toBeNull();
  });

  it('are found by their ids; unknown ids are left out', async () => {
    const [one, two] = [await add(), await add()];
    expect((await store.documents.find([two, 'doc-unknown', one])).map(({ documentId }) => documentId)).toEqual([one, two]);
    expect(await store.documents.find([])).toEqual([]);
  });

  it('are stored once: the first time stays', async () => {
    const documentId = await add();
    await store.documents.markStored(documentId);
    const first = (await store.documents.get(documentId))?.storedAt;
    await store.documents.markStored(documentId);
    expect([typeof first, (await store.documents.get(documentId))?.storedAt]).toEqual(['number', first]);
    await store.documents.markStored('doc-unknown');
  });

  it('belong to the order that uses them first, and to no other afterwards', async () => {
    const { orderId } = await create(store);
    const { orderId: other } = await create(store);
    const [one, two] = [await add(), await add()];
    await inOne((tx) => tx.bindDocuments(orderId, [one, two, 'doc-unknown']));
    await inOne((tx) => tx.bindDocuments(orderId, [one]));
    await inOne((tx) => tx.bindDocuments(other, [one]));
    expect((await store.documents.ofOrder(orderId)).map(({ documentId }) => documentId)).toEqual([one, two]);
    expect(await store.documents.ofOrder(other)).toEqual([]);
  });

  it('belong to one of two orders that use them at the same moment', async () => {
    const orders = [await create(store), await create(store)].map(({ orderId }) => orderId);
    const documentId = await add();
    await Promise.all(orders.map((orderId) => inOne((tx) => tx.bindDocuments(orderId, [documentId]))));
    expect(orders).toContain(await orderOf(documentId));
  });

  it('may be announced for an order, which must be there', async () => {
    const { orderId } = await create(store);
    expect(await orderOf(await add({ orderId }))).toBe(orderId);
    await expect(add({ orderId: 'so-unknown' })).rejects.toThrow(/foreign key/);
  });

  it('are neither announced nor bound by what was rolled back', async () => {
    const { orderId } = await create(store);
    const documentId = await add();
    const lost = announced();
    const failing = inOne(async (tx) => {
      await tx.addDocument(lost);
      await tx.bindDocuments(orderId, [documentId]);
      throw new Error('on the way');
    });
    await expect(failing).rejects.toThrow('on the way');
    expect([await store.documents.get(lost.documentId), await orderOf(documentId)]).toEqual([null, null]);
  });

  it('have bytes, and one announcement each', async () => {
    await expect(add({ contentLength: 0 })).rejects.toThrow(/check constraint/);
    await expect(add({ documentId: await add() })).rejects.toThrow(/duplicate key/);
  });
});
