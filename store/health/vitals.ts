import { isLasting, type Trouble, troubleOf } from './trouble.ts';

/** What the use of the store tells of its state, whoever uses it. */
export interface Vitals {
  /** When something was last written, by `performance.now()`; null: nothing was yet. */
  wroteAt(): number | null;
  /** What the last statements failed with that was no fault of their own; null: nothing since the store was last found well. */
  trouble(): Trouble | null;
}

export interface KeptVitals extends Vitals {
  wrote(): void;
  failed(error: unknown): void;
  /** Everything was looked at and is well. */
  foundWell(): void;
}

/** A damage that one statement met is believed for this long, though what is looked at is whole. */
const LASTS_MS = 60_000;

export function keepVitals(now: () => number = () => performance.now()): KeptVitals {
  let wroteAt: number | null = null;
  let met: { readonly trouble: Trouble; readonly at: number } | null = null;
  return {
    wroteAt: () => wroteAt,
    trouble: () => met?.trouble ?? null,
    wrote: () => {
      wroteAt = now();
    },
    failed: (error) => {
      const trouble = troubleOf(error);
      if (trouble !== null) met = { trouble, at: now() };
    },
    foundWell: () => {
      if (met !== null && (!isLasting(met.trouble) || now() - met.at > LASTS_MS)) met = null;
    },
  };
}
