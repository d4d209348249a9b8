// Goal: whatever Temporal does or fails to do, the gateway says accepted, refused, absent or unknown, and never more than it knows.
// Method: the real server with and without workers, a workflow that was killed, and an address where nobody listens.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { createGateway } from '../../commands/temporal/gateway.ts';
import type { CommandRequest } from '../../domain/order/command.ts';
import { RULES } from '../../domain/shared/rules-numbers.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { type Bench, createBench } from '../support/bench.ts';
import { NAMESPACE } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { assign } from '../support/journey.ts';
import { command, createOrder, give, orderOf, PROVIDER, storeOrder } from '../support/orders.ts';
import { useEngine } from '../support/use-bench.ts';

const engine = useEngine();
let bench: Bench;

beforeEach(async () => {
  bench = await createBench(engine());
  await bench.startWorker();
});
afterEach(async () => {
  await bench.close();
});

const request = (commandId: string, name: 'arrive' | 'rate' = 'arrive'): CommandRequest => ({
  commandId,
  actor: PROVIDER,
  receivedAt: Date.now(),
  commands: [{ command: name, body: name === 'rate' ? { stars: 5 } : {}, facts: {} }],
});

describe('the gateway', () => {
  it('starts an order once: a second start finds the first', async () => {
    const orderId = await createOrder(bench);
    const { state, terms } = await orderOf(bench.store, orderId);
    await bench.gateway.start({ rules: RULES, state, terms });
    expect(await bench.gateway.isRunning(orderId)).toBe(true);
  });

  it('gives a refusal as it was decided', async () => {
    const orderId = await createOrder(bench);
    expect(await bench.gateway.send(orderId, request('a', 'rate'), 5_000)).toMatchObject({
      kind: 'refused',
      index: 0,
      refusal: { code: 'forbidden' },
    });
  });

  it('says absent of an order that has no workflow, and of one whose workflow was killed', async () => {
    const orderId = await createOrder(bench);
    await bench.engine.client.workflow.getHandle(orderWorkflowId(orderId)).terminate();
    expect(await bench.gateway.send(orderId, request('b'), 5_000)).toEqual({ kind: 'absent' });
    expect(await bench.gateway.send('so-none', request('c'), 5_000)).toEqual({ kind: 'absent' });
    expect(await bench.gateway.isRunning(orderId)).toBe(false);
    expect(await bench.gateway.isRunning('so-none')).toBe(false);
  });

  it('says unknown where nobody answers in time', async () => {
    const orderId = await createOrder(bench);
    await bench.stopWorker();
    expect(await bench.gateway.send(orderId, request('d'), 300)).toMatchObject({ kind: 'unknown' });
  });

  it('is healthy only while workers poll', async () => {
    // The server lists a poller a moment after it began to poll.
    await eventually('the workers are seen', () =>
      bench.gateway.check().then(
        () => true,
        () => false,
      ),
    );
    const unpolled = await createBench(engine(), { store: bench.store });
    await expect(unpolled.gateway.check()).rejects.toThrow('no worker');
    await unpolled.close();
  });
});

describe('without a Temporal server', () => {
  it('orders are created and commands are kept, and all of it is done when it is back', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const nobody = createGateway({ connection, namespace: NAMESPACE, callWithinMs: 300 });
    expect(await nobody.send('so-1', request('e'), 300)).toMatchObject({ kind: 'unknown' });
    await expect(nobody.check()).rejects.toThrow(/connect|unavailable|deadline/i);
    const cut = await createBench(engine(), { store: bench.store, answerWithinMs: 300, wrapGateway: () => nobody });
    const orderId = await storeOrder(bench.store);
    await cut.service.begin(orderId);
    expect(await give(cut, orderId, PROVIDER, assign())).toMatchObject({ kind: 'pending' });
    expect(await give(cut, orderId, PROVIDER, command('arrive', {}))).toMatchObject({ kind: 'pending' });
    await cut.close();
    await connection.close();
    await bench.reconciler.once();
    expect((await orderOf(bench.store, orderId)).state.name).toBe('ON_SITE');
  });
});
