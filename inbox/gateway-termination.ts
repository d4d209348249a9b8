import { Client, type Connection, WorkflowNotFoundError } from '@temporalio/client';

const CALL_WITHIN_MS = 5_000;

/** For a person's word (app/restart-workflow.ts); the program itself ends no workflow. */
export interface Termination {
  /** Already ended, or unknown to Temporal, counts as ended. @throws where Temporal does not answer */
  terminate(workflowId: string, reason: string): Promise<void>;
}

export function termination(connection: Connection, namespace: string): Termination {
  const client = new Client({ connection, namespace });
  return {
    async terminate(workflowId, reason) {
      try {
        await connection.withDeadline(Date.now() + CALL_WITHIN_MS, () => client.workflow.getHandle(workflowId).terminate(reason));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
