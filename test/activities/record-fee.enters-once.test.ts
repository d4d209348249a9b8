// Goal: a fee is in the ledger once, a correction is an entry of its own, and a key never stands for two amounts.
// Method: the activity over real SQL in memory, repeated and run at once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeeIntent } from '../../domain/order/effects.ts';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { bench } from './bench.ts';
import { type ScriptedOrder, scriptOrder, storeOrder } from './order.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

async function withFee(): Promise<{
  order: ScriptedOrder;
  fee: FeeIntent;
  input: { orderId: string; events: ScriptedOrder['events']; fee: FeeIntent };
}> {
  const order = scriptOrder({ providerId: 'prov-fee' });
  await storeOrder(store, order);
  const amount = { amountMinor: 5000, currency: 'USD' };
  order.add('FEE_PROPOSED', { feeId: 'fee-1', kind: 'CANCELLATION', amount, status: 'PROPOSED', rule: 'a rule' });
  order.add('FEE_POSTED', { feeId: 'fee-1', amount });
  const fee: FeeIntent = { key: `order:${order.orderId}:fee-1`, feeId: 'fee-1', amount, reversal: false, providerId: 'prov-fee' };
  return { order, fee, input: { orderId: order.orderId, events: order.events.slice(1), fee } };
}

const amounts = async (orderId: string) =>
  (await store.ledger.entriesOf(orderId)).map(({ key, account, amount }) => [
    key.replace(`order:${orderId}:`, ''),
    account,
    amount.amountMinor,
  ]);

describe('recordFee', () => {
  it('records first, then debits the provider and credits the marketplace, once', async () => {
    const { order, input } = await withFee();
    const { run } = bench(store);
    await expect(run('recordFee', input)).resolves.toEqual({ entered: true });
    await expect(run('recordFee', input)).resolves.toEqual({ entered: false });
    expect(await amounts(order.orderId)).toEqual([
      ['fee-1', 'provider:prov-fee:receivable', 5000],
      ['fee-1', 'marketplace:fee-income', -5000],
    ]);
    expect(await store.orders.timeline(order.orderId)).toHaveLength(3);
  });

  it('enters it once when two attempts run at the same time', async () => {
    const { order, input } = await withFee();
    const { run } = bench(store);
    const entered = await Promise.all([run('recordFee', input), run('recordFee', input)]);
    expect(entered.filter((one) => one.entered)).toHaveLength(1);
    expect(await amounts(order.orderId)).toHaveLength(2);
  });

  it.each(['', ':reversal'])('reverses with the opposite signs under a key of its own (given with %j)', async (suffix) => {
    const { order, fee, input } = await withFee();
    const { run } = bench(store);
    await run('recordFee', input);
    const reversal = { ...input, fee: { ...fee, key: `${fee.key}${suffix}`, reversal: true } };
    await expect(run('recordFee', reversal)).resolves.toEqual({ entered: true });
    await expect(run('recordFee', reversal)).resolves.toEqual({ entered: false });
    const entries = await amounts(order.orderId);
    expect(entries).toHaveLength(4);
    expect(entries).toContainEqual(['fee-1:reversal', 'provider:prov-fee:receivable', -5000]);
    expect(entries).toContainEqual(['fee-1:reversal', 'marketplace:fee-income', 5000]);
  });

  it.each([
    ['another amount', { amount: { amountMinor: 5001, currency: 'USD' } }],
    ['another currency', { amount: { amountMinor: 5000, currency: 'GBP' } }],
    ['another provider', { providerId: 'prov-other' }],
  ])('stops for good when the key is there with %s', async (_what, other) => {
    const { order, fee, input } = await withFee();
    const { run } = bench(store);
    await run('recordFee', input);
    await expect(run('recordFee', { ...input, fee: { ...fee, ...other } })).rejects.toMatchObject({
      type: 'EFFECT_MISMATCH',
      nonRetryable: true,
    });
    expect(await amounts(order.orderId)).toHaveLength(2);
  });

  it.each([0, -1, 0.5, Number.MAX_SAFE_INTEGER + 1])('refuses the amount %d for good', async (amountMinor) => {
    const { order, fee, input } = await withFee();
    const odd = { ...input, fee: { ...fee, amount: { amountMinor, currency: 'USD' } } };
    await expect(bench(store).run('recordFee', odd)).rejects.toMatchObject({ type: 'INVALID_FEE', nonRetryable: true });
    expect(await amounts(order.orderId)).toEqual([]);
  });
});
