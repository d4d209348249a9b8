// Goal: a command counts once however often it is sent, and a refused one leaves nothing behind in the order's history.
// Method: the same ids again and at once, straight at the gateway and over the inbox, also after the order continued as new.
import { describe, expect, it } from '@jest/globals';
import type { CommandRequest } from '../../domain/order/command.ts';
import { RULES } from '../../domain/shared/rules-numbers.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { eventsOf, runsOf } from '../support/history.ts';
import { assign, complete, question, toWork } from '../support/journey.ts';
import { accepted, command, createOrder, give, orderOf, PROVIDER, storeOrder } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

const historyLength = async (orderId: string): Promise<number> =>
  eventsOf((await runsOf(bench().engine.client, orderId)).at(-1) ?? {}).length;

const typesOf = async (orderId: string): Promise<readonly string[]> =>
  (await bench().store.orders.timeline(orderId)).map(({ event }) => event.type);

const isSent = ({ status }: { readonly status: string }): boolean => status === 'SENT';

describe('a command', () => {
  it('that is given ten times at once under one key is decided once, and all get one answer', async () => {
    const orderId = await createOrder(bench());
    const results = await Promise.all(
      Array.from({ length: 10 }, () => give(bench(), orderId, PROVIDER, assign(), { key: `${orderId}-a` })),
    );
    const answers = results.map((result) => result.kind === 'answered' && result.answer);
    // As JSON values: whoever reads an answer from the database has its keys in another order than who wrote it.
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]).toMatchObject({ outcome: 'ACCEPTED' });
    expect(results.filter((result) => result.kind === 'answered' && !result.replayed)).toHaveLength(1);
    expect(await typesOf(orderId)).toEqual(['ORDER_CREATED', 'APPOINTMENT_SCHEDULED', 'TECHNICIANS_ASSIGNED']);
  });

  it('under a used key with another body is not taken', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign(), { key: `${orderId}-b` });
    expect(await give(bench(), orderId, PROVIDER, command('arrive', {}), { key: `${orderId}-b` })).toEqual({ kind: 'key-reused' });
    expect(await typesOf(orderId)).not.toContain('ARRIVED');
  });

  it('that is refused leaves no event in the history, and the same answer to its key', async () => {
    const orderId = await createOrder(bench());
    await eventually('its first task is done', async () => (await historyLength(orderId)) >= 5);
    const before = await historyLength(orderId);
    const first = await give(bench(), orderId, PROVIDER, command('finish-work', {}), { key: `${orderId}-c` });
    expect(first).toMatchObject({ kind: 'answered', answer: { outcome: 'REFUSED', refusal: { code: 'not_allowed_now' } } });
    expect(await historyLength(orderId)).toBe(before);
    expect(await give(bench(), orderId, PROVIDER, command('finish-work', {}), { key: `${orderId}-c` })).toEqual({
      ...first,
      replayed: true,
    });
  });

  it('of a version that is no longer the newest is refused with who changed it', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign(), { expectedVersion: 2 });
    expect(await give(bench(), orderId, PROVIDER, command('arrive', {}), { expectedVersion: 2 })).toMatchObject({
      kind: 'answered',
      answer: { outcome: 'REFUSED', refusal: { code: 'stale_version', changedBy: 'provider:prov-1' } },
    });
  });

  it('is known again after the order continued as new at completion', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await eventually('the order continues as new', async () => (await runsOf(bench().engine.client, orderId)).length === 2);
    const { state } = await orderOf(bench().store, orderId);
    const [commandId, sequences] = Object.entries(state.handled).find(([, [first]]) => first > 2) ?? [];
    if (commandId === undefined) throw new Error('no command was handled');
    // Temporal itself knows the ids of one run only (reference: deduplication is per run).
    const again: CommandRequest = {
      commandId,
      actor: PROVIDER,
      receivedAt: Date.now(),
      commands: [{ command: 'arrive', body: {}, facts: {} }],
    };
    expect(await bench().gateway.send(orderId, again, 5_000)).toEqual({
      kind: 'accepted',
      answer: { events: [], handled: sequences },
    });
    expect((await orderOf(bench().store, orderId)).state.version).toBe(state.version);
  });

  it('is neither lost nor repeated while a long order continues as new again and again', async () => {
    const orderId = await storeOrder(bench().store);
    const { state, terms } = await orderOf(bench().store, orderId);
    await bench().gateway.start({ rules: RULES, state, terms, historyEventsMax: 20 });
    for (let count = 1; count <= 12; count += 1) {
      await accepted(bench(), orderId, PROVIDER, question(), { key: `${orderId}-${count}` });
      if (count % 4 !== 0) continue;
      // Now and then it rests: only then can it continue as new.
      await eventually('all are sent', async () => (await bench().store.messages.of(orderId)).every(isSent));
      await eventually('it continues as new', async () => (await runsOf(bench().engine.client, orderId)).length > count / 4);
    }
    expect((await typesOf(orderId)).filter((type) => type === 'MESSAGE_ACCEPTED')).toHaveLength(12);
    expect(new Set(bench().mails.attempts.map(({ messageId }) => messageId)).size).toBe(12);
    expect(bench().mails.attempts).toHaveLength(12);
  });
});

describe('a read', () => {
  it('of the state or of an order costs no workflow task', async () => {
    const orderId = await createOrder(bench());
    await accepted(bench(), orderId, PROVIDER, assign());
    const before = await historyLength(orderId);
    const seen = await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).query('view');
    expect(seen).toEqual((await orderOf(bench().store, orderId)).state);
    await bench().store.orders.list({ limit: 10 });
    expect((await bench().gateway.eventsAfter(orderId, 2)).map(({ type }) => type)).toEqual(['TECHNICIANS_ASSIGNED']);
    expect(await historyLength(orderId)).toBe(before);
  });
});
