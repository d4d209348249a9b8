import { setTimeout as delay } from 'node:timers/promises';

/**
 * `work`, one at a time and at most once in `ms`, however many ask. Each gets an answer that was begun after it asked, so nobody is told
 * what is over; only who asks in a crowd waits.
 */
export function spaced<T>(ms: number, work: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let begunAt = Number.NEGATIVE_INFINITY;
  const begin = async (): Promise<T> => {
    await last.catch(() => undefined);
    const early = begunAt + ms - performance.now();
    if (early > 0) await delay(early);
    begunAt = performance.now();
    next = null;
    const made = work();
    last = made;
    return made;
  };
  return () => {
    next ??= begin();
    return next;
  };
}
