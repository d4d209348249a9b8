import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blobs, reachingStorage } from './blobs.ts';

/** Longer than any upload takes: what is older belongs to nobody who lives. */
const INCOMING_MS_MAX = 24 * 3_600_000;

export interface FolderUse {
  /** Other processes use the folder as well. */
  readonly isShared?: boolean;
}

/**
 * A folder, one file for each hash. A file appears whole, by its rename, or not at all; halves that a killed process left are
 * cleared away here: at once where this process is alone, after a day where others may be writing them.
 */
export function folderBlobs(folder: string, { isShared = false }: FolderUse = {}): Blobs {
  const arrivals = join(folder, 'incoming');
  if (isShared) removeOld(arrivals);
  else rmSync(arrivals, { recursive: true, force: true });
  const incoming = isShared ? join(arrivals, randomUUID()) : arrivals;
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  return {
    incoming,
    keep: (sha256, file) => reachingStorage(() => kept(file, pathOf(sha256), incoming)),
    remove: (sha256) => reachingStorage(() => rm(pathOf(sha256), { force: true })),
    open: (sha256) =>
      reachingStorage(async () => {
        const path = pathOf(sha256);
        return (await sizeOf(path)) === null ? null : createReadStream(path);
      }),
  };
}

function removeOld(arrivals: string): void {
  mkdirSync(arrivals, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(arrivals)) {
    const path = join(arrivals, name);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changedAt > INCOMING_MS_MAX) rmSync(path, { recursive: true, force: true });
  }
}

async function kept(file: string, path: string, incoming: string): Promise<void> {
  const { size } = await stat(file);
  // Of another length it is no longer what was kept (a disk that failed, a hand in the folder): the same bytes mend it.
  if ((await sizeOf(path)) === size) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const half = join(incoming, randomUUID());
  try {
    await copyFile(file, half);
    await synced(half);
    await rename(half, path);
    await synced(dirname(path));
  } finally {
    await rm(half, { force: true });
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
