import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, realpathSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { StartError } from './start-error.ts';

// Contract of the lock
// 1. Two processes on one PGlite directory lose commits, so the lock must never be held twice, and never outlive its holder.
// 2. The lock is a socket somebody listens on. The kernel closes it with its process, whatever ended that: no pid that may be another's.
// 3. Taking is atomic: we listen under a name of our own and link it to the lock's name, which fails where that exists.
// 4. A socket that refuses connections is stale. It is renamed away before it is removed, and looked at again: if somebody took the
//    lock in between, the name we moved is theirs and goes back.
// 5. Who connects is told who holds the lock. No answer within the limit is still "held": a stopped process keeps its lock.

export interface DataDirLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** RFC 3339 */
  readonly since: string;
}

/** A unix socket's path must fit into 104 bytes on macOS, 108 on Linux, with its closing zero. */
const SOCKET_PATH_BYTES_MAX = 103;
const ANSWER_MS_MAX = 1_000;
const TRIES_MAX = 5;

/**
 * Takes the data directory (made where missing) for this process until `release` or its death.
 * @throws StartError naming the pid and the start of the process that holds it, or why the directory cannot be used
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const real = makeDirectory(dataDir);
  if (process.platform === 'win32') return lockPipe(real, dataDir);
  const path = socketPath(real);
  const own = `${path}.${randomBytes(4).toString('hex')}`;
  const server = await listen(own, dataDir);
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (takeName(own, path)) return { release: () => close(server, path) };
      await removeIfStale(path, dataDir);
    }
    throw new StartError(`${dataDir} could not be locked: several programs try to take it at the same moment; start one of them again.`);
  } catch (error) {
    await close(server, null);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function makeDirectory(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (error) {
    throw new StartError(`DATA_DIR ${dataDir} cannot be used (${codeOf(error)}): choose a directory that this user may write.`);
  }
}

/** In the directory itself where the path fits (absolute, else relative), otherwise in the temporary folder under the path's hash. */
export function socketPath(realDataDir: string, cwd: string = process.cwd()): string {
  const room = SOCKET_PATH_BYTES_MAX - '.12345678'.length;
  const direct = join(realDataDir, 'lock.sock');
  const fitting = [direct, relative(cwd, direct)].find((path) => Buffer.byteLength(path) <= room);
  return fitting ?? join(tmpdir(), `holdfast-${hashOf(realDataDir)}.sock`);
}

const hashOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 24);

/** Windows has no stale pipes: the name is gone with its process. */
async function lockPipe(real: string, dataDir: string): Promise<DataDirLock> {
  const path = `\\\\.\\pipe\\holdfast-${hashOf(real.toLowerCase())}`;
  const server = await listen(path, dataDir).catch(async () => {
    const holder = await ask(path);
    throw heldBy(dataDir, holder === 'nobody' ? null : holder);
  });
  return { release: () => close(server, null) };
}

function listen(path: string, dataDir: string): Promise<Server> {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()); // who asked and left is no concern of ours
    socket.end(`${JSON.stringify(holder)}\n`);
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new StartError(
          `DATA_DIR ${dataDir} cannot be used (${codeOf(error)}): choose a directory on a local disk that this user may write.`,
        ),
      ),
    );
    server.listen(path, () => resolve(server));
  });
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
  if (before !== null && moved !== null && moved.ino === before.ino && moved.mtimeMs === before.mtimeMs) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;

/** Who listens: a holder, null where it does not say, 'nobody' where the name is stale or gone. */
function ask(path: string): Promise<Holder | null | 'nobody'> {
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection(path);
    const done = (answer: Holder | null | 'nobody'): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS_MAX, () => done(null));
    socket.on('error', (error) => done(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error)) ? 'nobody' : null));
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('end', () => done(readHolder(text)));
  });
}

function readHolder(text: string): Holder | null {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null || !('pid' in given) || !('since' in given)) return null;
    return typeof given.pid === 'number' && typeof given.since === 'string' ? { pid: given.pid, since: given.since } : null;
  } catch {
    return null;
  }
}

function heldBy(dataDir: string, holder: Holder | null): StartError {
  const who = holder === null ? 'another process, which does not say its number' : `process ${holder.pid}, running since ${holder.since}`;
  return new StartError(`${dataDir} is in use by ${who}: stop that one first, or choose another DATA_DIR (and PORT).`);
}

function close(server: Server, path: string | null): Promise<void> {
  if (path !== null) rmSync(path, { force: true });
  return new Promise((resolve) => server.close(() => resolve()));
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
