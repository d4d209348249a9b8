import { createConnection, createServer, type Server } from 'node:net';
import { codeOf } from './data-dir.ts';

// A lock that is a socket somebody listens on: whoever connects is told who that is. The kernel closes it with its process,
// whatever ended that, so there is no number of a process in it that may be another's by now.

export interface Holder {
  readonly pid: number;
  /** RFC 3339 */
  readonly since: string;
}

const ANSWER_MS_MAX = 1_000;

/** @throws what the system says: EADDRINUSE where somebody listens under that name */
export function listenAt(path: string): Promise<Server> {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()); // who asked and left is no concern of ours
    socket.end(`${JSON.stringify(holder)}\n`);
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** Who listens: a holder, null where it does not say, 'nobody' where the name is stale or gone. */
export function ask(path: string): Promise<Holder | null | 'nobody'> {
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
