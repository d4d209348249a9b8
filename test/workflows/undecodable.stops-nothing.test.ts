// Goal: whatever a client of Temporal sends to an order or a claim, its workflow goes on: no task fails, the next command is decided.
// Method: payloads made by hand, sent to a real server past our own client, under every name that these workflows know and some that they don't.
import { describe, expect, it, jest } from '@jest/globals';
import { COMMAND, claimWorkflowId, EVENTS, NOTICE, orderWorkflowId, SUPPORT_DECISION, VIEW } from '../../workflows/messages.ts';
import { AGENT, claimAccepted, completedOrder, filed } from '../support/claims.ts';
import { eventually } from '../support/eventually.ts';
import { question } from '../support/journey.ts';
import { accepted, CANARY, command, createOrder, give, orderOf, PROVIDER, storeOrder } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';
import { MEANINGLESS, type RawPayload, rawMessages, UNDECODABLE } from './support/raw-messages.ts';

const TASK_QUEUE = 'orders-of-strangers';
const bench = useBench({ taskQueue: TASK_QUEUE });
jest.setTimeout(120_000);
const ALL: Readonly<Record<string, readonly RawPayload[]>> = { ...UNDECODABLE, ...MEANINGLESS };
const note = command('add-job-note', { text: `${CANARY} still here` });
const OF_NOBODY = ['unknown', '__temporal_x', '__stack_trace', '__enhanced_stack_trace', '__temporal_workflow_metadata', 'constructor'];

const refusals = async (orderId: string) =>
  (await bench().store.orders.timeline(orderId)).map(({ event }) => event).filter(({ type }) => type === 'SUPPORT_DECISION_REFUSED');

async function sendAll(workflowId: string): Promise<ReturnType<typeof rawMessages>> {
  const raw = rawMessages(bench().engine.client, workflowId);
  const send = async (
    payloads: readonly RawPayload[],
    names: { readonly signals: readonly string[]; readonly updates: readonly string[] },
  ) => {
    const updates = names.updates.map(async (name) => expect([name, await raw.update(name, payloads)]).toEqual([name, 'REJECTED']));
    await Promise.all([...names.signals.map((name) => raw.signal(name, payloads)), ...updates]);
  };
  for (const payloads of Object.values(ALL)) {
    await send(payloads, { signals: [SUPPORT_DECISION, NOTICE], updates: [COMMAND] });
    // One after the other: the server keeps one query of a workflow waiting, and has the client try again with the others.
    for (const name of [VIEW, EVENTS]) await raw.query(name, payloads);
  }
  for (const payloads of [UNDECODABLE['encrypted'] ?? [], []]) {
    await send(payloads, { signals: OF_NOBODY, updates: OF_NOBODY });
    for (const name of OF_NOBODY) await raw.query(name, payloads);
  }
  return raw;
}

describe('an order', () => {
  it.each(Object.entries(UNDECODABLE))(
    'shows a support decision that is %s as refused, and decides the next command',
    async (_what, payloads) => {
      const orderId = await createOrder(bench());
      const raw = rawMessages(bench().engine.client, orderWorkflowId(orderId));
      await raw.signal('supportDecision', payloads);
      await eventually('the refusal is recorded', async () => (await refusals(orderId)).length === 1);
      expect(await refusals(orderId)).toMatchObject([{ data: { command: 'unknown', code: 'invalid_request' } }]);
      await accepted(bench(), orderId, PROVIDER, note);
      expect(await raw.failedTasks()).toBe(0);
    },
  );

  it('goes on whatever is sent to it under whatever name', async () => {
    const orderId = await createOrder(bench());
    const raw = await sendAll(orderWorkflowId(orderId));
    await accepted(bench(), orderId, PROVIDER, note);
    expect(await raw.failedTasks()).toBe(0);
    // Once each, by what they hold; those without any form count as one.
    const told = Object.keys(UNDECODABLE).length;
    await eventually('the refusals are recorded', async () => (await refusals(orderId)).length === told);
  });
});

describe('a claim', () => {
  it('goes on whatever is sent to it under whatever name', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await filed(bench(), orderId);
    await eventually('it has begun', () => bench().gateway.claims.isRunning({ orderId, claimId }));
    const raw = await sendAll(claimWorkflowId({ orderId, claimId }));
    await claimAccepted(bench(), claimId, PROVIDER, ['respond', { position: 'CONTEST', text: `${CANARY} no` }]);
    await claimAccepted(bench(), claimId, AGENT, ['investigate', {}]);
    expect(await raw.failedTasks()).toBe(0);
  });
});

it('a start by a stranger under the id of an order, with no input of ours, fails and leaves the id to the order', async () => {
  const begin = async ([what, payloads]: readonly [string, readonly RawPayload[]]): Promise<void> => {
    const orderId = await storeOrder(bench().store);
    await rawMessages(bench().engine.client, orderWorkflowId(orderId)).start('serviceOrder', TASK_QUEUE, payloads);
    // To the program it looks as if it had begun.
    await bench().service.begin(orderId);
    const isOwn = async (): Promise<boolean> => {
      if ((await orderOf(bench().store, orderId)).state.sequence > 2) return true;
      await give(bench(), orderId, PROVIDER, note);
      return false;
    };
    await eventually(`after ${what}, the order is its own`, isOwn, 60_000);
  };
  // Each kind of what is no input: nothing, not decoded, another type, the wrong fields.
  const kinds = ['no argument', 'encrypted', 'broken JSON', 'a number', 'an empty object', 'fields of other types'];
  for (const kind of kinds) await begin([kind, ALL[kind] ?? []]);
});

it('an activity that a stranger answers with what cannot be decoded holds up nothing', async () => {
  bench().mails.failures = Array.from({ length: 50 }, () => new Error('the mail server is away'));
  for (const kind of ['encrypted', 'without metadata', 'broken JSON']) {
    const payloads = UNDECODABLE[kind] ?? [];
    const orderId = await createOrder(bench());
    const raw = rawMessages(bench().engine.client, orderWorkflowId(orderId));
    await accepted(bench(), orderId, PROVIDER, question());
    // Its mail waits for another try.
    await eventually('it is answered', () => raw.answerActivity(payloads));
    await accepted(bench(), orderId, PROVIDER, note);
    expect(await raw.failedTasks()).toBe(0);
  }
});
