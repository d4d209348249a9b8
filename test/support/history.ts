import type { Client } from '@temporalio/client';
import { orderWorkflowId } from '../../workflows/messages.ts';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** The histories of an order's runs, oldest first: each ends where the next one continues. */
export function runsOf(client: Client, orderId: string): Promise<readonly History[]> {
  return runsOfWorkflow(client, orderWorkflowId(orderId));
}

export async function runsOfWorkflow(client: Client, workflowId: string): Promise<readonly History[]> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const runs: History[] = [];
  let runId: string | null | undefined = raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return runs;
}

export function eventsOf(history: History): readonly HistoryEvent[] {
  return history.events ?? [];
}

/** What Temporal Cloud bills as an Action: start, accepted update, signal, timer, each attempt of an activity, continue-as-new. */
export function actionsOf(history: History): number {
  return eventsOf(history).reduce((sum, event) => sum + actionsOfEvent(event), 0);
}

function actionsOfEvent(event: HistoryEvent): number {
  const started = event.workflowExecutionStartedEventAttributes;
  // Continuing as new is one Action, counted where the former run ends.
  if (started) return started.continuedExecutionRunId ? 0 : 1;
  if (event.activityTaskStartedEventAttributes) return event.activityTaskStartedEventAttributes.attempt ?? 1;
  const isAction =
    event.workflowExecutionUpdateAcceptedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.timerStartedEventAttributes ??
    event.workflowExecutionContinuedAsNewEventAttributes;
  return isAction ? 1 : 0;
}

/** Everything that a history holds, as text: payloads decoded, at whatever depth. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join('\n');
  return String(value);
}
