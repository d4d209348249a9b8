/** What was started, to be stopped in the reverse order; a part that does not stop does not keep the others from it. */
export class Parts {
  readonly #stops: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];

  add(name: string, stop: () => Promise<unknown>): void {
    this.#stops.push({ name, stop });
  }

  /** For a part that is stopped last, whatever was started before it. */
  addFirst(name: string, stop: () => Promise<unknown>): void {
    this.#stops.unshift({ name, stop });
  }

  /** @returns the names of the parts that failed to stop */
  async stop(): Promise<readonly string[]> {
    const failed: string[] = [];
    for (const { name, stop } of this.#stops.splice(0).reverse()) {
      await stop().catch(() => failed.push(name));
    }
    return failed;
  }
}

/** Starts what is made of parts. Where that fails, what was started by then is stopped. */
export async function startingParts<T>(start: (parts: Parts) => Promise<T>): Promise<T> {
  const parts = new Parts();
  try {
    return await start(parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
