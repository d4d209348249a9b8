import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { Pool } from 'pg';
import type { Store } from '../store/contract/store.ts';
import { claimWorkflowId, orderWorkflowId } from '../workflows/messages.ts';
import type { Acknowledged } from './client.ts';
import type { Entry, Evidence, LetterRow, RequestRow, SubjectRow, TimedOut, WorkflowFacts } from './evidence.ts';
import { sideBySide } from './group.ts';
import type { Mail } from './mail-sink.ts';
import type { Lived } from './shapes.ts';

export interface Collecting {
  readonly databaseUrl: string;
  readonly store: Store;
  readonly temporal: Client;
  readonly journal: readonly Acknowledged[];
  readonly lived: readonly Lived[];
  readonly mails: readonly Mail[];
}

const MAIL_DOMAIN = 'holdfast.invalid';
const SIDE_BY_SIDE = 8;

/** Reads everything that the check needs, past the program: its tables, its mails, and Temporal's histories. */
export async function collect({ databaseUrl, store, temporal, journal, lived, mails }: Collecting): Promise<Evidence> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const read = async <T>(statement: string): Promise<readonly T[]> => (await pool.query(statement)).rows as T[];
    const orders = await read<SubjectRow>(`select order_id as id, order_id as "orderId", ${SUBJECT} from orders order by order_id`);
    const claims = await read<SubjectRow>(`select claim_id as id, order_id as "orderId", ${SUBJECT} from claims order by claim_id`);
    const requests = await read<RequestRow>(REQUESTS);
    const letters = await read<LetterRow>(LETTERS);
    const entries = await read<Entry>(ENTRIES);
    const events: Map<string, Awaited<ReturnType<Store['orders']['timeline']>>> = new Map();
    const claimEvents: Map<string, Awaited<ReturnType<Store['claims']['timeline']>>> = new Map();
    await sideBySide(orders, SIDE_BY_SIDE, async ({ id }) => void events.set(id, await store.orders.timeline(id)));
    await sideBySide(claims, SIDE_BY_SIDE, async ({ id }) => void claimEvents.set(id, await store.claims.timeline(id)));
    const workflows = new Map<string, WorkflowFacts>();
    await sideBySide(orders, SIDE_BY_SIDE, async (row) => void workflows.set(row.id, await factsOf(temporal, orderWorkflowId(row.id))));
    await sideBySide(claims, SIDE_BY_SIDE, async ({ id, orderId }) => {
      workflows.set(id, await factsOf(temporal, claimWorkflowId({ orderId, claimId: id })));
    });
    const rows = { orders, claims, requests, letters, entries };
    return { ...rows, journal, lived, mails, events, claimEvents, workflows, mailDomain: MAIL_DOMAIN };
  } finally {
    await pool.end();
  }
}

const SUBJECT = `name, version, sequence, ended, diverged_at is not null as diverged, last_hash as "lastHash"`;

const REQUESTS = `select command_id as "commandId", idempotency_key as key, order_id as "orderId", claim_id as "claimId",
  commands is not null as "isCommand", outcome, answer, extract(epoch from received_at)::float8 * 1000 as "receivedAt" from inbox`;

const LETTERS = `select message_id as "messageId", order_id as "orderId", status, template_id as template, purpose, attempts
  from messages where direction = 'OUTBOUND'`;

const ENTRIES = `select t.key, t.order_id as "orderId", e.amount_minor::float8 as "amountMinor", e.currency
  from ledger_transfers t left join ledger_entries e on e.transfer_key = t.key`;

async function factsOf(temporal: Client, workflowId: string): Promise<WorkflowFacts> {
  try {
    const handle = temporal.workflow.getHandle(workflowId);
    const { raw, status } = await handle.describe();
    const isRunning = status.name === 'RUNNING';
    const view = isRunning ? await handle.query<{ readonly version: number; readonly sequence: number }>('view') : null;
    return {
      status: status.name,
      version: view?.version ?? null,
      sequence: view?.sequence ?? null,
      pendingActivities: raw.pendingActivities?.length ?? 0,
      pendingTaskAttempts: raw.pendingWorkflowTask?.attempt ?? 0,
      ...(await historyOf(temporal, workflowId, raw.workflowExecutionInfo?.firstRunId ?? null)),
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { ...NOTHING };
  }
}

const NOTHING: WorkflowFacts = {
  status: null,
  version: null,
  sequence: null,
  pendingActivities: 0,
  pendingTaskAttempts: 0,
  failedTasks: [],
  timedOutTasks: [],
  retried: [],
};

async function historyOf(
  temporal: Client,
  workflowId: string,
  first: string | null,
): Promise<Pick<WorkflowFacts, 'failedTasks' | 'timedOutTasks' | 'retried'>> {
  const failedTasks: string[] = [];
  const retried: string[] = [];
  const timedOutTasks: TimedOut[] = [];
  for (let runId = first; runId !== null; ) {
    const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of events ?? []) {
      const failed = event.workflowTaskFailedEventAttributes;
      if (failed && failed.cause !== UNHANDLED_COMMAND) failedTasks.push(`cause ${failed.cause}: ${failed.failure?.message ?? ''}`);
      const timedOut = event.workflowTaskTimedOutEventAttributes;
      if (timedOut) {
        const begun = events?.find(({ eventId }) => String(eventId) === String(timedOut.startedEventId));
        const { seconds, nanos } = begun?.eventTime ?? {};
        timedOutTasks.push({
          how: howOf(timedOut.timeoutType),
          startedAt: begun ? Number(seconds ?? 0) * 1_000 + (nanos ?? 0) / 1e6 : null,
          worker: begun?.workflowTaskStartedEventAttributes?.identity ?? '',
        });
      }
      const started = event.activityTaskStartedEventAttributes;
      if ((started?.attempt ?? 1) > 1) retried.push(whatEnded(started?.lastFailure));
    }
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? null;
  }
  return { failedTasks, timedOutTasks, retried };
}

/** temporal.api.enums.v1.WorkflowTaskFailedCause: something arrived while a run was ending, so its last step is taken again. */
const UNHANDLED_COMMAND = 1;

/** temporal.api.enums.v1.TimeoutType */
function howOf(type: number | null | undefined): TimedOut['how'] {
  if (type === 1) return 'START_TO_CLOSE';
  return type === 2 ? 'SCHEDULE_TO_START' : 'unknown';
}

interface LastFailure {
  readonly message?: string | null;
  readonly applicationFailureInfo?: { readonly type?: string | null } | null;
  readonly timeoutFailureInfo?: unknown;
}

/** A type of ours where the activity itself said no; else the server's word for an attempt that was cut. */
function whatEnded(failure: LastFailure | null | undefined): string {
  if (failure?.timeoutFailureInfo) return `timeout: ${failure.message ?? ''}`;
  return failure?.applicationFailureInfo?.type ?? failure?.message ?? 'unknown';
}
