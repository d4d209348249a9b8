// Goal: wherever an activity of a claim breaks off, before or after its work, the claim goes its way and nothing happens twice.
// Method: each activity fails once at its first call; then the server tries again, and the whole story must come out the same.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Activities } from '../../activities/index.ts';
import type { Store } from '../../store/contract/store.ts';
import { type Bench, createBench, openBenchStore } from '../support/bench.ts';
import { AGENT, CHIEF, claimAccepted, completedOrder, filed } from '../support/claims.ts';
import { eventually } from '../support/eventually.ts';
import { CUSTOMER, orderOf, PROVIDER } from '../support/orders.ts';
import { useEngine } from '../support/use-bench.ts';

type Name =
  | 'startClaim'
  | 'recordClaim'
  | 'sendClaimMessage'
  | 'recordObligation'
  | 'tellOrder'
  | 'createRecallOrder'
  | 'cancelRecallOrder';

const engine = useEngine();
let shared: Store;
let bench: Bench | null = null;
beforeAll(async () => {
  shared = await openBenchStore();
});
afterEach(async () => {
  await bench?.close();
  bench = null;
});
afterAll(() => shared.close());

/** Fails the first call of an activity: before its work, or after it, when nobody hears of it. */
const failing =
  (name: Name, when: 'before' | 'after') =>
  (activities: Activities): Activities => {
    let isDue = true;
    const run = async (input: never): Promise<unknown> => {
      const blows = isDue;
      isDue = false;
      if (blows && when === 'before') throw new Error('crash');
      const result = await activities[name](input);
      if (blows) throw new Error('crash');
      return result;
    };
    return { ...activities, [name]: run };
  };

async function open(name: Name, when: 'before' | 'after'): Promise<Bench> {
  bench = await createBench(engine(), { store: shared, wrapActivities: failing(name, when) });
  await bench.startWorker();
  return bench;
}

async function investigated(place: Bench): Promise<{ readonly orderId: string; readonly claimId: string }> {
  const orderId = await completedOrder(place);
  const claimId = await filed(place, orderId);
  await claimAccepted(place, claimId, PROVIDER, ['respond', { position: 'CONTEST', text: 'no' }]);
  await claimAccepted(place, claimId, AGENT, ['investigate', {}]);
  return { orderId, claimId };
}

const known = (place: Bench, orderId: string) =>
  eventually('the order knows that the claim is over', async () =>
    (await orderOf(place.store, orderId)).state.claims.every(({ ended }) => ended !== null),
  );

const cases = (names: readonly Name[]) => names.flatMap((name) => [[name, 'before'] as const, [name, 'after'] as const]);

describe('a claim that is refunded', () => {
  it.each(cases(['startClaim', 'recordClaim', 'sendClaimMessage', 'recordObligation', 'tellOrder']))(
    'comes to its end, with one debt and one letter to each side, though %s breaks off %s its work',
    async (name, when) => {
      const place = await open(name, when);
      const { orderId, claimId } = await investigated(place);
      const amount = { amountMinor: 5_000, currency: 'USD' };
      await claimAccepted(place, claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REFUND', amount, reason: 'seen' }]);
      await claimAccepted(place, claimId, CUSTOMER, ['settle', { note: 'paid' }]);
      await known(place, orderId);
      await eventually('all letters are sent', async () => {
        const rows = (await place.store.messages.of(orderId)).filter(({ variables }) => variables['claimId'] === claimId);
        return rows.length === 3 && rows.every(({ status }) => status === 'SENT');
      });
      const entries = await eventually('debt and payment are entered', async () => {
        const found = (await place.store.ledger.entriesOf(orderId)).filter(({ account }) => account.startsWith('customer:'));
        return found.length === 2 && found;
      });
      expect(entries.map((entry) => entry.amount.amountMinor).toSorted((a, b) => a - b)).toEqual([-5_000, 5_000]);
    },
  );
});

describe('a claim whose work is to be done again', () => {
  it.each(cases(['createRecallOrder', 'cancelRecallOrder']))(
    'has one linked order, and an appeal takes it back, though %s breaks off %s its work',
    async (name, when) => {
      const place = await open(name, when);
      const { orderId, claimId } = await investigated(place);
      const { recall } = await claimAccepted(place, claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'seen' }]);
      const recallOrderId = recall?.recallOrderId ?? '';
      await eventually('the linked order is there', () => place.store.orders.get(recallOrderId));
      await claimAccepted(place, claimId, PROVIDER, ['appeal', { reason: 'no' }]);
      await claimAccepted(place, claimId, CHIEF, ['decide-appeal', { outcome: 'DENIED', remedy: 'NONE', reason: 'as agreed' }]);
      await eventually('it is cancelled', async () => (await orderOf(place.store, recallOrderId)).state.name === 'CANCELLED');
      await known(place, orderId);
    },
  );
});
