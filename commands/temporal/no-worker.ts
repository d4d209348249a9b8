/** Temporal answers, and nobody takes work from it: commands wait. */
export class NoWorker extends Error {
  override readonly name = 'NoWorker';
}
