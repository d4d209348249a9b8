import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { StartError } from '../process/start-error.ts';
import { codeOf, makeDataDir } from './data-dir.ts';
import { ask, type Holder, listenAt } from './lock-socket.ts';

// Contract of the lock
// 1. Two processes on one PGlite directory lose commits, so the lock must never be held twice, and never outlive its holder.
// 2. It has several names, and who misses one of them holds nothing: a socket in the directory, which everybody sees who sees the
//    directory; on Linux also two names of the kernel's own, which nobody can remove: one of the directory itself (its inode,
//    wherever it is moved), one of its path (whatever is put there in its place).
// 3. Taking is atomic: we listen under a name of our own and link it to the lock's name, which fails where that exists.
// 4. A socket that refuses connections is stale. It is renamed away before it is removed, and looked at again: if somebody took the
//    lock in between, the name we moved is theirs and goes back.
// 5. Who connects is told who holds the lock. No answer within the limit is still "held": a stopped process keeps its lock.
// 6. The holder looks every second. A name that was removed is made again; where the directory or the lock is another one by now,
//    it is lost, and what the holder still writes by path would hit what is not its own: it must end at once.

export interface DataDirLock {
  /** Settles when the lock is lost, with a sentence on how. */
  readonly lost: Promise<string>;
  release(): Promise<void>;
}

/** A unix socket's path must fit into 104 bytes on macOS, 108 on Linux, with its closing zero. */
const SOCKET_PATH_BYTES_MAX = 103;
const TRIES_MAX = 5;
const LOOK_EVERY_MS = 1_000;

/**
 * Takes the data directory (made where missing) for this process until `release` or its death.
 * @throws StartError naming the pid and the start of the process that holds it, or why the directory cannot be used
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const real = makeDataDir(dataDir);
  const servers: Server[] = [];
  try {
    for (const name of kernelNames(real)) servers.push(await listenAlone(name, dataDir));
    if (process.platform === 'win32') return { lost: new Promise(() => undefined), release: () => closeAll(servers, null) };
    const path = socketPath(real);
    servers.push(await takeSocket(path, dataDir));
    return held(real, path, servers, dataDir);
  } catch (error) {
    await closeAll(servers, null);
    throw error;
  }
}

/** Names that go with their process and that nobody can remove. */
function kernelNames(real: string): readonly string[] {
  if (process.platform === 'win32') return [`\\\\.\\pipe\\holdfast-${hashOf(real.toLowerCase())}`];
  if (process.platform !== 'linux') return [];
  const { dev, ino } = statSync(real);
  return [`\0holdfast-${hashOf(`${dev}:${ino}`)}`, `\0holdfast-${hashOf(real)}`];
}

async function listenAlone(name: string, dataDir: string): Promise<Server> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      return await listenAt(name);
    } catch {
      const holder = await ask(name);
      if (holder !== 'nobody') throw heldBy(dataDir, holder);
    }
  }
  throw heldBy(dataDir, null);
}

/** In the directory itself where the path fits (absolute, else relative), otherwise in the temporary folder under the path's hash. */
export function socketPath(realDataDir: string, cwd: string = process.cwd()): string {
  const room = SOCKET_PATH_BYTES_MAX - '.12345678'.length;
  const direct = join(realDataDir, 'lock.sock');
  const fitting = [direct, relative(cwd, direct)].find((path) => Buffer.byteLength(path) <= room);
  return fitting ?? join(tmpdir(), `holdfast-${hashOf(realDataDir)}.sock`);
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

async function takeSocket(path: string, dataDir: string): Promise<Server> {
  const own = `${path}.${randomBytes(4).toString('hex')}`;
  const server = await listenAt(own).catch((error: unknown) => {
    throw new StartError(
      `DATA_DIR ${dataDir} cannot be used (${codeOf(error)}): choose a directory on a local disk that this user may write.`,
    );
  });
  try {
    chmodSync(own, 0o600);
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (takeName(own, path)) return server;
      await removeIfStale(path, dataDir);
    }
    throw new StartError(`${dataDir} could not be locked: several programs try to take it at the same moment; start one of them again.`);
  } catch (error) {
    await closeAll([server], null);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function takeName(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || statOf(path) !== null) return false;
  }
  try {
    renameSync(own, path); // a file system without hard links to sockets: not atomic, still right unless two start in the same moment
    return true;
  } catch (error) {
    throw new StartError(`The lock ${path} cannot be made (${codeOf(error)}): choose a DATA_DIR on a local disk.`);
  }
}

async function removeIfStale(path: string, dataDir: string): Promise<void> {
  const before = statOf(path);
  const holder = await ask(path);
  if (holder !== 'nobody') throw heldBy(dataDir, holder);
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else cleared it away; the next try tells
  }
  const moved = statOf(aside);
  if (before !== null && moved !== null && moved.ino === before.ino && moved.mtimeMs === before.mtimeMs)
    rmSync(aside, { force: true, recursive: true });
  else renameSync(aside, path);
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;

function held(real: string, path: string, servers: Server[], dataDir: string): DataDirLock {
  const directory = identity(real);
  let own = identity(path);
  let isLooking = false;
  let lose = (_why: string): void => {};
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  const look = async (): Promise<void> => {
    if (identity(real) !== directory) return lose(`DATA_DIR ${dataDir} was moved, removed or replaced while the program ran.`);
    const seen = identity(path);
    if (seen === own) return;
    if (seen !== null) return lose(`The lock of DATA_DIR ${dataDir} was taken by another program.`);
    servers.push(await takeSocket(path, dataDir));
    own = identity(path);
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => {
        if (error instanceof StartError && identity(path) !== null) lose(error.message);
      })
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    lost,
    release: () => {
      clearInterval(timer);
      return closeAll(servers, identity(path) === own ? path : null);
    },
  };
}

/** Which file or directory it is, by whatever name; null where there is none. */
function identity(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

function heldBy(dataDir: string, holder: Holder | null): StartError {
  const who = holder === null ? 'another process, which does not say its number' : `process ${holder.pid}, running since ${holder.since}`;
  return new StartError(`${dataDir} is in use by ${who}: stop that one first, or choose another DATA_DIR (and PORT).`);
}

async function closeAll(servers: readonly Server[], path: string | null): Promise<void> {
  if (path !== null) rmSync(path, { force: true });
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve()))));
}
