import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** The code of an activity's failure, for the log. */
export function failureTypeOf(error: unknown): string {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'unknown') : 'unknown';
}
