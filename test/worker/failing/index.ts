/** A bug in the code of a workflow: its task fails, and is tried again until the code is mended. */
export async function serviceOrder(): Promise<void> {
  throw new TypeError('a bug');
}

export async function claim(): Promise<void> {
  throw new TypeError('a bug');
}
