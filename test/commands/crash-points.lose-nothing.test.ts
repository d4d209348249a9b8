// Goal: wherever the program breaks off on a command's way, nothing is lost and nothing happens twice.
// Method: one port at a time fails once, before or after its real work; then the caller repeats, or the reconciler comes.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Activities } from '../../activities/index.ts';
import type { OrderGateway } from '../../commands/ports.ts';
import type { Store } from '../../store/contract/store.ts';
import { type Bench, type BenchOptions, createBench } from '../support/bench.ts';
import { eventually } from '../support/eventually.ts';
import { assign, question } from '../support/journey.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { accepted, CANARY, command, createOrder, give, orderOf, PROVIDER, requestFor, SUPERVISOR } from '../support/orders.ts';
import { useEngine } from '../support/use-bench.ts';

class Crash extends Error {
  override readonly name = 'Crash';
}

/** Fails the first call that is made once `armed`: before its work is done, or after it, when nobody hears of it. */
class Fuse {
  armed = false;
  readonly #when: 'before' | 'after';

  constructor(when: 'before' | 'after') {
    this.#when = when;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const blows = this.armed;
    this.armed = false;
    if (blows && this.#when === 'before') throw new Crash();
    const result = await work();
    if (blows) throw new Crash();
    return result;
  }
}

const wrapInbox =
  (fuse: Fuse) =>
  (store: Store): Store => ({ ...store, inbox: { ...store.inbox, receive: (request) => fuse.run(() => store.inbox.receive(request)) } });
const wrapRecord =
  (fuse: Fuse) =>
  (store: Store): Store => ({
    ...store,
    orders: { ...store.orders, record: (...given) => fuse.run(() => store.orders.record(...given)) },
  });
const wrapSend =
  (fuse: Fuse) =>
  (gateway: OrderGateway): OrderGateway => ({ ...gateway, send: (id, request, ms) => fuse.run(() => gateway.send(id, request, ms)) });
const wrapActivity =
  (name: 'record' | 'sendMessage' | 'recordFee', fuse: Fuse) =>
  (activities: Activities): Activities => ({
    ...activities,
    [name]: (input: never) => fuse.run<unknown>(() => activities[name](input)),
  });

const engine = useEngine();
let shared: Store;
let bench: Bench | null = null;

beforeAll(async () => {
  shared = await openMemoryStore();
});
afterEach(async () => {
  await bench?.close();
  bench = null;
});
afterAll(async () => {
  await shared.close();
});

async function start(options: BenchOptions): Promise<Bench> {
  bench = await createBench(engine(), { ...options, store: shared });
  await bench.startWorker();
  return bench;
}

const typesOf = async (orderId: string): Promise<readonly string[]> =>
  (await shared.orders.timeline(orderId)).map(({ event }) => event.type);

const ONCE = ['ORDER_CREATED', 'APPOINTMENT_SCHEDULED', 'TECHNICIANS_ASSIGNED'];

describe('a command whose way breaks off', () => {
  it.each([
    ['before its row is written', (fuse: Fuse) => ({ wrapStore: wrapInbox(fuse) }), 'before'],
    ['after its row was written', (fuse: Fuse) => ({ wrapStore: wrapInbox(fuse) }), 'after'],
  ] as const)('%s is decided once when its caller repeats it', async (_where, options, when) => {
    const fuse = new Fuse(when);
    const place = await start(options(fuse));
    const orderId = await createOrder(place);
    fuse.armed = true;
    await expect(give(place, orderId, PROVIDER, assign(), { key: orderId })).rejects.toMatchObject({ name: 'Crash' });
    expect(await typesOf(orderId)).toEqual(ONCE.slice(0, 2));
    expect(await give(place, orderId, PROVIDER, assign(), { key: orderId })).toMatchObject({ answer: { outcome: 'ACCEPTED' } });
    expect(await typesOf(orderId)).toEqual(ONCE);
  });

  it.each([
    ['before it is sent', (fuse: Fuse) => ({ wrapGateway: wrapSend(fuse) }), 'before'],
    ['after the order decided it', (fuse: Fuse) => ({ wrapGateway: wrapSend(fuse) }), 'after'],
    ['before it is recorded', (fuse: Fuse) => ({ wrapStore: wrapRecord(fuse) }), 'before'],
    ['after it was recorded', (fuse: Fuse) => ({ wrapStore: wrapRecord(fuse) }), 'after'],
  ] as const)('%s is pending, and the reconciler finishes it', async (_where, options, when) => {
    const fuse = new Fuse(when);
    const place = await start(options(fuse));
    const orderId = await createOrder(place);
    fuse.armed = true;
    const request = requestFor(orderId, PROVIDER, [assign()], { key: orderId });
    expect(await place.service.give(await orderOf(shared, orderId), request)).toEqual({ kind: 'pending', commandId: request.commandId });
    await place.reconciler.once();
    expect(await typesOf(orderId)).toEqual(ONCE);
    expect(await place.service.give(await orderOf(shared, orderId), request)).toMatchObject({
      kind: 'answered',
      replayed: true,
      answer: { outcome: 'ACCEPTED', firstSequence: 3, lastSequence: 3 },
    });
  });

  it('before it is recorded is recorded with the next command, whose events follow its own', async () => {
    const fuse = new Fuse('before');
    const place = await start({ wrapStore: wrapRecord(fuse) });
    const orderId = await createOrder(place);
    fuse.armed = true;
    await give(place, orderId, PROVIDER, assign(), { key: orderId });
    await accepted(place, orderId, PROVIDER, command('arrive', {}));
    expect(await typesOf(orderId)).toEqual([...ONCE, 'ARRIVED']);
    expect((await shared.inbox.find(`cmd-${orderId}`))?.answer).toMatchObject({ outcome: 'ACCEPTED' });
  });

  it('of many in one request is judged after the ones before it, with facts of what they do', async () => {
    const place = await start({});
    const orderId = await createOrder(place);
    expect((await accepted(place, orderId, PROVIDER, [assign(), command('arrive', {})])).name).toBe('ON_SITE');
  });

  it('is pending while no worker runs, and decided when one is back', async () => {
    const place = await start({ answerWithinMs: 300 });
    const orderId = await createOrder(place);
    await place.stopWorker();
    expect(await give(place, orderId, PROVIDER, assign(), { key: orderId })).toMatchObject({ kind: 'pending' });
    await place.startWorker();
    await eventually('it is decided', async () => {
      await place.reconciler.once();
      return (await shared.inbox.find(`cmd-${orderId}`))?.answer;
    });
    expect(await typesOf(orderId)).toEqual(ONCE);
  });
});

describe('an effect that breaks off', () => {
  it.each(['before', 'after'] as const)('%s a message is sent: it is sent under one id, and marked once', async (when) => {
    const fuse = new Fuse(when);
    const place = await start({ wrapActivities: wrapActivity('sendMessage', fuse) });
    const orderId = await createOrder(place);
    fuse.armed = true;
    await accepted(place, orderId, PROVIDER, question());
    await eventually('it is sent', async () => (await shared.messages.of(orderId))[0]?.status === 'SENT');
    await eventually('the fuse has blown', async () => !fuse.armed);
    expect(place.mails.attempts).toHaveLength(1);
  });

  it('between sending and its mark: the mail goes out again under the same id', async () => {
    const fuse = new Fuse('before');
    const place = await start({
      wrapStore: (store) => ({
        ...store,
        messages: { ...store.messages, settle: (id, outcome) => fuse.run(() => store.messages.settle(id, outcome)) },
      }),
    });
    const orderId = await createOrder(place);
    fuse.armed = true;
    await accepted(place, orderId, PROVIDER, question());
    await eventually('it is sent', async () => (await shared.messages.of(orderId))[0]?.status === 'SENT');
    expect(place.mails.attempts).toHaveLength(2);
    expect(new Set(place.mails.attempts.map(({ messageId, text }) => `${messageId} ${text}`)).size).toBe(1);
  });

  it.each(['before', 'after'] as const)('%s a fee is entered: it is in the ledger once', async (when) => {
    const fuse = new Fuse(when);
    const place = await start({ wrapActivities: wrapActivity('recordFee', fuse) });
    const orderId = await createOrder(place);
    const { fees } = await accepted(place, orderId, PROVIDER, command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }));
    fuse.armed = true;
    const decision = { feeId: fees[0]?.feeId ?? '', decision: 'POST', reason: `${CANARY} reason` } as const;
    await accepted(place, orderId, SUPERVISOR, command('decide-fee', decision));
    await eventually('it is entered', async () => !fuse.armed && (await shared.ledger.entriesOf(orderId)).length > 0);
    expect(await shared.ledger.entriesOf(orderId)).toHaveLength(2);
  });

  it.each(['before', 'after'] as const)("%s a signal's events are recorded: they are recorded once", async (when) => {
    const fuse = new Fuse(when);
    const place = await start({ wrapActivities: wrapActivity('record', fuse) });
    const orderId = await createOrder(place);
    fuse.armed = true;
    await place.engine.client.workflow.getHandle(`order/${orderId}`).signal('supportDecision', { decisionId: 'd-1' });
    await eventually('it is recorded', async () => !fuse.armed && (await typesOf(orderId)).includes('SUPPORT_DECISION_REFUSED'));
    expect((await typesOf(orderId)).filter((type) => type === 'SUPPORT_DECISION_REFUSED')).toHaveLength(1);
  });
});
