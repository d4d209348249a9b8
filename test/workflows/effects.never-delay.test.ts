// Goal: what an order does outside never delays, stops or repeats what the order decides.
// Method: a mail server that does not answer, then answers; the ledger and the outbox are read from the store.
import { describe, expect, it } from '@jest/globals';
import { PermanentRefusal } from '../../channels/channel.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../domain/shared/time.ts';
import { eventually } from '../support/eventually.ts';
import { complete, question, toWork } from '../support/journey.ts';
import { accepted, CUSTOMER, command, createOrder, orderOf, PROVIDER } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

/** Tried for six hours, so that a test need not try for three days. */
const bench = useBench({ retryForMs: 6 * HOUR_MS });

const soon = { appointment: { startTime: iso(Date.now() + HOUR_MS), durationInMinutes: 60 } };

const busy = (times: number): unknown[] =>
  Array.from({ length: times }, () => Object.assign(new Error('busy'), { code: 'EMESSAGE', responseCode: 451 }));

const statusesOf = async (orderId: string): Promise<readonly string[]> =>
  (await bench().store.messages.of(orderId)).map(({ status }) => status);

describe('an effect', () => {
  it('that is tried again and again keeps neither commands nor deadlines waiting, and what they decide is recorded', async () => {
    const orderId = await createOrder(bench(), soon);
    bench().mails.failures = busy(10_000);
    await accepted(bench(), orderId, PROVIDER, question());
    await accepted(bench(), orderId, PROVIDER, command('assign-technicians', { technicianIds: ['tech-1'] }));
    await bench().fastForward(orderId, 3 * HOUR_MS + 5 * MINUTE_MS);
    await eventually('the no-show is recorded', async () => (await orderOf(bench().store, orderId)).state.appointments[0]?.noShow);
    expect((await statusesOf(orderId))[0]).toBe('QUEUED');
    bench().mails.failures = [];
    await bench().fastForward(orderId, HOUR_MS);
    await eventually('all are sent', async () => (await statusesOf(orderId)).every((status) => status === 'SENT'));
  });

  it('whose time is over is given up, is seen as FAILED, and the order lives on', async () => {
    const orderId = await createOrder(bench());
    bench().mails.failures = busy(10_000);
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await bench().fastForward(orderId, 8 * HOUR_MS);
    // The feedback mail, and the one that tells support that it is lost.
    await eventually('both failed', async () => (await statusesOf(orderId)).join() === 'FAILED,FAILED');
    bench().mails.failures = [];
    await accepted(bench(), orderId, CUSTOMER, command('rate', { stars: 4 }));
    await bench().fastForward(orderId, 32 * DAY_MS);
    await eventually('the order closes', async () => (await orderOf(bench().store, orderId)).state.ended);
  });

  it('that is refused for good is seen as FAILED at once', async () => {
    const orderId = await createOrder(bench());
    bench().mails.failures = [new PermanentRefusal('SMTP_550', 'no such mailbox')];
    await accepted(bench(), orderId, PROVIDER, question());
    await eventually('it failed', async () => (await statusesOf(orderId)).includes('FAILED'));
    expect(bench().mails.attempts).toHaveLength(1);
    await accepted(bench(), orderId, PROVIDER, question());
    await eventually('the next one is sent', async () => (await statusesOf(orderId)).includes('SENT'));
  });
});
