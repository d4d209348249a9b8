import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { faultBehind } from '../activities/failures.ts';
import type { Fault } from '../store/engine/fault.ts';
import type { ActivityOutcome, Meters } from '../telemetry/meters.ts';
import { spanned } from '../telemetry/spans.ts';

interface ActivityLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

const ID = /^[A-Za-z0-9_.:-]{1,120}$/;

/**
 * One log line, one count and one span for each attempt of an activity: ids, type, attempt and outcome. What it was given and
 * what it threw stay out, beside the failure's own type.
 */
export function observedActivities(logger: ActivityLog, meters: Pick<Meters, 'activity'>): ActivityInterceptorsFactory {
  return ({ info: { activityType: type, attempt } }) => ({
    inbound: {
      async execute(input, next) {
        const startedAt = performance.now();
        const fields = { activity: type, attempt, ...idsIn(input.args[0]) };
        const seen = (outcome: ActivityOutcome, failure?: string, fault: Fault | null = null): void => {
          const ms = performance.now() - startedAt;
          meters.activity(type, outcome, ms / 1e3);
          const line = { ...fields, outcome, ...(failure === undefined ? {} : { failure }), ...fault, ms: Math.round(ms) };
          if (outcome === 'completed') logger.info(line, 'activity');
          else logger.warn(line, 'activity');
        };
        return spanned(`activity ${type}`, { kind: 'consumer', attributes: () => fields }, async () => {
          try {
            const result = await next(input);
            seen('completed');
            return result;
          } catch (error) {
            seen(outcomeOf(error), error instanceof ApplicationFailure ? (error.type ?? 'unknown') : 'unknown', faultBehind(error));
            throw error;
          }
        });
      },
    },
  });
}

function outcomeOf(error: unknown): ActivityOutcome {
  if (error instanceof CancelledFailure) return 'cancelled';
  return error instanceof ApplicationFailure && error.nonRetryable ? 'failed' : 'again';
}

/** Every activity is given one object, in which ids have these names (activities/ports.ts). */
function idsIn(given: unknown): Readonly<Record<string, string>> {
  if (typeof given !== 'object' || given === null) return {};
  const { orderId, claimId, messageId, events } = given as Readonly<Record<string, unknown>>;
  const last: unknown = Array.isArray(events) ? events.at(-1) : undefined;
  const commandId = typeof last === 'object' && last !== null && 'commandId' in last ? last.commandId : undefined;
  const ids = Object.entries({ orderId, claimId, messageId, commandId });
  return Object.fromEntries(ids.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && ID.test(entry[1])));
}
