// Goal: a deadline that blames somebody waits for every command that was received before it.
// Method: real inbox rows in memory; the clock is the port, moved around the deadline.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { bench } from './bench.ts';
import { type ScriptedOrder, scriptOrder, storeOrder } from './order.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

/** An order with one command that nobody has decided; `at` is its receipt time. */
async function withCommand(): Promise<{ order: ScriptedOrder; commandId: string; at: number }> {
  const order = scriptOrder();
  await storeOrder(store, order);
  const received = await store.inbox.receive({
    commandId: randomUUID(),
    caller: 'provider:prov-1',
    idempotencyKey: null,
    method: 'POST',
    path: `/v1/orders/${order.orderId}/commands/arrive`,
    bodyHash: 'hash',
    order: {
      orderId: order.orderId,
      actor: { role: 'provider', id: 'prov-1' },
      authority: {},
      expectedVersion: null,
      commands: [{ command: 'arrive', body: {} }],
    },
  });
  if (received.kind === 'key-reused') throw new Error('a new command was expected');
  return { order, commandId: received.row.commandId, at: received.row.receivedAt };
}

/** The type of the failure, or null where it passed. */
async function outcomeOf(waiting: Promise<void>): Promise<string | null | undefined> {
  try {
    await waiting;
    return null;
  } catch (error) {
    return error instanceof ApplicationFailure ? error.type : 'not an ApplicationFailure';
  }
}

const undecided = { type: 'undecided_command', nonRetryable: false };

describe('settledBefore', () => {
  it.each([
    ['one ms before', -1, false],
    ['at', 0, true],
    ['one ms after', 1, true],
  ])('lets nothing through while the clock is %s the deadline', async (_when, fromDueMs, passes) => {
    const order = scriptOrder();
    await storeOrder(store, order);
    const due = Date.now() + 1_000_000;
    const waiting = bench(store, { now: async () => due + fromDueMs }).run('settledBefore', { orderId: order.orderId, due });
    expect(await outcomeOf(waiting)).toBe(passes ? null : 'undecided_command');
  });

  it.each([
    ['one ms after its receipt', 1, false],
    ['at its receipt', 0, true],
    ['one ms before its receipt', -1, true],
  ])('with an undecided command, a deadline %s passes: %j / %j', async (_when, fromReceiptMs, passes) => {
    const { order, at } = await withCommand();
    const due = at + fromReceiptMs;
    const waiting = bench(store, { now: async () => at + 10 }).run('settledBefore', { orderId: order.orderId, due });
    expect(await outcomeOf(waiting)).toBe(passes ? null : 'undecided_command');
  });

  it('goes on once the command is refused, and does not wait for the one that asks', async () => {
    const { order, commandId, at } = await withCommand();
    const { run } = bench(store, { now: async () => at + 10 });
    const input = { orderId: order.orderId, due: at + 5 };
    await expect(run('settledBefore', input)).rejects.toMatchObject(undecided);
    await expect(run('settledBefore', { ...input, exceptCommandId: commandId })).resolves.toBeUndefined();
    await store.inbox.settleRefused(commandId, { code: 'forbidden', message: 'no' }, 0);
    await expect(run('settledBefore', input)).resolves.toBeUndefined();
  });

  it('goes by the database’s clock where no other is given', async () => {
    const order = scriptOrder();
    await storeOrder(store, order);
    const now = await store.now();
    const { run } = bench(store);
    await expect(run('settledBefore', { orderId: order.orderId, due: now })).resolves.toBeUndefined();
    await expect(run('settledBefore', { orderId: order.orderId, due: now + 60_000 })).rejects.toMatchObject(undecided);
  });

  it('reads the test clock of a sandbox order', async () => {
    const order = scriptOrder({ sandbox: true });
    await storeOrder(store, order);
    const { run } = bench(store);
    const due = (await store.now()) + 60_000;
    await expect(run('settledBefore', { orderId: order.orderId, due })).rejects.toMatchObject(undecided);
    await run('record', { orderId: order.orderId, events: [order.add('CLOCK_ADVANCED', { offsetMs: 60_000 })] });
    await expect(run('settledBefore', { orderId: order.orderId, due })).resolves.toBeUndefined();
  });
});
