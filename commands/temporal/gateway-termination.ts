import { randomUUID } from 'node:crypto';
import { Client, type Connection, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { NOTICE, SUPPORT_DECISION } from '../../workflows/messages.ts';

/** A person waits for it, beside a busy system: longer than a request would. */
const CALL_WITHIN_MS = 15_000;
/** A history is read page by page; one that has grown large takes its time. */
const HISTORY_WITHIN_MS = 30_000;
/** Far above what one run of an order is ever sent. */
const SIGNALS_MAX = 1_000;

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** A signal as Temporal holds it: taken over byte by byte, and read by nobody on the way. */
export interface HeldSignal {
  readonly name: string;
  readonly input: NonNullable<HistoryEvent['workflowExecutionSignaledEventAttributes']>['input'];
}

/** For a person's word (commands/recovery/restart.ts); the program itself ends no workflow. */
export interface Termination {
  /** Already ended, or unknown to Temporal, counts as ended. @throws where Temporal does not answer */
  terminate(workflowId: string, reason: string): Promise<void>;
  /**
   * Every signal of ours that the latest run was sent, taken up or not: each is once by its id, so that it may be sent again.
   * @throws where Temporal does not answer
   */
  signalsOf(workflowId: string): Promise<readonly HeldSignal[]>;
  /** @throws where Temporal does not answer or there is no such workflow */
  signalAgain(workflowId: string, signals: readonly HeldSignal[]): Promise<void>;
}

const OURS: ReadonlySet<string> = new Set([NOTICE, SUPPORT_DECISION]);

export function termination(connection: Connection, namespace: string): Termination {
  const client = new Client({ connection, namespace });
  const within = <T>(ms: number, call: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + ms, call);
  return {
    terminate: (workflowId, reason) =>
      unlessAbsent(async () => {
        await within(CALL_WITHIN_MS, () => client.workflow.getHandle(workflowId).terminate(reason));
      }, undefined),
    signalsOf: (workflowId) =>
      unlessAbsent(async () => {
        const { events } = await within(HISTORY_WITHIN_MS, () => client.workflow.getHandle(workflowId).fetchHistory());
        return (events ?? []).flatMap(heldIn).slice(-SIGNALS_MAX);
      }, []),
    async signalAgain(workflowId, signals) {
      for (const { name, input } of signals) {
        const given = { namespace, workflowExecution: { workflowId }, signalName: name, requestId: randomUUID(), identity: 'holdfast' };
        await within(CALL_WITHIN_MS, () => client.workflowService.signalWorkflowExecution({ ...given, input: input ?? null }));
      }
    },
  };
}

function heldIn({ workflowExecutionSignaledEventAttributes: signal }: HistoryEvent): readonly HeldSignal[] {
  const name = signal?.signalName ?? '';
  return signal && OURS.has(name) ? [{ name, input: signal.input }] : [];
}

async function unlessAbsent<T>(call: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return otherwise;
    throw error;
  }
}
