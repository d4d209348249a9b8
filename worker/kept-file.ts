import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

export interface Kept {
  readonly root: string;
  /** Below `.cache/` of the root: it belongs to this file alone. */
  readonly folder: string;
  /** Files and folders below the root that the file is made from. */
  readonly sources: readonly string[];
}

/**
 * A file that takes long to make, made anew only where something that it is made from has changed. Kept by the hash of its
 * sources, one at a time; where it cannot be kept it is made each time.
 */
export async function keptFile({ root, folder, sources }: Kept, make: () => Promise<string | Uint8Array>): Promise<Uint8Array> {
  const keptIn = join(root, '.cache', folder);
  const name = await hashOf(root, sources);
  const found = await readFile(join(keptIn, name)).catch(() => null);
  if (found !== null) return found;
  const made = await make();
  await keep(keptIn, name, made).catch(() => undefined);
  return typeof made === 'string' ? Buffer.from(made) : made;
}

/** Written beside, then renamed: another process that looks finds the whole file or none. */
async function keep(keptIn: string, name: string, made: string | Uint8Array): Promise<void> {
  await mkdir(keptIn, { recursive: true });
  const others = (await readdir(keptIn)).filter((other) => !other.endsWith(UNFINISHED) && other !== name);
  const unfinished = join(keptIn, `${randomUUID()}${UNFINISHED}`);
  await writeFile(unfinished, made);
  await rename(unfinished, join(keptIn, name));
  await Promise.all(others.map((other) => rm(join(keptIn, other), { force: true })));
}

const UNFINISHED = '.tmp';

async function hashOf(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(root);
  for (const source of sources) {
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
