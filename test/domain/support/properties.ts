import fc from 'fast-check';

/** `HOLDFAST_DEEP=1` looks twenty times as far. */
export const isDeep = process.env['HOLDFAST_DEEP'] === '1';

/** A fixed seed can be given to repeat a failure; else each run has its own, which a failure prints. */
const SEED = process.env['HOLDFAST_SEED'] === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(process.env['HOLDFAST_SEED']);

/** Checks a property; the report of a failure names seed and path. */
export function properties<T>(property: fc.IRawProperty<T>, numRuns: number): void {
  // Synchronous properties only: nothing is left to wait for.
  void fc.assert(property, { seed: SEED, numRuns: isDeep ? numRuns * 20 : numRuns, endOnFailure: false });
}
