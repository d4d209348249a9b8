// Goal: a message is in one pair of hands at a time, keeps its text and its end, and can be sent again when it failed.
// Method: the outbox of a real store on both engines; the race for a lease on PostgreSQL.
import { beforeAll, expect, it } from '@jest/globals';
import type { MessageRow, Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres } from '../support/database.ts';
import { newId } from './orders.ts';

const LEASE_MS = 60_000;

function message(given: Partial<MessageRow> = {}): MessageRow {
  return {
    messageId: newId('msg'),
    orderId: newId('so'),
    direction: 'OUTBOUND',
    purpose: 'JOB_SUMMARY',
    to: 'CUSTOMER',
    from: { role: 'system', id: 'holdfast' },
    templateId: 'job-summary',
    variables: { closesAt: 1, name: 'x' },
    locale: 'en-US',
    subject: null,
    text: null,
    status: 'QUEUED',
    attempts: 0,
    reasons: [],
    holdId: null,
    createdAt: 1_700_000_000_123,
    sentAt: null,
    ...given,
  };
}

describeEachEngine('messages', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  async function added(given: Partial<MessageRow> = {}): Promise<MessageRow> {
    const one = message(given);
    await store.messages.add(one);
    return one;
  }
  const status = async (messageId: string): Promise<string | undefined> => (await store.messages.get(messageId))?.status;

  it('come back as they were added, in that order, and once by their id', async () => {
    const one = await added();
    const two = await added({ orderId: one.orderId, direction: 'INBOUND', status: 'RECEIVED', text: 'hello', holdId: 'hold-1' });
    await store.messages.add({ ...one, text: 'another' });
    expect(await store.messages.of(one.orderId)).toEqual([one, two]);
    expect(await store.messages.get(two.messageId)).toEqual(two);
    expect(await store.messages.get(newId('msg'))).toBeNull();
  });

  it('are leased to one at a time, and the attempt is counted', async () => {
    const { messageId } = await added();
    expect(await store.messages.lease(messageId, LEASE_MS)).toMatchObject({ messageId, attempts: 1 });
    expect(await store.messages.lease(messageId, LEASE_MS)).toBeNull();
    expect((await store.messages.get(messageId))?.attempts).toBe(1);
  });

  it('are leased again when the lease was given back or has run out', async () => {
    const { messageId } = await added();
    await store.messages.lease(messageId, LEASE_MS);
    await store.messages.release(messageId);
    expect(await store.messages.lease(messageId, 0)).toMatchObject({ attempts: 2 });
    expect(await store.messages.lease(messageId, LEASE_MS)).toMatchObject({ attempts: 3 });
  });

  it.each(['SENT', 'FAILED', 'BLOCKED', 'RECEIVED'] as const)(
    'are not leased when they are %s, nor when they are unknown',
    async (ended) => {
      const { messageId } = await added({ status: ended });
      expect(await store.messages.lease(messageId, LEASE_MS)).toBeNull();
      expect(await store.messages.lease(newId('msg'), LEASE_MS)).toBeNull();
    },
  );

  it('keep the text of their first attempt', async () => {
    const { messageId } = await added();
    await store.messages.pinText(messageId, 'Subject', 'Text');
    await store.messages.pinText(messageId, 'Other', 'Other');
    expect(await store.messages.get(messageId)).toMatchObject({ subject: 'Subject', text: 'Text' });
  });

  it('keep what a person wrote when only a subject is missing', async () => {
    const { messageId } = await added({ text: 'Written', templateId: null });
    await store.messages.pinText(messageId, 'Subject', 'Rendered');
    expect(await store.messages.get(messageId)).toMatchObject({ subject: 'Subject', text: 'Written' });
  });

  it('that were sent stay sent, with the time, whatever a late attempt says', async () => {
    const { messageId } = await added();
    await store.messages.settle(messageId, { status: 'SENT' });
    await store.messages.settle(messageId, { status: 'FAILED', code: 'SMTP_550', excerpt: '' });
    expect(await store.messages.get(messageId)).toMatchObject({ status: 'SENT', reasons: [], sentAt: expect.any(Number) });
    expect(await store.messages.requeue(messageId)).toBe(false);
  });

  it('that failed say why, and are sent after all when another attempt did', async () => {
    const { messageId } = await added();
    await store.messages.settle(messageId, { status: 'FAILED', code: 'SMTP_550', excerpt: 'refused' });
    expect(await store.messages.get(messageId)).toMatchObject({ status: 'FAILED', reasons: [{ code: 'SMTP_550', excerpt: 'refused' }] });
    await store.messages.settle(messageId, { status: 'SENT' });
    expect(await status(messageId)).toBe('SENT');
  });

  it('that failed are queued again under their id, others are not', async () => {
    const { messageId } = await added();
    expect(await store.messages.requeue(messageId)).toBe(false);
    await store.messages.lease(messageId, LEASE_MS);
    await store.messages.settle(messageId, { status: 'FAILED', code: 'NO_ADDRESS', excerpt: '' });
    expect(await store.messages.requeue(messageId)).toBe(true);
    expect(await store.messages.lease(messageId, LEASE_MS)).toMatchObject({ status: 'QUEUED', attempts: 2, reasons: [] });
  });
});

describePostgres('messages under concurrency', (database) => {
  it('are given to one of twenty who ask at once', async () => {
    const url = await database();
    const stores = await Promise.all([openStore({ databaseUrl: url }), openStore({ databaseUrl: url })]);
    try {
      const [store] = stores;
      const one = message();
      await store.messages.add(one);
      const leases = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (stores[n % 2] ?? store).messages.lease(one.messageId, LEASE_MS)),
      );
      expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
      expect((await store.messages.get(one.messageId))?.attempts).toBe(1);
    } finally {
      await Promise.all(stores.map((each) => each.close()));
    }
  }, 60_000);
});
