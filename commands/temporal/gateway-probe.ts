import type { Client } from '@temporalio/client';
import { RULES } from '../../domain/shared/rules-numbers.ts';
import { SERVICE_ORDER } from '../../workflows/messages.ts';

/** Workers poll, and no task of theirs succeeds: not one order can take a step until the code is mended. */
export class TasksFail extends Error {
  override readonly name = 'TasksFail';
}

/** So many orders in a row without an answer make it worth to try. One that stands still by itself is not the program's state. */
const SUSPECTS_MIN = 3;
const DONE_WITHIN_MS = 2_000;
const EVERY_MS = 10_000;

export interface TaskWatch {
  /** A workflow answered: tasks succeed. */
  answered(): void;
  /** A workflow was asked, and nobody knows the outcome. */
  silent(workflowId: string): void;
  /** @throws TasksFail */
  check(): Promise<void>;
}

/**
 * Whether any task succeeds at all. While workflows answer, that costs nothing; where several in a row do not, an order that is over
 * from the start is run through: the same code, without effects.
 */
export function watchTasks(client: Client, taskQueue: string): TaskWatch {
  const suspects = new Set<string>();
  let tried: { readonly at: number; readonly succeeds: Promise<boolean> } | null = null;
  return {
    answered: () => suspects.clear(),
    silent: (workflowId) => {
      if (suspects.size < SUSPECTS_MIN) suspects.add(workflowId);
    },
    async check() {
      if (suspects.size < SUSPECTS_MIN) return;
      const now = performance.now();
      if (tried === null || now - tried.at > EVERY_MS) tried = { at: now, succeeds: runThrough(client, taskQueue) };
      if (!(await tried.succeeds)) throw new TasksFail('no workflow task succeeds');
      suspects.clear();
    },
  };
}

/** What of an order a run looks at before it sees that it is over. */
const OVER = { orderId: 'probe', name: 'CLOSED', sequence: 0, version: 0, ended: true, clockOffsetMs: 0, handled: {} };

async function runThrough(client: Client, taskQueue: string): Promise<boolean> {
  const bound = AbortSignal.timeout(DONE_WITHIN_MS);
  try {
    return await client.connection.withAbortSignal(bound, async () => {
      const run = await client.workflow.start(SERVICE_ORDER, {
        workflowId: `probe/${taskQueue}`,
        taskQueue,
        args: [{ rules: RULES, state: { ...OVER, rules: RULES }, terms: {} }],
        // One at a time; one that fails is not tried for longer than anybody waits for it.
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        workflowExecutionTimeout: '1 minute',
      });
      await run.result();
      return true;
    });
  } catch {
    return false;
  }
}
