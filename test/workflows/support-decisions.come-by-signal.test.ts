// Goal: support's decision reaches the order by signal, also while nothing runs; whatever else arrives is shown, never thrown.
// Method: real signals through the server, with and without a worker.
import { describe, expect, it } from '@jest/globals';
import { orderWorkflowId, type SupportDecisionSignal } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { reportDefect, toWork } from '../support/journey.ts';
import { accepted, CANARY, command, createOrder, orderOf, PROVIDER } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

async function held(): Promise<{ readonly orderId: string; readonly holdId: string }> {
  const orderId = await createOrder(bench());
  await toWork(bench(), orderId);
  const state = await accepted(bench(), orderId, PROVIDER, reportDefect());
  const holdId = state.holds.find(({ kind }) => kind === 'DEFECT')?.holdId ?? '';
  await accepted(bench(), orderId, PROVIDER, command('send-message', { purpose: 'DEFECT_CONFIRMATION', text: `${CANARY} text`, holdId }));
  await accepted(bench(), orderId, PROVIDER, command('contact-support', { holdId, summary: `${CANARY} summary` }));
  return { orderId, holdId };
}

const decision = (holdId: string, decisionId = 'd-1'): SupportDecisionSignal => ({
  decisionId,
  actor: { role: 'support', id: 'agent-7' },
  command: 'decide-hold',
  body: { holdId, decision: 'RESUME', guidance: 'Use the spare bracket.' },
});

const signal = (orderId: string, payload: unknown): Promise<void> =>
  bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).signal('supportDecision', payload);

const typesOf = async (orderId: string): Promise<readonly string[]> =>
  (await bench().store.orders.timeline(orderId)).map(({ event }) => event.type);

const shown = (orderId: string, type: string, times = 1): Promise<unknown> =>
  eventually(`${type} is recorded`, async () => (await typesOf(orderId)).filter((one) => one === type).length === times);

describe('a support decision by signal', () => {
  it('given while no worker runs releases the hold when one is back', async () => {
    const { orderId, holdId } = await held();
    await bench().stopWorker();
    await signal(orderId, decision(holdId));
    expect((await orderOf(bench().store, orderId)).state.holds).toHaveLength(1);
    await bench().startWorker();
    await shown(orderId, 'HOLD_DECIDED');
    const { state } = await orderOf(bench().store, orderId);
    expect(state).toMatchObject({ name: 'IN_PROGRESS', holds: [] });
    await accepted(bench(), orderId, PROVIDER, command('finish-work', {}));
  });

  it('counts once however often it is sent', async () => {
    const { orderId, holdId } = await held();
    for (let times = 0; times < 3; times += 1) await signal(orderId, decision(holdId));
    await shown(orderId, 'HOLD_DECIDED');
    await signal(orderId, decision(holdId, 'd-2'));
    await shown(orderId, 'SUPPORT_DECISION_REFUSED');
    expect((await typesOf(orderId)).filter((type) => type === 'HOLD_DECIDED')).toHaveLength(1);
  });

  it('that the rules refuse is shown with its reason and changes nothing', async () => {
    const { orderId } = await held();
    await signal(orderId, decision('hold-99'));
    await shown(orderId, 'SUPPORT_DECISION_REFUSED');
    expect((await orderOf(bench().store, orderId)).state.holds).toHaveLength(1);
    const refused = (await bench().store.orders.timeline(orderId)).find(({ event }) => event.type === 'SUPPORT_DECISION_REFUSED');
    expect(refused?.event).toMatchObject({
      data: { decisionId: 'd-1', command: 'decide-hold' },
      actor: { role: 'support', id: 'agent-7' },
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'RESUME'],
    ['a list', [1, 2]],
    ['an object of something else', { decisionId: { a: 1 }, actor: 7, command: ['x'], body: null }],
    ['a command that support cannot give so', { ...decision('hold-1'), command: 'complete' }],
  ])('that is %s does not hurt the order', async (_what, payload) => {
    const { orderId } = await held();
    await signal(orderId, payload);
    await shown(orderId, 'SUPPORT_DECISION_REFUSED');
    expect(await bench().gateway.isRunning(orderId)).toBe(true);
    await accepted(bench(), orderId, PROVIDER, command('add-job-note', { text: `${CANARY} still here` }));
  });
});
