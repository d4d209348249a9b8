import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { temporal } from '@temporalio/proto';
import { bundleWorkflowCode, DefaultLogger, type InjectedSinks, Worker } from '@temporalio/worker';
import { type Instead, replacing } from '../../support/stand-in.ts';
import type { Recorder } from './recorder.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Payloads = temporal.api.common.v1.IPayloads;

export interface BundleOptions {
  readonly workflows?: URL;
  readonly instead?: Instead;
}

/** The workflows as a worker runs them, with a recorder beside them. */
export function bundleForReplay({ workflows, instead }: BundleOptions = {}): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(workflows ?? new URL('../../../workflows/index.ts', import.meta.url)),
    workflowInterceptorModules: [fileURLToPath(new URL('recorder.ts', import.meta.url))],
    logger: new DefaultLogger('ERROR'),
    ...(instead ? { webpackConfigHook: replacing(instead) } : {}),
  });
}

/**
 * Replays a saved history with today's code. Temporal itself compares the commands; what it does not look at is compared here:
 * the outcome of every update, and the events that every activity was given.
 * @returns what differs, in words
 * @throws DeterminismViolationError where today's code would do something else
 */
export async function replay(bundle: { readonly code: string }, saved: unknown, name: string): Promise<readonly string[]> {
  const updates = new Map<string, unknown>();
  const activities: unknown[] = [];
  const sinks: InjectedSinks<Recorder> = {
    recorder: {
      update: { fn: (_info, id, result) => void updates.set(id, result), callDuringReplay: true },
      activity: { fn: (_info, activity, input) => void activities.push({ activity, input }), callDuringReplay: true },
    },
  };
  await Worker.runReplayHistory({ workflowBundle: bundle, sinks, replayName: name }, saved, name);
  const events = historyFromJSON(saved).events ?? [];
  return [...differingUpdates(events, updates), ...differingActivities(events, activities)];
}

function differingUpdates(events: readonly HistoryEvent[], recomputed: ReadonlyMap<string, unknown>): readonly string[] {
  return events.flatMap(({ workflowExecutionUpdateCompletedEventAttributes: completed }) => {
    const id = completed?.meta?.updateId;
    if (!id) return [];
    const recorded = decoded(completed.outcome?.success);
    return isDeepStrictEqual(onWire(recomputed.get(id)), recorded) ? [] : [`update ${id}: ${JSON.stringify(recorded).slice(0, 200)}`];
  });
}

function differingActivities(events: readonly HistoryEvent[], recomputed: readonly unknown[]): readonly string[] {
  const recorded = events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled ? [{ activity: scheduled.activityType?.name, input: decoded(scheduled.input) }] : [],
  );
  return recorded.flatMap((one, index) =>
    isDeepStrictEqual(onWire(recomputed[index]), one) ? [] : [`activity ${index + 1}, ${one.activity}`],
  );
}

function decoded(payloads: Payloads | null | undefined): unknown {
  const [first] = payloads?.payloads ?? [];
  return JSON.parse(Buffer.from(first?.data ?? []).toString('utf8'));
}

/** As it would have been written into a history. */
function onWire(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
