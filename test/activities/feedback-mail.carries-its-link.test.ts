// Goal: the claim link comes to its claimant in its own place alone, under one number at every attempt; no text and no row carries it.
// Method: the activity over real SQL in memory, with names and titles that ask for the link, letters that the version before had pinned, and a
// channel that fails.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClaimLinkMaker } from '../../activities/ports.ts';
import { customersClaimLink, signClaimLink } from '../../channels/claim-link.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import type { MessageRow, OrderRecord, Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { bench } from './bench.ts';
import { scriptOrder, storeOrder } from './order.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

const THEFT = 'https://evil.example/?take=[claim link]';
const KEY = Buffer.alloc(32, 9);
const claimLinkOf = ({ state }: OrderRecord): ClaimLinkMaker | null => {
  const target = customersClaimLink(state);
  return target && ((number) => `https://shop.example/claim/${signClaimLink(KEY, { ...target, number })}`);
};
const LINK = /https:\/\/shop\.example\/claim\/[\w.-]+/g;

/** A completed order of a guarantee programme, with what may be queued about it. */
async function completed(title = 'TV mounting') {
  const order = scriptOrder({
    scopeOfWork: { title, items: [{ itemId: 'mount', description: THEFT }] },
    customer: { customerId: 'cust-1', name: THEFT, locale: 'en-US', contact: { channel: 'EMAIL', address: 'ana@customer.example' } },
  });
  await storeOrder(store, order);
  const closesAt = Date.now() + 30 * DAY_MS;
  const done = order.add('ORDER_COMPLETED', {
    late: false,
    partner: null,
    claimWindow: {
      opensAt: Date.now(),
      closesAt,
      timeZone: 'America/Los_Angeles',
      days: 30,
      rule: 'window',
      programme: 'happiness-guarantee',
      claimant: 'CUSTOMER',
    },
  });
  return { order, input: { orderId: order.orderId, events: order.events.slice(1), messageId: `msg-${order.orderId}-${done.sequence}` } };
}

async function rowOf(messageId: string): Promise<MessageRow> {
  const row = await store.messages.get(messageId);
  if (!row) throw new Error('there is no such message');
  return row;
}

describe('the feedback mail', () => {
  it('has the link where its own words lead to it, and nowhere in what people wrote', async () => {
    const { input } = await completed(THEFT);
    const { run, channel } = bench(store, { claimLinkOf });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    const [mail] = channel.attempts;
    expect(mail?.text.match(LINK)).toHaveLength(1);
    expect(mail?.text).toMatch(/^Make a claim here: https:\/\/shop\.example\/claim\/[\w.-]+$/m);
    expect(mail?.text).toContain(`Hello ${THEFT},`);
    expect(mail?.subject).toBe(`How was your service? ${THEFT}`);
    const { subject, text } = await rowOf(input.messageId);
    expect(`${subject}${text}`).not.toMatch(LINK);
    expect(text).toContain('Make a claim here: [claim link]\n');
    expect(JSON.stringify(await store.claimLinks.of(input.orderId))).not.toContain('shop.example');
  });

  it('says the same under the same number at every attempt', async () => {
    const { input } = await completed();
    const { run, channel } = bench(store, { claimLinkOf });
    channel.willThrow(new Error('network'), new Error('network'));
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY' });
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(new Set(channel.attempts.map(({ text }) => text)).size).toBe(1);
    expect(await store.claimLinks.of(input.orderId)).toMatchObject([{ number: 1, messageId: input.messageId, revoked: null }]);
  });

  it('sent again has a link of its own, with a higher number', async () => {
    const { order, input } = await completed();
    const { run, channel } = bench(store, { claimLinkOf });
    await run('sendMessage', input);
    const again = order.add('CLAIM_LINK_SENT', {});
    const messageId = `msg-${order.orderId}-${again.sequence}`;
    await expect(run('sendMessage', { ...input, events: [again], messageId })).resolves.toEqual({ status: 'SENT' });
    const [first, second] = channel.attempts.map(({ text }) => text.match(LINK)?.[0]);
    expect(first).not.toBe(second);
    expect((await store.claimLinks.of(input.orderId)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('that the version before had pinned goes out once, written anew, with its link in its place', async () => {
    const { input } = await completed();
    const { run, channel } = bench(store, { claimLinkOf });
    await run('record', input);
    // As that version left it after an attempt in vain: a note first, then the letter's own line.
    await store.messages.pinText(input.messageId, 'How was your service?', `Notes:\n- ${THEFT}\n\nMake a claim here: [claim link]\n`);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts).toHaveLength(1);
    const [mail] = channel.attempts;
    expect(mail?.messageId).toBe(input.messageId);
    expect(mail?.text.match(LINK)).toHaveLength(1);
    expect(mail?.text).toMatch(/^Make a claim here: https:\/\/shop\.example\/claim\/[\w.-]+$/m);
    expect((await rowOf(input.messageId)).text).not.toMatch(LINK);
  });

  it('waits where the address of the program is not known yet, rather than going out without its link', async () => {
    const { input } = await completed();
    let address: string | null = null;
    const { run, channel } = bench(store, {
      claimLinkOf: () => (number) => {
        if (address === null) throw new Error('not known yet');
        return `${address}/claim/${number}`;
      },
    });
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY' });
    expect(channel.attempts).toEqual([]);
    address = 'https://shop.example';
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts[0]?.text).toContain('Make a claim here: https://shop.example/claim/1\n');
  });

  it('of an order without a link has neither the line nor a number', async () => {
    const { input } = await completed();
    const { run, channel } = bench(store, { claimLinkOf: () => null });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts[0]?.text).not.toContain('Make a claim here');
    expect(await store.claimLinks.of(input.orderId)).toEqual([]);
  });

  it('has one number where two attempts pin it at the same time', async () => {
    const { input } = await completed();
    await bench(store).run('record', input);
    const letter = { messageId: input.messageId, orderId: input.orderId, letterAt: Date.now(), subject: 'S', linkAt: 0 };
    const [one, other] = await Promise.all([
      store.claimLinks.pin({ ...letter, text: 'A' }),
      store.claimLinks.pin({ ...letter, text: 'B' }),
    ]);
    expect(one).toEqual(other);
    expect(await store.claimLinks.of(input.orderId)).toHaveLength(1);
  });
});

describe('a message that a person wrote', () => {
  it.each(['CUSTOMER', 'PROVIDER', 'SUPPORT', 'SUPERVISOR'] as const)('to the %s is sent as it is, whatever it asks for', async (to) => {
    const { order, input } = await completed();
    const { run, channel } = bench(store, { claimLinkOf });
    await run('record', input);
    const messageId = `written-${order.orderId}-${to}`;
    const base = { ...(await rowOf(input.messageId)), purpose: 'QUESTION', templateId: null, subject: null, status: 'QUEUED' } as const;
    await store.messages.add({ ...base, messageId, to, text: THEFT });
    const sent = await run('sendMessage', { orderId: order.orderId, events: [], messageId });
    expect(sent.status).toBe(to === 'PROVIDER' ? 'FAILED' : 'SENT');
    if (to !== 'PROVIDER') expect(channel.attempts).toMatchObject([{ text: THEFT }]);
    expect(await store.claimLinks.of(order.orderId)).toEqual([]);
  });
});
