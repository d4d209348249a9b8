import { setTimeout as delay } from 'node:timers/promises';
import type { CustomSlotSupplier, WorkflowSlotInfo } from '@temporalio/worker';

/** Workflow tasks of a worker at the same time: the SDK's own number. */
const WORKFLOW_TASKS_MAX = 40;
/** An open poll that brought nothing for so long counts as one that brings nothing more, ms. */
const QUIET_MS = 150;
const LOOK_MS = 5;

export interface WorkflowSlots {
  /** For the worker's tuner. */
  readonly supplier: CustomSlotSupplier<WorkflowSlotInfo>;
  /** Gives no further slot: no further poll begins. What is under way, and what open polls still bring, goes on. */
  close(): void;
  /**
   * Resolves when no task is under way and no poll is open.
   * @param msMax resolves after so many ms in any case
   * @param isQuietEnough an open poll that brings nothing does not count: nobody ends it
   * @returns slots that are still held
   */
  emptied(msMax: number, isQuietEnough: boolean): Promise<number>;
}

/** Held by a poll, then by the task that it brought. */
interface Slot {
  isUsed: boolean;
}

/** A fixed number of slots for workflow tasks, which can be closed before the worker is told to stop (graceful-stop.ts). */
export function createWorkflowSlots(max = WORKFLOW_TASKS_MAX): WorkflowSlots {
  const held = new Set<Slot>();
  /** Polls that wait for a slot, the longest first. */
  const waiting = new Set<(slot: Slot) => void>();
  let isClosed = false;
  let lastTaskAt = Number.NEGATIVE_INFINITY;

  const isFree = (): boolean => !isClosed && held.size < max;
  const take = (): Slot => {
    const slot: Slot = { isUsed: false };
    held.add(slot);
    return slot;
  };
  const isEmpty = (isQuietEnough: boolean): boolean => {
    if ([...held].some(({ isUsed }) => isUsed)) return false;
    return held.size === 0 || (isQuietEnough && performance.now() - lastTaskAt > QUIET_MS);
  };

  const supplier: CustomSlotSupplier<WorkflowSlotInfo> = {
    type: 'custom',
    reserveSlot: (_context, signal) =>
      new Promise((grant, reject) => {
        if (isFree()) return grant(take());
        waiting.add(grant);
        signal.addEventListener('abort', () => {
          waiting.delete(grant);
          reject(signal.reason);
        });
      }),
    // For workflows that a client of the same process starts eagerly, which ours are not.
    tryReserveSlot: () => null,
    markSlotUsed: ({ permit }) => {
      (permit as Slot).isUsed = true;
      lastTaskAt = performance.now();
    },
    releaseSlot: ({ permit }) => {
      held.delete(permit as Slot);
      const [next] = waiting;
      if (next === undefined || !isFree()) return;
      waiting.delete(next);
      next(take());
    },
  };

  return {
    supplier,
    close() {
      isClosed = true;
    },
    async emptied(msMax, isQuietEnough) {
      const until = performance.now() + msMax;
      while (!isEmpty(isQuietEnough) && performance.now() < until) await delay(LOOK_MS);
      return held.size;
    },
  };
}
