// Goal: deadlines act by real timers, in order and at their own time, and none blames anybody over a command that waits.
// Method: the server lets one order's time run on; what the timers did is read from the store.
import { describe, expect, it } from '@jest/globals';
import type { OrderEvent } from '../../domain/order/events.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../domain/shared/time.ts';
import { eventually } from '../support/eventually.ts';
import { actionsOf, eventsOf, runsOf } from '../support/history.ts';
import { assign, reportDefect, toWork } from '../support/journey.ts';
import { accepted, CANARY, CUSTOMER, command, createOrder, give, orderOf, PROVIDER, requestFor } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

const eventsIn = async (orderId: string): Promise<readonly OrderEvent[]> =>
  (await bench().store.orders.timeline(orderId)).map(({ event }) => event);

const recorded = (orderId: string, type: OrderEvent['type']): Promise<OrderEvent> =>
  eventually(`${type} is recorded`, async () => (await eventsIn(orderId)).find((event) => event.type === type));

const startAt = async (orderId: string): Promise<number> =>
  (await orderOf(bench().store, orderId)).state.appointments[0]?.startAt ?? Number.NaN;

describe('a deadline', () => {
  it('calls a visit late and then a no-show of the provider, each at its own time, and the customer is asked', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign());
    await bench().fastForward(orderId, 2 * DAY_MS + 2 * HOUR_MS + MINUTE_MS);
    const noShow = await recorded(orderId, 'NO_SHOW_RECORDED');
    const start = await startAt(orderId);
    expect((await recorded(orderId, 'STARTED_LATE')).at).toBe(start + 30 * MINUTE_MS);
    expect(noShow).toMatchObject({ at: start + 2 * HOUR_MS, data: { party: 'PROVIDER' }, actor: { role: 'timer' } });
    await eventually('the customer is asked', async () =>
      (await bench().store.messages.of(orderId)).some(({ templateId, status }) => templateId === 'no-show-choice' && status === 'SENT'),
    );
    expect(await give(bench(), orderId, PROVIDER, command('arrive', {}))).toMatchObject({ answer: { outcome: 'REFUSED' } });
    await accepted(bench(), orderId, CUSTOMER, command('cancel', { reasonCode: 'PROVIDER_NO_SHOW' }));
  });

  it('does not touch a provider who is there in time', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign());
    await bench().fastForward(orderId, 2 * DAY_MS);
    await accepted(bench(), orderId, PROVIDER, command('arrive', {}));
    await bench().fastForward(orderId, 3 * HOUR_MS);
    const types = (await eventsIn(orderId)).map(({ type }) => type);
    expect(types).not.toContain('STARTED_LATE');
    expect(types).not.toContain('NO_SHOW_RECORDED');
  });

  it('that blames somebody waits for a command received before it, however long nobody decides that', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign());
    await bench().fastForward(orderId, 2 * DAY_MS);
    // Taken in time, and then whoever took it crashed.
    const request = requestFor(orderId, PROVIDER, [command('arrive', {})]);
    await bench().store.inbox.receive(request);
    await bench().fastForward(orderId, 40 * MINUTE_MS);
    expect((await eventsIn(orderId)).map(({ type }) => type)).not.toContain('STARTED_LATE');
    await bench().reconciler.once();
    expect((await recorded(orderId, 'ARRIVED')).data).toMatchObject({ onTime: true });
    await bench().fastForward(orderId, 2 * HOUR_MS);
    const types = (await eventsIn(orderId)).map(({ type }) => type);
    expect(types).not.toContain('STARTED_LATE');
    expect(types).not.toContain('NO_SHOW_RECORDED');
  });

  it('reminds of an appointment that is not made, again and again, and then asks support', async () => {
    const orderId = await createOrder(bench(), { appointment: null });
    await bench().fastForward(orderId, 8 * DAY_MS);
    const rungs = await eventually('three rungs', async () => {
      const found = (await eventsIn(orderId)).filter((event) => event.type === 'RUNG_REACHED');
      return found.length === 3 && found;
    });
    const { createdAt } = (await orderOf(bench().store, orderId)).state;
    expect(rungs.map(({ at, data }) => [(at - createdAt) / DAY_MS, data.action])).toEqual([
      [1, 'REMIND'],
      [4, 'REMIND'],
      [7, 'ESCALATE'],
    ]);
    await accepted(
      bench(),
      orderId,
      CUSTOMER,
      command('schedule', { startTime: iso((await bench().store.now()) + DAY_MS), durationInMinutes: 60 }),
    );
  });

  it('climbs from the provider to support where a defect is not confirmed, and up to the supervisor where support is silent', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    const { holds } = await accepted(bench(), orderId, PROVIDER, reportDefect());
    const holdId = holds[0]?.holdId ?? '';
    await accepted(bench(), orderId, PROVIDER, command('contact-support', { holdId, summary: `${CANARY} summary` }));
    await bench().fastForward(orderId, 5 * DAY_MS);
    const channels = await eventually('the ladder of support', async () => {
      const rungs = (await eventsIn(orderId)).filter((event) => event.type === 'RUNG_REACHED' && event.data.ladder === 'support-response');
      return rungs.length >= 4 && rungs.map((event) => (event.type === 'RUNG_REACHED' ? event.data.channel : ''));
    });
    expect(channels.slice(0, 4)).toEqual(['TEXT', 'TEXT', 'SECOND', 'THIRD']);
    expect(bench().mails.attempts.map(({ to }) => to)).toContain('supervisor@desk.example');
  });

  it('is one timer for the whole order, armed anew only for a nearer one', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    const [run] = await runsOf(bench().engine.client, orderId);
    const timers = eventsOf(run ?? {}).filter((event) => event.timerStartedEventAttributes);
    expect(timers).toHaveLength(1);
    expect(actionsOf(run ?? {})).toBe(1 + 3 + 1);
  });
});
