import type { NativeConnection } from '@temporalio/worker';
import type { WorkflowSlots } from './workflow-slots.ts';

/** A worker as Temporal's server knows it. */
export interface KnownAs {
  readonly namespace: string;
  readonly taskQueue: string;
  /** No other worker has it. */
  readonly identity: string;
}

/** Open polls are ten, and each is ended by the server or by the next task: longer than this they are not waited for. */
const DRAIN_MS_MAX = 3_000;
const ASK_MS_MAX = 1_000;

/**
 * Takes no further workflow task and waits until those under way are done, before the worker is told to stop.
 *
 * A worker that is told to stop drops what its polls bring from then on: the SDK's core (1.24) ends its workflows' stream as soon
 * as nothing is under way, whether polls are open or not. The server counts such a task as begun, and its order stands still for
 * the 10 s of a task's time-out. So the polls are ended first, by the server, which knows whether it has handed a task over.
 * @returns how many polls or tasks are left, whose tasks may be lost; 0: none can be
 * @throws where the server does not answer: it hands over nothing, and hears of nothing
 */
export async function drainWorkflowTasks(connection: NativeConnection, known: KnownAs, slots: WorkflowSlots): Promise<number> {
  // Before any slot is withheld: an order that is cached here waits 2 s for a poll that does not come.
  const workerInstanceKey = await within(connection, () => nameOfPolls(connection, known)).finally(() => slots.close());
  const areEnded = workerInstanceKey !== null && (await within(connection, () => endPolls(connection, known, workerInstanceKey)));
  return slots.emptied(DRAIN_MS_MAX, !areEnded);
}

const within = <T>(connection: NativeConnection, ask: () => Promise<T>): Promise<T> =>
  connection.withDeadline(Date.now() + ASK_MS_MAX, ask);

/**
 * What the server calls this worker's polls: made inside the SDK, and told to nobody but the server, with each heartbeat.
 * @returns null: the server cannot end polls (docs/operations.md), or has not heard of this worker yet
 */
async function nameOfPolls({ workflowService: server }: NativeConnection, { namespace, identity }: KnownAs): Promise<string | null> {
  const { namespaceInfo } = await server.describeNamespace({ namespace });
  if (!namespaceInfo?.capabilities?.workerPollCompleteOnShutdown) return null;
  // Not asked of an older server, which does not know the question.
  const { workersInfo } = await server.listWorkers({ namespace, query: `WorkerIdentity = '${identity}'` });
  return (
    workersInfo.find(({ workerHeartbeat }) => workerHeartbeat?.workerIdentity === identity)?.workerHeartbeat?.workerInstanceKey ?? null
  );
}

/** temporal.api.enums.v1.TaskQueueType. Activities are drained by the SDK itself. */
const WORKFLOW_TASKS = 1;

async function endPolls(
  { workflowService: server }: NativeConnection,
  { namespace, taskQueue, identity }: KnownAs,
  workerInstanceKey: string,
): Promise<boolean> {
  const reason = 'graceful stop: no further workflow task';
  const request = { namespace, taskQueue, identity, workerInstanceKey, taskQueueTypes: [WORKFLOW_TASKS], reason };
  return server.shutdownWorker(request).then(
    () => true,
    () => false,
  );
}
