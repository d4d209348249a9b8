import { ApplicationFailure } from '@temporalio/workflow';
import { isRecord } from '../domain/shared/reading/unreadable.ts';

/**
 * What a run was started with has the form of an input. Our own always has; a client that takes an order's id before us can start it
 * with anything. Such a run fails at once, so that the id is free for a start from the store; one that waited for its fix would hold
 * the id for good.
 * @throws ApplicationFailure, which fails the run
 */
export function requireReadable(input: unknown): void {
  if (isRecord(input) && typeof input['rules'] === 'number' && isRecord(input['terms']) && isState(input['state'])) return;
  throw ApplicationFailure.nonRetryable('It was started with what is no input of ours.', 'unreadable_input');
}

function isState(state: unknown): boolean {
  return isRecord(state) && typeof state['orderId'] === 'string' && Number.isSafeInteger(state['sequence']) && isRecord(state['handled']);
}
