// `node scripts/run.mjs scripts/save-histories.ts VERSION`: saves real histories of the stories below, for replay by later
// versions (test/replay). Once for each released version; what is saved is never made anew, or it would prove nothing.
import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DAY_MS, HOUR_MS } from '../domain/shared/time.ts';
import { type Bench, createBench } from '../test/support/bench.ts';
import { startEngine } from '../test/support/engine.ts';
import { eventually } from '../test/support/eventually.ts';
import { runsOf } from '../test/support/history.ts';
import { assign, complete, question, reportDefect, toWork } from '../test/support/journey.ts';
import { accepted, CUSTOMER, command, createOrder, orderOf, PROVIDER, SUPERVISOR } from '../test/support/orders.ts';
import { orderWorkflowId } from '../workflows/messages.ts';

const folder = new URL('../test/replay/histories/', import.meta.url);

const ended = (bench: Bench, orderId: string): Promise<unknown> =>
  eventually('its workflow ends', async () => !(await bench.gateway.isRunning(orderId)));

async function visit(bench: Bench): Promise<string> {
  const orderId = await createOrder(bench);
  await accepted(bench, orderId, PROVIDER, question());
  await accepted(bench, orderId, CUSTOMER, command('amend', { locale: 'es-US' }));
  await toWork(bench, orderId);
  await complete(bench, orderId);
  await bench.fastForward(orderId, 32 * DAY_MS);
  await ended(bench, orderId);
  return orderId;
}

async function defect(bench: Bench): Promise<string> {
  const orderId = await createOrder(bench);
  await toWork(bench, orderId);
  const { holds } = await accepted(bench, orderId, PROVIDER, reportDefect());
  const holdId = holds[0]?.holdId ?? '';
  await bench.fastForward(orderId, 5 * HOUR_MS);
  await accepted(bench, orderId, PROVIDER, command('send-message', { purpose: 'DEFECT_CONFIRMATION', text: 'text', holdId }));
  await accepted(bench, orderId, PROVIDER, command('contact-support', { holdId, summary: 'text' }));
  await bench.fastForward(orderId, 2 * DAY_MS);
  const handle = bench.engine.client.workflow.getHandle(orderWorkflowId(orderId));
  await handle.signal('supportDecision', { decisionId: 'unreadable' });
  const body = { holdId, decision: 'RESUME', guidance: 'Use the spare bracket.' };
  await handle.signal('supportDecision', { decisionId: 'd-1', actor: { role: 'support', id: 'agent-7' }, command: 'decide-hold', body });
  await eventually('the hold is lifted', async () => (await orderOf(bench.store, orderId)).state.holds.length === 0);
  await complete(bench, orderId);
  await eventually('it continues as new', async () => (await runsOf(bench.engine.client, orderId)).length === 2);
  return orderId;
}

async function noShow(bench: Bench): Promise<string> {
  const orderId = await createOrder(bench);
  await accepted(bench, orderId, PROVIDER, assign());
  await bench.fastForward(orderId, 3 * DAY_MS);
  const { fees } = await accepted(bench, orderId, CUSTOMER, command('cancel', { reasonCode: 'PROVIDER_NO_SHOW' }));
  const decision = { feeId: fees[0]?.feeId ?? '', decision: 'POST', reason: 'text' } as const;
  await accepted(bench, orderId, SUPERVISOR, command('decide-fee', decision));
  await bench.fastForward(orderId, 31 * DAY_MS);
  await ended(bench, orderId);
  return orderId;
}

async function save(version: string): Promise<void> {
  const engine = await startEngine();
  try {
    for (const [name, story] of Object.entries({ visit, defect, 'no-show': noShow })) {
      const bench = await createBench(engine);
      await bench.startWorker();
      const runs = await runsOf(engine.client, await story(bench));
      for (const [index, history] of runs.entries()) {
        // Which process on which machine it was does not matter, and is nobody's business.
        const json = historyToJSON(history).replaceAll(/\d+@[\w.]+/g, 'worker@test');
        writeFileSync(new URL(`${name}.${index + 1}.${version}.json`, folder), `${json}\n`);
      }
      await bench.close();
    }
  } finally {
    await engine.stop();
  }
}

const version = process.argv.at(-1) ?? '';
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('say the version that the histories are of, such as 0.1.0');
await save(version);
