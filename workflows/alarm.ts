import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** A timer is re-armed when it fires too early, so any bound serves; this one keeps far deadlines within what a timer can hold. */
const SLEEP_MS_MAX = 400 * 86_400_000;

/**
 * The one timer of an order. It is armed for the nearest deadline and armed anew only when a nearer one appears: a timer that
 * fires for nothing costs less than one that is cancelled and started at every step.
 */
export class Alarm {
  #armedFor = Number.POSITIVE_INFINITY;
  #scope: CancellationScope | null = null;
  #rang = false;

  hasRung(): boolean {
    return this.#rang;
  }

  /** Arms for `due` (workflow time, ms) unless an armed timer rings before it. */
  armFor(due: number, now: number): void {
    if (due >= this.#armedFor) return;
    this.#scope?.cancel();
    this.#armedFor = due;
    const wait = Math.min(Math.max(due - now, 1), SLEEP_MS_MAX);
    const scope = new CancellationScope();
    this.#scope = scope;
    // The promise is watched here, not awaited: the main loop looks at `hasRung`.
    void scope
      .run(() => sleep(wait))
      .then(
        () => this.#ring(scope),
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  /** Whether it would ring only after `due`, or is not armed at all. */
  isLaterThan(due: number): boolean {
    return due < this.#armedFor;
  }

  /** Back to silence, ready to be armed. */
  reset(): void {
    this.#rang = false;
  }

  #ring(scope: CancellationScope): void {
    if (this.#scope !== scope) return;
    this.#scope = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
    this.#rang = true;
  }
}
