import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { type Difference, differenceOfClaim, differenceOfOrder, type Restarting, TemporalUnavailable } from '../recovery/restart.ts';

/** What a person may do about a workflow that stands still: look at it, and start it again from the store. */
export interface WorkflowDesk {
  /** @returns null where the order has ended and has no workflow any more @throws TemporalUnavailable, as its `restart` does */
  ofOrder(orderId: string): Promise<Difference | null>;
  ofClaim(claimId: string): Promise<Difference | null>;
}

export function workflowDesk(restarting: Restarting): WorkflowDesk {
  return {
    ofOrder: (orderId) => reaching(() => differenceOfOrder(restarting, orderId)).then(reachingToo),
    ofClaim: (claimId) => reaching(() => differenceOfClaim(restarting, claimId)).then(reachingToo),
  };
}

function reachingToo(found: Difference | null): Difference | null {
  return found && { ...found, restart: (options) => reaching(() => found.restart(options)) };
}

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGrpcServiceError(error) || error instanceof ServiceError)
      throw new TemporalUnavailable('Temporal does not answer', { cause: error });
    throw error;
  }
}
