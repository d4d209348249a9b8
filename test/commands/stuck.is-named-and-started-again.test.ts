// Goal: an order or a claim whose workflow stands still is marked, named and counted, and a restart from the store loses nothing.
// Method: a real server; a worker whose workflows have a bug, then the true ones; strangers' workflows under the id of an order.
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { Connection } from '@temporalio/client';
import type { Difference } from '../../commands/recovery/restart.ts';
import { termination } from '../../commands/temporal/gateway-termination.ts';
import { type WorkflowDesk, workflowDesk } from '../../commands/temporal/workflow-desk.ts';
import { stuckFigures } from '../../telemetry/stuck-figures.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { claimWorkflowId, orderWorkflowId, SUPPORT_DECISION } from '../../workflows/messages.ts';
import { AGENT, claimAccepted, claimOf, completedOrder, filed, tellClaim } from '../support/claims.ts';
import { NAMESPACE } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { reportDefect, toWork } from '../support/journey.ts';
import { accepted, CANARY, command, createOrder, give, orderOf, PROVIDER, storeOrder } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';
import { asJson, rawMessages } from '../workflows/support/raw-messages.ts';

const TASK_QUEUE = 'orders-that-stand-still';
const LONG_MS = 60_000;
jest.setTimeout(150_000);
const bench = useBench({ answerWithinMs: 5_000, taskQueue: TASK_QUEUE });
let failing: { readonly code: string };
let connection: Connection;
let desk: WorkflowDesk;
beforeAll(async () => {
  failing = await bundleWorkflows(new URL('../worker/failing/index.ts', import.meta.url));
});
beforeEach(async () => {
  connection ??= await Connection.connect({ address: bench().engine.address });
  const { store, gateway, service } = bench();
  desk = workflowDesk({ store, gateway, termination: termination(connection, NAMESPACE), commands: service });
});
afterAll(() => connection.close());

const note = (text: string) => command('add-job-note', { text: `${CANARY} ${text}` });
const raw = (workflowId: string) => rawMessages(bench().engine.client, workflowId);
const notes = async (orderId: string): Promise<number> =>
  (await bench().store.orders.timeline(orderId)).filter(({ event }) => event.type === 'JOB_NOTE_ADDED').length;

async function broken(): Promise<void> {
  await bench().stopWorker();
  await bench().startWorker(failing);
}

async function mended(): Promise<void> {
  await bench().stopWorker();
  await bench().startWorker();
}

async function marked(orderId: string, claimId?: string): Promise<unknown> {
  return eventually(
    'it is marked',
    async () => {
      await bench().reconciler.once();
      return (await bench().store.stuck.among([orderId])).find((one) => one.claimId === claimId);
    },
    LONG_MS,
  );
}

const unmarked = (orderId: string) =>
  eventually(
    'the mark is gone',
    async () => {
      await bench().reconciler.once();
      return (await bench().store.stuck.among([orderId])).length === 0;
    },
    LONG_MS,
  );

function there(found: Difference | null): Difference {
  if (!found) throw new Error('it has no workflow');
  return found;
}

async function held(): Promise<{ readonly orderId: string; readonly holdId: string }> {
  const orderId = await createOrder(bench());
  await toWork(bench(), orderId);
  const { holds } = await accepted(bench(), orderId, PROVIDER, reportDefect());
  const holdId = holds.find(({ kind }) => kind === 'DEFECT')?.holdId ?? '';
  await accepted(bench(), orderId, PROVIDER, command('send-message', { purpose: 'DEFECT_CONFIRMATION', text: `${CANARY} text`, holdId }));
  await accepted(bench(), orderId, PROVIDER, command('contact-support', { holdId, summary: `${CANARY} summary` }));
  return { orderId, holdId };
}

it('an order whose task fails is marked, named in the log and in the figures; when its code is mended it goes on by itself', async () => {
  const orderId = await createOrder(bench());
  await accepted(bench(), orderId, PROVIDER, note('before'));
  await broken();
  expect(await give(bench(), orderId, PROVIDER, note('kept'))).toMatchObject({ kind: 'pending' });
  expect(await marked(orderId)).toMatchObject({ orderId, why: 'TASK_FAILS' });
  expect(bench().logged.filter((line) => line.includes('stands still') && line.includes(orderId))).toHaveLength(1);
  const figures = await stuckFigures(bench().store)();
  expect(figures).toContain('holdfast_stuck{subject="order"} 1');
  expect(figures).toMatch(
    new RegExp(`holdfast_stuck_since_timestamp_seconds\\{subject="order",order="${orderId}",claim="",why="TASK_FAILS"\\}`),
  );
  await mended();
  await unmarked(orderId);
  expect(await stuckFigures(bench().store)()).not.toContain(orderId);
  await eventually('it is decided', async () => {
    await bench().reconciler.once();
    return (await notes(orderId)) === 2;
  });
});

it('a restart decides what waited, keeps what came by signal, doubles no effect and keeps the deadline', async () => {
  const { orderId, holdId } = await held();
  await eventually('mails are sent', async () => (await bench().store.messages.of(orderId)).every(({ status }) => status === 'SENT'));
  const [mails, before] = [bench().mails.attempts.length, (await orderOf(bench().store, orderId)).state];
  await broken();
  const waiting = await give(bench(), orderId, PROVIDER, note('kept'));
  const decision = { decisionId: 'd-1', actor: { role: 'support', id: 'agent-7' }, command: 'decide-hold' };
  await raw(orderWorkflowId(orderId)).signal(SUPPORT_DECISION, [
    asJson({ ...decision, body: { holdId, decision: 'RESUME', guidance: 'Go on.' } }),
  ]);
  await marked(orderId);
  // Its history is one that no code of ours replays: nothing but a restart helps.
  expect(await there(await desk.ofOrder(orderId)).restart({ by: 'test' })).toMatchObject({ signals: 1 });
  await mended();
  await unmarked(orderId);
  await eventually(
    'both are decided',
    async () => (await notes(orderId)) === 1 && (await orderOf(bench().store, orderId)).state.holds.length === 0,
  );
  const types = (await bench().store.orders.timeline(orderId)).map(({ event }) => event.type);
  expect(types.filter((type) => type === 'HOLD_DECIDED')).toHaveLength(1);
  if (waiting.kind !== 'pending') throw new Error('it was decided before');
  expect((await bench().store.inbox.find(waiting.commandId))?.answer).toMatchObject({ outcome: 'ACCEPTED' });
  const after = (await orderOf(bench().store, orderId)).state;
  expect(after.appointments).toEqual(before.appointments);
  const ids = bench().mails.attempts.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(mails);
});

it('a claim whose task fails is marked, and started again', async () => {
  const orderId = await completedOrder(bench());
  const claimId = await filed(bench(), orderId);
  const ref = { orderId, claimId };
  await eventually('it has begun', () => bench().gateway.claims.isRunning(ref));
  await claimAccepted(bench(), claimId, PROVIDER, ['respond', { position: 'CONTEST', text: `${CANARY} no` }]);
  await broken();
  expect(await tellClaim(bench(), claimId, AGENT, ['investigate', {}])).toMatchObject({ kind: 'pending' });
  expect(await marked(orderId, claimId)).toMatchObject({ claimId, why: 'TASK_FAILS' });
  await there(await desk.ofClaim(claimId)).restart({ by: 'test' });
  await mended();
  await eventually('it is decided', async () => {
    await bench().reconciler.once();
    return (await claimOf(bench().store, claimId)).state.name === 'INVESTIGATING';
  });
  await unmarked(orderId);
  expect(await raw(claimWorkflowId(ref)).query('view', [])).toBe(true);
});

it.each([
  ['of another type', 'nobodysWorkflow', TASK_QUEUE],
  ['that nobody takes', 'serviceOrder', 'a-queue-of-nobody'],
])(
  "a stranger's workflow %s under the id of an order is named as such, and a restart puts the order's own in its place",
  async (_what, type, queue) => {
    const orderId = await storeOrder(bench().store);
    await raw(orderWorkflowId(orderId)).start(type, queue, [asJson({})]);
    await bench().service.begin(orderId);
    expect(await give(bench(), orderId, PROVIDER, note('kept'))).toMatchObject({ kind: 'pending' });
    expect(await marked(orderId)).toMatchObject({ why: 'FOREIGN' });
    expect(await there(await desk.ofOrder(orderId)).restart({ by: 'test' })).toMatchObject({ signals: 0, decided: 1 });
    expect(await notes(orderId)).toBe(1);
    expect(await bench().store.stuck.among([orderId])).toEqual([]);
  },
);

it('a restart without signals leaves out what the old workflow was sent', async () => {
  const { orderId, holdId } = await held();
  await broken();
  const decision = { decisionId: 'd-1', actor: { role: 'support', id: 'agent-7' }, command: 'decide-hold' };
  await raw(orderWorkflowId(orderId)).signal(SUPPORT_DECISION, [
    asJson({ ...decision, body: { holdId, decision: 'RESUME', guidance: 'Go on.' } }),
  ]);
  expect(await there(await desk.ofOrder(orderId)).restart({ by: 'test', withoutSignals: true })).toMatchObject({ signals: 0 });
  await mended();
  await accepted(bench(), orderId, PROVIDER, note('after'));
  expect((await orderOf(bench().store, orderId)).state.holds).toHaveLength(1);
});

it('one order that stands still leaves the program ready; where no task succeeds it is not', async () => {
  const orders = await Promise.all(Array.from({ length: 3 }, () => createOrder(bench())));
  const alone = await storeOrder(bench().store);
  await raw(orderWorkflowId(alone)).start('nobodysWorkflow', TASK_QUEUE, []);
  await bench().service.begin(alone);
  for (let times = 0; times < 3; times += 1) await give(bench(), alone, PROVIDER, note('kept'));
  await expect(bench().gateway.check()).resolves.toBeUndefined();
  await broken();
  await Promise.all(orders.map((orderId) => give(bench(), orderId, PROVIDER, note('kept'))));
  await expect(bench().gateway.check()).rejects.toThrow('no workflow task succeeds');
  await mended();
  await eventually(
    'it is ready',
    () =>
      bench()
        .gateway.check()
        .then(
          () => true,
          () => false,
        ),
    LONG_MS,
  );
});

it('there is nothing to restart where nothing is', async () => {
  expect(await desk.ofOrder('so-none')).toBeNull();
  expect(await desk.ofClaim('cl-none')).toBeNull();
});
