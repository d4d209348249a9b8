// Goal: a worker that is told to stop has no poll open any more, so the server hands it no task that nobody would do.
// Method: the slots by themselves; then a real server and an idle worker, whose polls would stay open for a minute.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { NativeConnection, Worker } from '@temporalio/worker';
import { drainWorkflowTasks } from '../../worker/graceful-stop.ts';
import { createWorkflowSlots, type WorkflowSlots } from '../../worker/workflow-slots.ts';
import { NAMESPACE } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { useEngine } from '../support/use-bench.ts';

const CONTEXT = { slotType: 'workflow', taskQueue: 'q', workerIdentity: 'w', workerBuildId: '', isSticky: false } as const;
const TASK = { type: 'workflow', workflowType: 'order', isSticky: false } as const;
const never = new AbortController().signal;

/** Whether it has resolved by now. */
const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setImmediate(resolve, false))]);

describe('slots for workflow tasks', () => {
  const reserve = ({ supplier }: WorkflowSlots, signal = never) => supplier.reserveSlot(CONTEXT, signal);

  it('are given up to their number, and then as one comes back', async () => {
    const slots = createWorkflowSlots(2);
    const [first] = [await reserve(slots), await reserve(slots)];
    const third = reserve(slots);
    expect(await isSettled(third)).toBe(false);
    slots.supplier.releaseSlot({ permit: first });
    expect(await isSettled(third)).toBe(true);
  });

  it('are not given once they are closed, neither at once nor when one comes back', async () => {
    const slots = createWorkflowSlots(1);
    const permit = await reserve(slots);
    const waited = reserve(slots);
    slots.close();
    slots.supplier.releaseSlot({ permit });
    expect(await isSettled(waited)).toBe(false);
    expect(await isSettled(reserve(slots))).toBe(false);
  });

  it('are not held by a poll that was called off before it had one', async () => {
    const slots = createWorkflowSlots(1);
    const permit = await reserve(slots);
    const calledOff = new AbortController();
    const waited = reserve(slots, calledOff.signal);
    calledOff.abort(new Error('called off'));
    await expect(waited).rejects.toThrow('called off');
    slots.supplier.releaseSlot({ permit });
    expect(await isSettled(reserve(slots))).toBe(true);
  });

  it('are empty when the last task is done and the last poll has ended', async () => {
    const slots = createWorkflowSlots();
    const [task, poll] = [await reserve(slots), await reserve(slots)];
    slots.supplier.markSlotUsed({ permit: task, slotInfo: TASK });
    slots.close();
    expect(await slots.emptied(20, false)).toBe(2);
    slots.supplier.releaseSlot({ permit: task, slotInfo: TASK });
    expect(await slots.emptied(20, false)).toBe(1);
    slots.supplier.releaseSlot({ permit: poll });
    expect(await slots.emptied(60_000, false)).toBe(0);
  });

  it('count as empty where nobody ends the polls and they bring nothing; a task under way never does', async () => {
    const slots = createWorkflowSlots();
    const [task] = [await reserve(slots), await reserve(slots)];
    slots.close();
    expect(await slots.emptied(60_000, true)).toBe(2);
    slots.supplier.markSlotUsed({ permit: task, slotInfo: TASK });
    const emptied = slots.emptied(60_000, true);
    expect(await isSettled(emptied)).toBe(false);
    slots.supplier.releaseSlot({ permit: task, slotInfo: TASK });
    expect(await emptied).toBe(1);
  });
});

describe('a worker on a real server', () => {
  const engine = useEngine();
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  async function running() {
    const { address, bundle } = engine();
    const known = { namespace: NAMESPACE, taskQueue: `stops-${randomUUID()}`, identity: `worker/${randomUUID()}` };
    const slots = createWorkflowSlots();
    const connection = await NativeConnection.connect({ address });
    const other = { type: 'fixed-size', numSlots: 10 } as const;
    const tuner = {
      workflowTaskSlotSupplier: slots.supplier,
      activityTaskSlotSupplier: other,
      localActivityTaskSlotSupplier: other,
      nexusTaskSlotSupplier: other,
    };
    const worker = await Worker.create({ connection, ...known, workflowBundle: bundle, tuner });
    const ended = worker.run();
    open.push(async () => {
      worker.shutdown();
      await ended;
      await connection.close();
    });
    return { connection, known, slots };
  }

  const isKnown = async (identity: string): Promise<boolean> => {
    const query = `WorkerIdentity = '${identity}'`;
    const { workersInfo } = await engine().client.workflowService.listWorkers({ namespace: NAMESPACE, query });
    return workersInfo.length > 0;
  };

  it('has its open polls ended by the server before it is told to stop', async () => {
    const { connection, known, slots } = await running();
    await eventually('the server has heard of the worker', () => isKnown(known.identity));
    expect(await drainWorkflowTasks(connection, known, slots)).toBe(0);
  });

  it('says that nobody hears it where the server does not answer, and takes nothing more', async () => {
    const { known } = await running();
    const slots = createWorkflowSlots();
    const closed = await NativeConnection.connect({ address: engine().address });
    await closed.close();
    await expect(drainWorkflowTasks(closed, known, slots)).rejects.toThrow('Client already closed');
    expect(await isSettled(Promise.resolve(slots.supplier.reserveSlot(CONTEXT, never)))).toBe(false);
  });

  it('is not kept from stopping where the server has not heard of it: its polls bring nothing', async () => {
    const { connection, known, slots } = await running();
    await eventually('polls are open', async () => (await slots.emptied(0, false)) > 0);
    expect(await drainWorkflowTasks(connection, { ...known, identity: 'unknown' }, slots)).toBeGreaterThan(0);
  });
});
