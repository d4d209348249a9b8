import {
  type ApplicationFailure,
  Client,
  type ConnectionLike,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import type { ClaimCommandRequest } from '../../domain/claim/command.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { ClaimNotice } from '../../domain/claim/orders/notice-kinds.ts';
import type { OrderNotice } from '../../domain/order/claims/notice.ts';
import type { CommandRequest } from '../../domain/order/command.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Refusal } from '../../domain/shared/deciding/refusal.ts';
import { isTracing } from '../../telemetry/spans.ts';
import {
  type Answer,
  CLAIM,
  type ClaimInput,
  type ClaimRef,
  COMMAND,
  claimWorkflowId,
  EVENTS,
  NOTICE,
  orderWorkflowId,
  SERVICE_ORDER,
  type ServiceOrderInput,
  TASK_QUEUE,
} from '../../workflows/messages.ts';
import type { OrderGateway, SendResult, WorkflowGateway } from '../ports.ts';
import { healthOf, reportedFailing } from './gateway-health.ts';
import { type TaskWatch, watchTasks } from './gateway-probe.ts';
import { NoWorker } from './no-worker.ts';

export interface GatewayOptions {
  readonly connection: ConnectionLike;
  readonly namespace: string;
  /** Where the workers of these orders poll; tests have one each. */
  readonly taskQueue?: string;
  /** Bound of every call that is not a command, ms. */
  readonly callWithinMs?: number;
}

const CALL_WITHIN_MS = 5_000;

/** Refusals come back as these failure types; any other failure of an update is not ours and its outcome is unknown. */
const REFUSALS: ReadonlySet<string> = new Set<Refusal['code']>([
  'not_allowed_now',
  'stale_version',
  'invalid_request',
  'claim_not_eligible',
  'forbidden',
]);

/**
 * The one way to Temporal. Every call is bounded: when the time is over the outcome is unknown, not failed, and the same id is
 * asked again later (an update that was admitted still runs when a worker returns).
 */
export function createGateway({
  connection,
  namespace,
  taskQueue = TASK_QUEUE,
  callWithinMs = CALL_WITHIN_MS,
}: GatewayOptions): OrderGateway {
  // Only where it is on: a header with each call, which stays in the workflow's history, is not for nothing.
  const interceptors = isTracing() ? { workflow: [new OpenTelemetryWorkflowClientInterceptor()] } : {};
  const client = new Client({ connection, namespace, interceptors });
  const within: Within = (ms, call) => connection.withDeadline(Date.now() + (ms ?? callWithinMs), call);
  const tasks = watchTasks(client, taskQueue);
  const reach = { client, within, taskQueue, tasks };
  return {
    ...gatewayTo<string, ServiceOrderInput, CommandRequest, OrderEvent, OrderNotice>(reach, {
      workflow: SERVICE_ORDER,
      idOf: orderWorkflowId,
      keyOf: ({ state }) => state.orderId,
    }),
    claims: gatewayTo<ClaimRef, ClaimInput, ClaimCommandRequest, ClaimEvent, ClaimNotice>(reach, {
      workflow: CLAIM,
      idOf: claimWorkflowId,
      keyOf: ({ state }) => state,
    }),
    reportedFailing: (limit) => within(null, () => reportedFailing(client, taskQueue, limit)),
    async check(): Promise<void> {
      const { pollers } = await within(null, () =>
        client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOW_TASK_QUEUE }),
      );
      if ((pollers?.length ?? 0) === 0) throw new NoWorker('no worker polls the task queue');
      await tasks.check();
    },
  };
}

/** Runs a call with a bound; null: the usual one. */
type Within = <T>(ms: number | null, call: () => Promise<T>) => Promise<T>;

interface Reach {
  readonly client: Client;
  readonly within: Within;
  readonly taskQueue: string;
  readonly tasks: TaskWatch;
}

interface Kind<K, I> {
  readonly workflow: string;
  readonly idOf: (key: K) => string;
  readonly keyOf: (input: I) => K;
}

function gatewayTo<K, I, R extends { readonly commandId: string }, E, N>(
  { client, within, taskQueue, tasks }: Reach,
  { workflow, idOf, keyOf }: Kind<K, I>,
): WorkflowGateway<K, I, R, E, N> {
  const handleOf = (of: K): WorkflowHandle => client.workflow.getHandle(idOf(of));
  return {
    async start(input: I): Promise<void> {
      try {
        await within(null, () =>
          client.workflow.start(workflow, {
            workflowId: idOf(keyOf(input)),
            taskQueue,
            args: [input],
            // Each has one workflow that ends by itself, ever; only one that was killed is started again, from the store.
            workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },

    async send(of: K, request: R, timeoutMs: number): Promise<SendResult<E>> {
      try {
        const answer = await within(timeoutMs, () =>
          handleOf(of).executeUpdate<Answer<E>, [R]>(COMMAND, { updateId: request.commandId, args: [request] }),
        );
        tasks.answered();
        return { kind: 'accepted', answer };
      } catch (error) {
        const result = resultOf(error);
        if (result.kind === 'unknown') tasks.silent(idOf(of));
        else if (result.kind === 'refused') tasks.answered();
        return result;
      }
    },

    eventsAfter: (of: K, sequence: number): Promise<readonly E[]> =>
      within(null, () => handleOf(of).query<readonly E[], [{ after: number }]>(EVENTS, { after: sequence })),

    async isRunning(of: K): Promise<boolean> {
      try {
        const { status } = await within(null, () => handleOf(of).describe());
        return status.name === 'RUNNING';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },

    health: (of: K) => healthOf(() => within(null, () => handleOf(of).describe()), { type: workflow, taskQueue }),

    async tell(of: K, notice: N): Promise<boolean> {
      try {
        await within(null, () => handleOf(of).signal<[N]>(NOTICE, notice));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}

/** temporal.api.enums.v1.TaskQueueType: TASK_QUEUE_TYPE_WORKFLOW. */
const WORKFLOW_TASK_QUEUE = 1;

/** What an error of an update means: a refusal of ours, no workflow, or an outcome that nobody knows yet. */
function resultOf(error: unknown): Exclude<SendResult, { kind: 'accepted' }> {
  if (error instanceof WorkflowUpdateFailedError)
    return refusalOf(error.cause) ?? { kind: 'unknown', why: `update failed: ${nameOf(error.cause)}` };
  if (error instanceof WorkflowNotFoundError) return { kind: 'absent' };
  if (isGrpcServiceError(error)) return { kind: 'unknown', why: `grpc ${error.code}` };
  return { kind: 'unknown', why: nameOf(error) };
}

function refusalOf(cause: unknown): Extract<SendResult, { kind: 'refused' }> | null {
  const { type, details } = (cause ?? {}) as Partial<ApplicationFailure>;
  const [detail] = details ?? [];
  if (!type || !REFUSALS.has(type) || !isRefusalDetail(detail)) return null;
  return { kind: 'refused', refusal: detail.refusal, index: detail.index };
}

function isRefusalDetail(detail: unknown): detail is { readonly refusal: Refusal; readonly index: number } {
  return typeof detail === 'object' && detail !== null && 'refusal' in detail && 'index' in detail;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
