import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Beside the program: tests and what was made, fetched or written down here. Names with a dot are that as well. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'test', 'docs', 'examples', 'bench', 'dist', 'coverage']);

/** One change to a source: `find` is there exactly once, or the version cannot be made. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export interface Version {
  /** A checkout of its own, with the packages of this one. */
  readonly root: string;
  remove(): Promise<void>;
}

/**
 * Another version of the program: this checkout's sources with small changes, and new files.
 * @throws where the text that an edit looks for is not there exactly once: the sources have moved on, and the edit has to follow
 */
export async function makeVersion(edits: readonly Edit[], files: Readonly<Record<string, string>> = {}): Promise<Version> {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-version-'));
  const parts = (await readdir(ROOT)).filter((one) => !LEFT_OUT.has(one) && !one.startsWith('.'));
  for (const one of parts) await cp(join(ROOT, one), join(root, one), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'dir');
  for (const { file, find, put } of edits) {
    const source = await readFile(join(root, file), 'utf8');
    const found = source.split(find).length - 1;
    if (found !== 1) throw new Error(`${file}: "${find}" is there ${found} times, not once`);
    await writeFile(
      join(root, file),
      source.replace(find, () => put),
    );
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
  return { root, remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}
