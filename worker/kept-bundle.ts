import { fileURLToPath } from 'node:url';
import { keptFile } from './kept-file.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the workflows are bundled from; they import nothing else of ours (.dependency-cruiser.cjs). */
const SOURCES = ['workflows', 'domain', 'worker/bundle.ts', 'package-lock.json'];

/**
 * The bundle of the workflows, made anew only where they have changed: it takes seconds of a start, and of each test file.
 * @param root where the sources are, and `.cache/workflows` beside them
 */
export async function kept(make: () => Promise<{ readonly code: string }>, root = ROOT): Promise<{ readonly code: string }> {
  const code = await keptFile({ root, folder: 'workflows', sources: SOURCES }, async () => (await make()).code);
  return { code: Buffer.from(code).toString('utf8') };
}
