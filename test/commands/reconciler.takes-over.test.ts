// Goal: what one process took and did not finish, another finishes; an order that lost its workflow gets it back.
// Method: rows and orders are left behind as a crash leaves them; the reconciler of a second composition finds them.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../domain/shared/time.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { type Bench, createBench } from '../support/bench.ts';
import { eventually } from '../support/eventually.ts';
import { assign, question, toTheDoor } from '../support/journey.ts';
import { accepted, CUSTOMER, command, createOrder, give, orderOf, PROVIDER, requestFor, SYSTEM, storeOrder } from '../support/orders.ts';
import { useEngine } from '../support/use-bench.ts';

const engine = useEngine();
let bench: Bench;

beforeEach(async () => {
  bench = await createBench(engine(), { answerWithinMs: 2_000 });
  await bench.startWorker();
});
afterEach(async () => {
  await bench.close();
});

const kill = (orderId: string): Promise<unknown> =>
  bench.engine.client.workflow.getHandle(orderWorkflowId(orderId)).terminate('as an operator would');

const outcomeOf = async (commandId: string): Promise<string | undefined> => (await bench.store.inbox.find(commandId))?.answer?.outcome;

describe('the reconciler', () => {
  it('starts orders whose creator crashed, and decides what was taken for them, in the order of receipt', async () => {
    const orderId = await storeOrder(bench.store);
    const requests = [requestFor(orderId, PROVIDER, [assign()]), requestFor(orderId, PROVIDER, [command('arrive', {})])];
    for (const request of requests) await bench.store.inbox.receive(request);
    await bench.reconciler.once();
    expect((await orderOf(bench.store, orderId)).state.name).toBe('ON_SITE');
    expect((await orderOf(bench.store, orderId)).workflowStartedAt).not.toBeNull();
    expect(await Promise.all(requests.map(({ commandId }) => outcomeOf(commandId)))).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('is held up by no order that is stuck', async () => {
    const stuck = await createOrder(bench);
    const free = await createOrder(bench);
    const requests = [requestFor(stuck, PROVIDER, [assign()]), requestFor(free, PROVIDER, [assign()])];
    for (const request of requests) await bench.store.inbox.receive(request);
    const { gateway } = bench;
    const send = gateway.send.bind(gateway);
    Object.assign(gateway, {
      send: (id: string, ...rest: [never, never]) => (id === stuck ? { kind: 'unknown', why: 'stuck' } : send(id, ...rest)),
    });
    await bench.reconciler.once();
    expect(await Promise.all(requests.map(({ commandId }) => outcomeOf(commandId)))).toEqual([undefined, 'ACCEPTED']);
  });

  it('works in one process at a time', async () => {
    const orderId = await storeOrder(bench.store);
    await bench.store.exclusively('reconciler', async () => {
      await bench.reconciler.once();
      expect((await orderOf(bench.store, orderId)).workflowStartedAt).toBeNull();
    });
    await bench.reconciler.once();
    expect((await orderOf(bench.store, orderId)).workflowStartedAt).not.toBeNull();
  });

  it('leaves everything as it is while no worker polls', async () => {
    await bench.stopWorker();
    const unpolled = await createBench(engine(), { store: bench.store });
    await expect(unpolled.reconciler.once()).rejects.toThrow('no worker');
    await unpolled.close();
  });

  it('gives an overdue order whose workflow was lost a new one from the store', async () => {
    const orderId = await createOrder(bench, { sandbox: true });
    const { appointments } = (await orderOf(bench.store, orderId)).state;
    const due = (appointments[0]?.startAt ?? 0) + HOUR_MS / 2;
    // The first deadline is a second away when its workflow is lost.
    await accepted(bench, orderId, SYSTEM, command('advance-clock', { to: new Date(due - 1_000).toISOString() }));
    await kill(orderId);
    await eventually('it is found and acts', async () => {
      await bench.reconciler.once();
      return (await orderOf(bench.store, orderId)).state.appointments[0]?.startedLate;
    });
    expect(bench.logged.join()).toContain('started again from the store');
  });
});

describe('an order that lost its workflow', () => {
  it('gets a new one by the next command, and knows what it knew', async () => {
    const orderId = await createOrder(bench);
    await toTheDoor(bench, orderId);
    await kill(orderId);
    await accepted(bench, orderId, PROVIDER, question());
    const { state } = await orderOf(bench.store, orderId);
    expect(state.name).toBe('ON_SITE');
    expect(await bench.engine.client.workflow.getHandle(orderWorkflowId(orderId)).query('view')).toEqual(state);
    await eventually('the mail is sent', async () => bench.mails.attempts.length === 1);
  });
});

describe('an order that has ended', () => {
  async function ended(): Promise<string> {
    const orderId = await createOrder(bench, { sandbox: true });
    await accepted(bench, orderId, CUSTOMER, command('cancel', { reasonCode: 'CUSTOMER_REQUEST' }));
    await accepted(bench, orderId, SYSTEM, command('advance-clock', { by: 'P40D' }));
    await eventually('its workflow is gone', async () => !(await bench.gateway.isRunning(orderId)));
    return orderId;
  }

  it('still answers: what the rules refuse is refused, what nobody could carry out as well', async () => {
    const orderId = await ended();
    expect(await give(bench, orderId, PROVIDER, assign())).toMatchObject({ answer: { outcome: 'REFUSED' } });
    expect(await give(bench, orderId, PROVIDER, question())).toMatchObject({
      answer: { outcome: 'REFUSED', refusal: { unmet: [{ id: 'order.open' }] } },
    });
  });

  it('takes what is still allowed from many at once, one after another', async () => {
    const orderId = await ended();
    const { version } = (await orderOf(bench.store, orderId)).state;
    const results = await Promise.all(
      Array.from({ length: 5 }, () => give(bench, orderId, SYSTEM, command('advance-clock', { by: 'PT1M' }))),
    );
    expect(results.map((result) => result.kind === 'answered' && result.answer.outcome)).toEqual(Array(5).fill('ACCEPTED'));
    const order = await orderOf(bench.store, orderId);
    expect(order.divergedAt).toBeNull();
    expect(order.state.version).toBe(version + 5);
  });
});
