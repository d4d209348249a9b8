// Goal: a message is delivered under one id with one text, or is visibly FAILED; it never stops its order and never leaks into a failure.
// Method: the activity over real SQL in memory; the channel is driven by the test, and once the real SMTP one into the real mailbox.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { PermanentRefusal } from '../../channels/channel.ts';
import { startMailbox } from '../../channels/development-mailbox.ts';
import { smtpChannel } from '../../channels/smtp.ts';
import type { OrderGiven } from '../../domain/order/details.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import type { MessageRow, Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { bench } from './bench.ts';
import { type ScriptedOrder, scriptOrder, storeOrder, storeProvider } from './order.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

const START = Date.parse('2027-01-15T18:00:00Z');

/** An order whose provider did not come: the customer is told. */
async function noShow(
  more: Partial<OrderGiven> = {},
  at = Date.now(),
): Promise<{ order: ScriptedOrder; input: { orderId: string; events: ScriptedOrder['events']; messageId: string } }> {
  const order = scriptOrder(more, at);
  await storeOrder(store, order);
  order.add('APPOINTMENT_SCHEDULED', { appointmentId: 'appt-1', startAt: START, durationInMinutes: 60, lateCompletionAt: START + DAY_MS });
  const missed = order.add('NO_SHOW_RECORDED', { appointmentId: 'appt-1', party: 'PROVIDER' });
  return { order, input: { orderId: order.orderId, events: order.events.slice(1), messageId: `msg-${order.orderId}-${missed.sequence}` } };
}

async function rowOf(messageId: string): Promise<MessageRow> {
  const row = await store.messages.get(messageId);
  if (!row) throw new Error('there is no such message');
  return row;
}

/** A message put there by hand, so that every receiver and every content can be tried. */
async function queued(more: Partial<MessageRow>): Promise<{ orderId: string; events: []; messageId: string }> {
  const order = scriptOrder({ providerId: more.messageId ?? 'prov-1' });
  await storeOrder(store, order);
  const messageId = `msg-${order.orderId}-x`;
  const base: Omit<MessageRow, 'messageId'> = {
    orderId: order.orderId,
    direction: 'OUTBOUND',
    purpose: 'QUESTION',
    to: 'CUSTOMER',
    from: { role: 'support', id: 'agent-1' },
    templateId: null,
    variables: {},
    locale: 'es-US',
    subject: null,
    text: 'Is the wall of brick?',
    status: 'QUEUED',
    attempts: 0,
    reasons: [],
    holdId: null,
    createdAt: Date.now(),
    sentAt: null,
  };
  await store.messages.add({ ...base, ...more, messageId });
  return { orderId: order.orderId, events: [], messageId };
}

describe('sendMessage', () => {
  it('records first, then sends the rendered text in the reader’s language, once', async () => {
    const { order, input } = await noShow();
    const { run, channel } = bench(store);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts).toHaveLength(1);
    expect(channel.attempts[0]).toMatchObject({ messageId: input.messageId, to: 'ana@customer.example', locale: 'es-US' });
    expect(channel.attempts[0]?.text).toContain('Ana Pérez');
    expect(channel.attempts[0]?.text).toMatch(/viernes, 15 de enero de 2027.*10:00.*Pacífico/);
    expect(await store.orders.timeline(order.orderId)).toHaveLength(3);
    expect(await rowOf(input.messageId)).toMatchObject({
      status: 'SENT',
      attempts: 1,
      text: channel.attempts[0]?.text,
      sentAt: expect.any(Number),
    });
  });

  it('says the same at every attempt, whatever the order has become', async () => {
    const { order, input } = await noShow();
    const { run, channel } = bench(store);
    channel.willThrow(new Error('connection lost'));
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY' });
    const moved = order.add('APPOINTMENT_RESCHEDULED', {
      appointmentId: 'appt-2',
      startAt: START + DAY_MS,
      durationInMinutes: 60,
      lateCompletionAt: START + 2 * DAY_MS,
      previousAppointmentId: 'appt-1',
      reasonCode: 'PROVIDER_NO_SHOW',
      initiatedBy: 'CUSTOMER',
      attributedTo: 'PROVIDER',
      agreed: true,
      techniciansUnassigned: 0,
    });
    await run('record', { orderId: order.orderId, events: [moved] });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    const [first, second] = channel.attempts;
    expect(second).toEqual(first);
  });

  it('leaves with a code and no content when it is to be tried again', async () => {
    const { input } = await noShow();
    const { run, channel, logged } = bench(store);
    channel.willThrow(Object.assign(new Error('451 ana@customer.example is busy, Ana Pérez'), { code: 'EMESSAGE', responseCode: 451 }));
    const error: unknown = await run('sendMessage', input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplicationFailure);
    expect(error).toMatchObject({ type: 'DELIVERY', nonRetryable: false, message: 'message not delivered: EMESSAGE 451' });
    if (!(error instanceof ApplicationFailure)) throw new Error('unreachable');
    expect([error.message, error.stack, JSON.stringify(error.details), String(error.cause), logged()].join()).not.toMatch(/ana@|Ana|Pérez/);
    // The lease was given back: the next attempt need not wait for it to run out.
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(await rowOf(input.messageId)).toMatchObject({ attempts: 2 });
  });

  it('fails for good on a permanent refusal, and tries no more', async () => {
    const { input } = await noShow();
    const { run, channel, logged } = bench(store);
    channel.willThrow(new PermanentRefusal('SMTP_REFUSED', 'RCPT TO 550'));
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    expect(channel.attempts).toHaveLength(1);
    expect(await rowOf(input.messageId)).toMatchObject({ status: 'FAILED', reasons: [{ code: 'SMTP_REFUSED', excerpt: 'RCPT TO 550' }] });
    expect(logged()).toContain('SMTP_REFUSED');
    expect(logged()).not.toMatch(/ana@|Ana/);
  });

  it('sends a failed message again under its id when a person queues it', async () => {
    const { input } = await noShow({}, Date.now() - 10 * DAY_MS);
    const { run, channel } = bench(store);
    channel.willThrow(new PermanentRefusal('SMTP_REFUSED', 'RCPT TO 550'));
    await run('sendMessage', input);
    expect(await store.messages.requeue(input.messageId)).toBe(true);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(new Set(channel.attempts.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('fails without an address, and needs no channel for that', async () => {
    const { input } = await noShow({ customer: { customerId: 'cust-1', name: 'Ana', locale: 'en-US' } });
    const { run, channel } = bench(store);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    expect(channel.attempts).toEqual([]);
    expect(await rowOf(input.messageId)).toMatchObject({ reasons: [{ code: 'MISSING_ADDRESS', excerpt: 'CUSTOMER' }] });
  });

  const retryForMs = 3 * DAY_MS;
  it.each([
    ['one ms before', retryForMs - 1, false],
    ['at', retryForMs, false],
    ['one ms after', retryForMs + 1, true],
  ])('%s the end of its retry time a failed attempt gives up: %j / %j', async (_when, ageMs, givesUp) => {
    const at = Date.now();
    const { input } = await noShow({}, at);
    const { run, channel } = bench(store, { now: async () => at + ageMs });
    const attempt = () => run('sendMessage', input).catch(() => 'again');
    channel.willThrow(...Array.from({ length: 5 }, () => new Error('network')));
    for (let early = 1; early < 5; early += 1) expect(await attempt()).toBe('again');
    const outcome = await attempt();
    expect(outcome).toEqual(givesUp ? { status: 'FAILED' } : 'again');
    expect((await rowOf(input.messageId)).reasons.map(({ code }) => code)).toEqual(givesUp ? ['GAVE_UP'] : []);
  });

  it('is not given up for its age alone: a test clock that was moved, or a long outage, made it old before it was tried', async () => {
    const at = Date.now();
    const { input } = await noShow({}, at);
    const { run, channel } = bench(store, { now: async () => at + 90 * DAY_MS });
    channel.willThrow(new Error('network'));
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY', nonRetryable: false });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
  });

  it('leaves a message that another attempt holds, and takes it over when that one’s lease has run out', async () => {
    const { input } = await noShow();
    const { run, channel } = bench(store);
    await run('record', input);
    await store.messages.lease(input.messageId, 60_000);
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'LEASED', nonRetryable: false });
    expect(channel.attempts).toEqual([]);
    await store.messages.release(input.messageId);
    await store.messages.lease(input.messageId, 0);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
  });

  it('sends once when two attempts run at the same time', async () => {
    const { input } = await noShow();
    const { run, channel } = bench(store);
    const outcomes = await Promise.allSettled([run('sendMessage', input), run('sendMessage', input)]);
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(channel.attempts).toHaveLength(1);
  });

  it('stops for good when the events made no such message', async () => {
    const { input } = await noShow();
    await expect(bench(store).run('sendMessage', { ...input, messageId: 'msg-other' })).rejects.toMatchObject({
      type: 'UNKNOWN_MESSAGE',
      nonRetryable: true,
    });
  });

  it.each([
    ['CUSTOMER', 'ana@customer.example'],
    ['SUPERVISOR', 'supervisor@desk.example'],
    ['SUPPORT', 'support@desk.example'],
  ] as const)('writes to %s at %s what a person wrote, with a subject in the reader’s language', async (to, address) => {
    const input = await queued({ to });
    const { run, channel } = bench(store);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts).toEqual([
      expect.objectContaining({ to: address, text: 'Is the wall of brick?', subject: `Sobre el pedido ${input.orderId}` }),
    ]);
  });

  it('writes to the provider at the address in the register', async () => {
    const order = scriptOrder({ providerId: 'prov-with-mail' });
    await storeOrder(store, order);
    await storeProvider(store, 'prov-with-mail', 'crew@provider.example');
    const amended = order.add('ORDER_AMENDED', { scopeItemIds: null, locale: null, addressChanged: true });
    const { run, channel } = bench(store);
    const input = { orderId: order.orderId, events: [amended], messageId: `msg-${order.orderId}-2` };
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
    expect(channel.attempts[0]).toMatchObject({ to: 'crew@provider.example' });
    expect(channel.attempts[0]?.text).toContain('Mount the TV on the wall');
  });

  it.each([
    ['a provider without an address', { to: 'PROVIDER' }, 'MISSING_ADDRESS'],
    ['a template with a hole', { text: null, templateId: 'answer' }, 'UNRESOLVED_VARIABLE'],
    ['a template that there is not', { text: null, templateId: 'welcome' }, 'UNKNOWN_TEMPLATE'],
    ['neither text nor template', { text: null }, 'NO_TEXT'],
  ] as const)('is FAILED with its reason for %s', async (_what, more, code) => {
    const input = await queued(more);
    const { run, channel } = bench(store);
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    expect(channel.attempts).toEqual([]);
    expect((await rowOf(input.messageId)).reasons).toEqual([expect.objectContaining({ code })]);
  });

  it('arrives in a mailbox over real SMTP', async () => {
    const mailbox = await startMailbox();
    try {
      const channel = smtpChannel({ url: mailbox.url, from: 'Holdfast <desk@holdfast.example>', domain: 'holdfast.example' });
      const { input } = await noShow();
      await expect(bench(store, { channel }).run('sendMessage', input)).resolves.toEqual({ status: 'SENT' });
      expect(mailbox.list()).toEqual([
        expect.objectContaining({ to: ['ana@customer.example'], messageId: `<${input.messageId}@holdfast.example>` }),
      ]);
    } finally {
      await mailbox.close();
    }
  });
});

describe('a feedback mail that cannot be delivered', () => {
  it('takes the claim link with it: support is told once, and the link stands in no row', async () => {
    const input = await queued({
      templateId: 'feedback',
      purpose: 'JOB_SUMMARY',
      text: null,
      variables: { closesAt: Date.now() + DAY_MS },
    });
    const { run, channel } = bench(store, { claimLinkOf: () => () => 'https://shop.example/claim/secret-token' });
    channel.willThrow(new PermanentRefusal('SMTP_REFUSED', 'RCPT TO 550'));
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    expect(channel.attempts[0]?.text).toContain('https://shop.example/claim/secret-token');
    expect(channel.attempts.slice(1)).toMatchObject([{ to: 'support@desk.example', text: expect.stringContaining('SMTP_REFUSED') }]);
    const rows = await store.messages.of(input.orderId);
    expect(rows.map(({ to, status }) => [to, status])).toEqual([
      ['CUSTOMER', 'FAILED'],
      ['SUPPORT', 'SENT'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('secret-token');
  });

  it('is taken up again by the next attempt where the mail to support does not get through, not when its lease has run out', async () => {
    const input = await queued({
      templateId: 'feedback',
      purpose: 'JOB_SUMMARY',
      text: null,
      variables: { closesAt: Date.now() + DAY_MS },
    });
    const { run, channel } = bench(store);
    channel.willThrow(
      new PermanentRefusal('SMTP_REFUSED', 'RCPT TO 550'),
      new Error('network'),
      new PermanentRefusal('SMTP_REFUSED', 'RCPT TO 550'),
    );
    await expect(run('sendMessage', input)).rejects.toMatchObject({ type: 'DELIVERY' });
    await expect(run('sendMessage', input)).resolves.toEqual({ status: 'FAILED' });
    expect(channel.attempts).toHaveLength(4);
  });
});
