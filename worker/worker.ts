import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type ActivityInterceptorsFactory, NativeConnection, type NativeConnectionOptions, Worker } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { TASK_QUEUE, WORKER_DEPLOYMENT } from '../workflows/messages.ts';
import { type WorkflowBundle, workflowBundle } from './bundle.ts';
import { drainWorkflowTasks } from './graceful-stop.ts';
import { createWorkflowSlots } from './workflow-slots.ts';

export interface WorkerOptions {
  /** How Temporal is reached. */
  readonly connection: NativeConnectionOptions;
  readonly namespace: string;
  readonly activities: Activities;
  /** Made once where several workers run in a process (tests). */
  readonly bundle?: WorkflowBundle;
  /** Orders kept in memory; about 1 MB each, so an overfull cache kills the worker. 0: every task replays (tests). */
  readonly maxCachedWorkflows?: number;
  readonly taskQueue?: string;
  /** Sees every attempt of an activity (observe.ts). */
  readonly observe?: ActivityInterceptorsFactory;
  /** Its version: it takes work once that is the current one (app/promote.ts). Null or absent: it has none, and takes work at once. */
  readonly buildId?: string | null;
}

export interface RunningWorker {
  /** Lets what runs finish (20 s at most), then stops polling and closes the connection. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped; rejects where it failed. */
  readonly ended: Promise<void>;
  /** Whether it polls: false from the moment it is told to stop. */
  isPolling(): boolean;
}

/** Above the longest attempt that should not be cut (a mail's, 18 s), below the time that a stop may take. */
const GRACE_MS = 20_000;
const FORCE = '25 seconds';
const SDK_DEFAULT = { type: 'fixed-size', numSlots: 100 } as const;

/** Runs the order's workflows and activities against a Temporal server. */
export async function startWorker({
  connection: connectionOptions,
  namespace,
  activities,
  bundle,
  maxCachedWorkflows = 200,
  taskQueue = TASK_QUEUE,
  observe,
  buildId = null,
}: WorkerOptions): Promise<RunningWorker> {
  const connection = await NativeConnection.connect(connectionOptions);
  const slots = createWorkflowSlots();
  const identity = `${process.pid}@${hostname()}/${randomUUID()}`;
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      identity,
      activities,
      workflowBundle: bundle ?? (await workflowBundle()),
      maxCachedWorkflows,
      tuner: {
        workflowTaskSlotSupplier: slots.supplier,
        activityTaskSlotSupplier: SDK_DEFAULT,
        localActivityTaskSlotSupplier: SDK_DEFAULT,
        nexusTaskSlotSupplier: SDK_DEFAULT,
      },
      ...(observe ? { interceptors: { activity: [observe] } } : {}),
      shutdownGraceTime: GRACE_MS,
      shutdownForceTime: FORCE,
      // The default of 10 s leaves an order waiting that long after a worker was killed.
      stickyQueueScheduleToStartTimeout: '2 seconds',
      ...(buildId === null ? {} : { workerDeploymentOptions: versioned(buildId) }),
    });
    const ended = runToEnd(worker, connection);
    // Whoever composes the program watches `ended`; until then a failure is not an unhandled one.
    ended.catch(() => undefined);
    let isStopping = false;
    return {
      ended,
      isPolling: () => !isStopping && worker.getState() === 'RUNNING',
      stop: () => {
        isStopping = true;
        return stop(worker, ended, () => drainWorkflowTasks(connection, { namespace, taskQueue, identity }, slots));
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function stop(worker: Worker, ended: Promise<void>, drain: () => Promise<unknown>): Promise<void> {
  const over = ended.catch(() => undefined);
  const drained = drain().then(
    () => true,
    () => false,
  );
  // What failed by itself has nothing to drain.
  const isHeard = await Promise.race([drained, over.then(() => true)]);
  if (worker.getState() === 'RUNNING') worker.shutdown();
  // Where Temporal is away, polls would end with FORCE alone: by then the attempts under way have had their time, and nothing else is.
  await (isHeard ? over : Promise.race([over, delay(GRACE_MS, undefined, { ref: false })]));
}

/** Open orders move to the current version with their next step: pinned ones would keep old workers for a month and more. */
function versioned(buildId: string) {
  return {
    version: { deploymentName: WORKER_DEPLOYMENT, buildId },
    useWorkerVersioning: true as const,
    defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
  };
}

async function runToEnd(worker: Worker, connection: NativeConnection): Promise<void> {
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}
