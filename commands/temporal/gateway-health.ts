import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import type { Subject } from '../../store/contract/store.ts';
import type { WorkflowHealth } from '../ports.ts';

/** A worker that was killed makes a task fail once or twice; what fails this often in a row fails by itself. */
const ATTEMPTS_MIN = 3;

/** What a workflow of ours is. */
export interface Ours {
  readonly type: string;
  readonly taskQueue: string;
}

/** How a workflow fares, by what Temporal says of it: no worker is asked. @throws where Temporal does not answer */
export async function healthOf(describe: () => Promise<WorkflowExecutionDescription>, ours: Ours): Promise<WorkflowHealth> {
  const described = await describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  });
  if (described?.status.name !== 'RUNNING') return { kind: 'absent' };
  const { pendingWorkflowTask: task } = described.raw;
  const attempts = task?.attempt ?? 0;
  const seconds = task?.originalScheduledTime?.seconds;
  const since = seconds === undefined || seconds === null ? null : Number(seconds) * 1_000;
  if (described.type !== ours.type || described.taskQueue !== ours.taskQueue) return { kind: 'foreign', attempts, since };
  return attempts >= ATTEMPTS_MIN ? { kind: 'failing', attempts, since } : { kind: 'running' };
}

/** Temporal's own list of what fails, where its server keeps one (from 1.29 on); it may lag, and nothing is decided by it. */
const REPORTED = `ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL`;

/** @returns what Temporal reports as failing; nothing where it keeps no such list */
export async function reportedFailing(client: Client, taskQueue: string, limit: number): Promise<readonly Subject[]> {
  const found: Subject[] = [];
  try {
    for await (const { workflowId } of client.workflow.list({ query: `TaskQueue = '${taskQueue}' AND ${REPORTED}`, pageSize: limit })) {
      const subject = subjectOf(workflowId);
      if (subject) found.push(subject);
      if (found.length >= limit) break;
    }
  } catch {
    // An older server does not know the attribute; a list that is not there is no reason to end a round.
    return found;
  }
  return found;
}

function subjectOf(workflowId: string): Subject | null {
  const [kind, orderId, claimId, ...more] = workflowId.split('/');
  if (orderId === undefined || more.length > 0) return null;
  if (kind === 'order' && claimId === undefined) return { orderId };
  return kind === 'claim' && claimId !== undefined ? { orderId, claimId } : null;
}
