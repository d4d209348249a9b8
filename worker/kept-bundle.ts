import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the workflows are bundled from; they import nothing else of ours (.dependency-cruiser.cjs). */
const SOURCES = ['workflows', 'domain', 'worker/bundle.ts', 'package-lock.json'];

/**
 * A bundle that is made anew only where something that it is made from has changed: it takes seconds of a start, and of each test
 * file. Kept by the hash of its sources, one at a time; where it cannot be kept it is made each time.
 * @param root where the sources are, and `.cache/workflows` beside them
 */
export async function kept(make: () => Promise<{ readonly code: string }>, root = ROOT): Promise<{ readonly code: string }> {
  const keptIn = join(root, '.cache', 'workflows');
  const name = `${await hashOfSources(root)}.js`;
  const found = await readFile(join(keptIn, name), 'utf8').catch(() => null);
  if (found !== null) return { code: found };
  const { code } = await make();
  await keep(keptIn, name, code).catch(() => undefined);
  return { code };
}

async function keep(keptIn: string, name: string, code: string): Promise<void> {
  await mkdir(keptIn, { recursive: true });
  const others = (await readdir(keptIn)).filter((other) => other.endsWith('.js') && other !== name);
  const unfinished = join(keptIn, `${randomUUID()}.tmp`);
  await writeFile(unfinished, code);
  await rename(unfinished, join(keptIn, name));
  await Promise.all(others.map((other) => rm(join(keptIn, other), { force: true })));
}

async function hashOfSources(root: string): Promise<string> {
  const hash = createHash('sha256').update(root);
  for (const source of SOURCES) {
    for (const file of await filesOf(root, source)) hash.update(`\n${file}\n`).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

async function filesOf(root: string, source: string): Promise<readonly string[]> {
  if (/\.\w+$/.test(source)) return [source];
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return files.toSorted();
}
