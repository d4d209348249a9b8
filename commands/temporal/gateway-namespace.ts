import type { Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common';

const CALL_WITHIN_MS = 5_000;

/** How long Temporal keeps the histories of workflows that have ended. */
export interface NamespaceKeeping {
  /** @returns ms; null where the namespace does not say. @throws where Temporal does not answer, or does not let us ask */
  keepsEndedForMs(): Promise<number | null>;
  /** For the embedded server, which is ours. */
  keepEndedFor(ms: number): Promise<void>;
}

export function namespaceKeeping(connection: Connection, namespace: string): NamespaceKeeping {
  const { workflowService } = connection;
  const within = <T>(call: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + CALL_WITHIN_MS, call);
  return {
    async keepsEndedForMs() {
      const { config } = await within(() => workflowService.describeNamespace({ namespace }));
      return optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? null;
    },
    async keepEndedFor(ms) {
      await within(() => workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: msToTs(ms) } }));
    },
  };
}
