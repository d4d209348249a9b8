// Goal: who has lost an order decides nothing on it any more, however close together the loss and the command come, and nobody is
// charged for another's command.
// Method: on the real server an order is given to another provider while the former one's command is on its way, and while no worker runs.
import { describe, expect, it } from '@jest/globals';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { NewRequest } from '../../store/contract/store.ts';
import { isDeep } from '../domain/support/properties.ts';
import type { Bench } from '../support/bench.ts';
import { eventually } from '../support/eventually.ts';
import { command, createOrder, give, orderOf, PROVIDER, requestFor, SUPERVISOR, SUPPORT, storeProvider } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const RACES = isDeep ? 40 : 12;
const bench = useBench({ answerWithinMs: 5_000 });

const reassign = () => command('reassign-provider', { providerId: 'prov-2', reason: 'ill' });
const cancel = () => command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' });

async function ordersOf(place: Bench): Promise<readonly string[]> {
  await storeProvider(place.store, 'prov-2');
  return Promise.all(Array.from({ length: RACES }, () => createOrder(place)));
}

const eventsOf = async (place: Bench, orderId: string): Promise<readonly OrderEvent[]> =>
  (await place.store.orders.timeline(orderId)).map(({ event }) => event);

/** Commands that the former provider got decided after it had lost the order. */
function decidedAfterwards(events: readonly OrderEvent[]): readonly OrderEvent[] {
  const lost = events.findIndex(({ type }) => type === 'PROVIDER_REASSIGNED');
  return lost < 0 ? [] : events.slice(lost + 1).filter(({ actor }) => actor.id === PROVIDER.id);
}

async function chargedFor(place: Bench, orderId: string): Promise<readonly string[]> {
  const { state } = await orderOf(place.store, orderId);
  const fee = state.fees.find(({ status }) => status === 'PROPOSED');
  if (!fee) return [];
  await give(place, orderId, SUPERVISOR, command('decide-fee', { feeId: fee.feeId, decision: 'POST', reason: 'clear' }));
  const entries = await eventually('the fee is entered', async () => {
    const found = await place.store.ledger.entriesOf(orderId);
    return found.length > 0 && found;
  });
  return entries.map(({ account }) => account).filter((account) => account.startsWith('provider:'));
}

interface Raced {
  readonly orderId: string;
  readonly request: NewRequest;
}

/** A busy machine may leave some to the reconciler. */
const decided = (place: Bench, raced: readonly Raced[]): Promise<unknown> =>
  eventually('all is decided', async () => {
    await place.reconciler.once();
    const rows = await Promise.all(raced.map(({ request }) => place.store.inbox.find(request.commandId)));
    return rows.every((row) => row?.answer);
  });

/** What holds of every race, whoever came first. */
async function judge(place: Bench, raced: readonly Raced[]): Promise<number> {
  const lost = await Promise.all(raced.map((one) => judgeOne(place, one)));
  return lost.filter((isLost) => isLost).length;
}

/** @returns whether the former provider came too late */
async function judgeOne(place: Bench, { orderId, request }: Raced): Promise<boolean> {
  const events = await eventsOf(place, orderId);
  expect(decidedAfterwards(events).map(({ type }) => type)).toEqual([]);
  const isLost = events.some(({ type }) => type === 'PROVIDER_REASSIGNED');
  const answer = (await place.store.inbox.find(request.commandId))?.answer;
  expect(answer).toMatchObject(isLost ? { outcome: 'REFUSED', refusal: { code: 'forbidden' } } : { outcome: 'ACCEPTED' });
  expect(await chargedFor(place, orderId)).toEqual(isLost ? [] : ['provider:prov-1:receivable']);
  // Whoever repeats it gets the same.
  const repeated = await place.service.give(await orderOf(place.store, orderId), request);
  expect(repeated).toMatchObject({ kind: 'answered', replayed: true, answer });
  return isLost;
}

describe('an order that another provider gets', () => {
  it('while the former one cancels it: nothing of the former one is decided afterwards', async () => {
    const place = bench();
    const raced = await Promise.all(
      (await ordersOf(place)).map(async (orderId, index) => {
        const order = await orderOf(place.store, orderId);
        const request = requestFor(orderId, PROVIDER, [cancel()]);
        const both = [
          () => place.service.give(order, requestFor(orderId, SUPPORT, [reassign()])),
          () => place.service.give(order, request),
        ];
        await Promise.all((index % 2 === 0 ? both : both.reverse()).map((send) => send()));
        return { orderId, request };
      }),
    );
    await decided(place, raced);
    // Where nobody was late, nothing was raced.
    expect(await judge(place, raced)).toBeGreaterThan(0);
  });

  it('while no worker runs: what the former one had sent by then is decided by who comes first', async () => {
    const place = bench();
    const orderIds = await ordersOf(place);
    await place.stopWorker();
    const raced = await Promise.all(
      orderIds.map(async (orderId) => {
        const order = await orderOf(place.store, orderId);
        const request = requestFor(orderId, PROVIDER, [cancel()]);
        const first = place.service.give(order, requestFor(orderId, SUPPORT, [reassign()]));
        await eventually('the reassignment is kept', async () => (await place.store.inbox.oldestUndecidedAt({ orderId })) !== null);
        await Promise.all([first, place.service.give(order, request)]);
        return { orderId, request };
      }),
    );
    await place.startWorker();
    await decided(place, raced);
    expect(await judge(place, raced)).toBeGreaterThan(0);
  });
});
