import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { TASK_QUEUE, WORKER_DEPLOYMENT } from '../../workflows/messages.ts';

const CALL_WITHIN_MS = 5_000;
/** A worker's poll is held for a minute at most: one that was seen within this time is there. */
const SEEN_WITHIN_MS = 70_000;

/** temporal.api.enums.v1.TaskQueueType. */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;
/** temporal.api.enums.v1.RoutingConfigUpdateState: ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS. */
const ON_ITS_WAY = 1;
/** gRPC. */
const NOT_FOUND = 5;

/** The versions of the worker: which of them new and open orders go to (docs/operations.md). */
export interface WorkerVersions {
  /** @returns the build id of the current version; null: the workers without a version. `settled`: every part of Temporal knows */
  current(): Promise<{ readonly buildId: string | null; readonly settled: boolean }>;
  /** Whether a worker of this version polls for workflows, and one for activities. */
  isPolling(buildId: string): Promise<boolean>;
  /** All orders, open ones too, go to this version with their next step. @throws where the version has never polled */
  makeCurrent(buildId: string): Promise<void>;
}

export function workerVersions(connection: Connection, namespace: string, taskQueue = TASK_QUEUE): WorkerVersions {
  const { workflowService } = connection;
  const within = <T>(call: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + CALL_WITHIN_MS, call);
  const polls = async (buildId: string, taskQueueType: number): Promise<boolean> => {
    const { pollers } = await within(() => workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType }));
    return (pollers ?? []).some(
      ({ deploymentOptions, lastAccessTime }) =>
        deploymentOptions?.deploymentName === WORKER_DEPLOYMENT &&
        deploymentOptions.buildId === buildId &&
        Number(lastAccessTime?.seconds ?? 0) * 1_000 > Date.now() - SEEN_WITHIN_MS,
    );
  };
  return {
    async current() {
      try {
        const { workerDeploymentInfo: info } = await within(() =>
          workflowService.describeWorkerDeployment({ namespace, deploymentName: WORKER_DEPLOYMENT }),
        );
        const buildId = info?.routingConfig?.currentDeploymentVersion?.buildId ?? null;
        return { buildId, settled: info?.routingConfigUpdateState !== ON_ITS_WAY };
      } catch (error) {
        // No worker with a version has ever polled.
        if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return { buildId: null, settled: true };
        throw error;
      }
    },
    isPolling: async (buildId) => (await polls(buildId, QUEUE_TYPES.workflow)) && (await polls(buildId, QUEUE_TYPES.activity)),
    async makeCurrent(buildId) {
      await within(() =>
        workflowService.setWorkerDeploymentCurrentVersion({
          namespace,
          deploymentName: WORKER_DEPLOYMENT,
          buildId,
          identity: 'npm run promote',
        }),
      );
    },
  };
}
