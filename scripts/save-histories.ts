// `node scripts/run.mjs scripts/save-histories.ts VERSION [STORY]`: saves real histories of the stories below, for replay by later
// versions (test/replay). Once for each released version; what is saved is never made anew, or it would prove nothing.
import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Actor } from '../domain/shared/actor.ts';
import { DAY_MS, HOUR_MS } from '../domain/shared/time.ts';
import { type Bench, createBench } from '../test/support/bench.ts';
import { AGENT, CHIEF, claimAccepted, completedOrder, filed } from '../test/support/claims.ts';
import { startEngine } from '../test/support/engine.ts';
import { eventually } from '../test/support/eventually.ts';
import { runsOf, runsOfWorkflow } from '../test/support/history.ts';
import { assign, complete, question, reportDefect, toWork } from '../test/support/journey.ts';
import {
  accepted,
  CUSTOMER,
  command,
  createOrder,
  give,
  orderOf,
  PROVIDER,
  SUPERVISOR,
  SYSTEM,
  storeProvider,
} from '../test/support/orders.ts';
import { type ClaimRef, claimWorkflowId, orderWorkflowId } from '../workflows/messages.ts';

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

/** The order goes to another provider, whose own word its cancellation then is; a request says on what its giver's right rests. */
async function reassigned(bench: Bench): Promise<string> {
  await storeProvider(bench.store, 'prov-2');
  const orderId = await createOrder(bench);
  const authority = { providerId: 'prov-1' };
  await accepted(bench, orderId, PROVIDER, assign(), { authority });
  await accepted(bench, orderId, AGENT, command('reassign-provider', { providerId: 'prov-2', reason: 'text' }), { authority });
  // Refused, so that nothing of it is in the history.
  await give(bench, orderId, PROVIDER, command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }), { authority });
  const next: Actor = { role: 'provider', id: 'prov-2' };
  await accepted(bench, orderId, next, assign(), { authority: { providerId: 'prov-2' } });
  const said = { authority: { providerId: 'prov-2' } };
  const { fees } = await accepted(bench, orderId, next, command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }), said);
  const decision = { feeId: fees[0]?.feeId ?? '', decision: 'POST', reason: 'text' } as const;
  await accepted(bench, orderId, SUPERVISOR, command('decide-fee', decision), said);
  await bench.fastForward(orderId, 31 * DAY_MS);
  await ended(bench, orderId);
  return orderId;
}

/** A story of a claim: it names the claim whose histories are saved. */
type ClaimStory = (bench: Bench) => Promise<ClaimRef>;

async function investigated(bench: Bench): Promise<ClaimRef> {
  const orderId = await completedOrder(bench);
  const claimId = await filed(bench, orderId);
  await claimAccepted(bench, claimId, PROVIDER, ['respond', { position: 'CONTEST', text: 'text' }]);
  await claimAccepted(bench, claimId, AGENT, ['investigate', {}]);
  return { orderId, claimId };
}

const known = (bench: Bench, { orderId }: ClaimRef): Promise<unknown> =>
  eventually('the order knows that it is over', async () =>
    (await orderOf(bench.store, orderId)).state.claims.every(({ ended: over }) => over !== null),
  );

const approved: ClaimStory = async (bench) => {
  const claim = await investigated(bench);
  const { recall } = await claimAccepted(bench, claim.claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'text' }]);
  const recallOrderId = recall?.recallOrderId ?? '';
  await eventually('the linked order is there', () => bench.store.orders.get(recallOrderId));
  const startTime = new Date(Date.now() + 2 * DAY_MS).toISOString();
  await accepted(bench, recallOrderId, PROVIDER, command('schedule', { startTime, durationInMinutes: 60 }));
  await toWork(bench, recallOrderId);
  await complete(bench, recallOrderId);
  await eventually('it settles', async () => (await bench.store.claims.get(claim.claimId))?.state.name === 'SETTLED');
  await accepted(bench, claim.orderId, SYSTEM, command('advance-clock', { by: 'P40D' }));
  await known(bench, claim);
  return claim;
};

const refunded: ClaimStory = async (bench) => {
  const claim = await investigated(bench);
  const amount = { amountMinor: 5_000, currency: 'USD' };
  await claimAccepted(bench, claim.claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REFUND', amount, reason: 'text' }]);
  await claimAccepted(bench, claim.claimId, CUSTOMER, ['settle', { note: 'text' }]);
  await known(bench, claim);
  return claim;
};

const appealed: ClaimStory = async (bench) => {
  const claim = await investigated(bench);
  await claimAccepted(bench, claim.claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'text' }]);
  await claimAccepted(bench, claim.claimId, PROVIDER, ['appeal', { reason: 'text' }]);
  await claimAccepted(bench, claim.claimId, CHIEF, ['decide-appeal', { outcome: 'DENIED', remedy: 'NONE', reason: 'text' }]);
  await known(bench, claim);
  return claim;
};

/** Nobody answers, and nobody appeals: its deadlines do the rest. */
const denied: ClaimStory = async (bench) => {
  const orderId = await completedOrder(bench);
  const claimId = await filed(bench, orderId);
  await accepted(bench, orderId, SYSTEM, command('advance-clock', { by: 'P10D' }));
  await eventually('the silence is recorded', async () => (await bench.store.claims.get(claimId))?.state.name === 'INVESTIGATING');
  await claimAccepted(bench, claimId, AGENT, ['investigate', {}]);
  await claimAccepted(bench, claimId, AGENT, ['decide', { outcome: 'DENIED', remedy: 'NONE', reason: 'text' }]);
  await accepted(bench, orderId, SYSTEM, command('advance-clock', { by: 'P20D' }));
  await known(bench, { orderId, claimId });
  return { orderId, claimId };
};

/** Late, and admitted by a supervisor after its order had ended. */
const late: ClaimStory = async (bench) => {
  const orderId = await completedOrder(bench);
  await accepted(bench, orderId, SYSTEM, command('advance-clock', { by: 'P40D' }));
  await ended(bench, orderId);
  const claimId = await filed(bench, orderId, { exception: { reason: 'text' } }, SUPERVISOR);
  await claimAccepted(bench, claimId, CUSTOMER, ['withdraw', {}]);
  await known(bench, { orderId, claimId });
  return { orderId, claimId };
};

/** Its requests too say on what the right of their givers rests. */
const withdrawn: ClaimStory = async (bench) => {
  const orderId = await completedOrder(bench);
  const claimId = await filed(bench, orderId);
  await claimAccepted(bench, claimId, PROVIDER, ['respond', { position: 'CONTEST', text: 'text' }]);
  await claimAccepted(bench, claimId, CUSTOMER, ['withdraw', {}]);
  await known(bench, { orderId, claimId });
  return { orderId, claimId };
};

const ORDERS: Readonly<Record<string, (bench: Bench) => Promise<string>>> = { visit, defect, 'no-show': noShow, reassigned };
const CLAIMS: Readonly<Record<string, ClaimStory>> = {
  'claim-approved': approved,
  'claim-refunded': refunded,
  'claim-appealed': appealed,
  'claim-denied': denied,
  'claim-late': late,
  'claim-withdrawn': withdrawn,
};

/** @param only saves this story alone; default: all of them */
async function save(version: string, only: string | undefined): Promise<void> {
  const engine = await startEngine();
  const stories = [
    ...Object.entries(ORDERS).map(([name, tell]) => [name, async (bench: Bench) => orderWorkflowId(await tell(bench))] as const),
    ...Object.entries(CLAIMS).map(([name, tell]) => [name, async (bench: Bench) => claimWorkflowId(await tell(bench))] as const),
  ];
  try {
    for (const [name, tell] of stories) {
      if (only !== undefined && !name.startsWith(only)) continue;
      const bench = await createBench(engine);
      await bench.startWorker();
      const runs = await runsOfWorkflow(engine.client, await tell(bench));
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

const [version = '', only] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('say the version that the histories are of, such as 0.1.0, and perhaps one story');
await save(version, only);
