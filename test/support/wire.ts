import { createServer, connect as open, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { protocol } from '@electric-sql/pglite';

// The wire between a client and its database: sees every statement, and makes one of them fail where it is told, once. The messages
// are changed, never the statement, so that client and server are the real ones, and so is what the server says.

export const POINTS = ['PARSE', 'BIND', 'EXECUTE', 'COMMIT'] as const;
export type Point = (typeof POINTS)[number];

/** Fails at commit and not before: the row that it names is missing then too. Made by whoever sets up the database. */
export const COMMIT_TRAP = [
  'create table wire_parent (id int primary key)',
  'create table wire_trap (id int references wire_parent deferrable initially deferred)',
];
const SPRING = 'insert into wire_trap values (1)';

const { serialize } = protocol;

export interface Wire {
  /** Statements without their comments, in the order in which they were first seen. */
  readonly seen: ReadonlySet<string>;
  forgetSeen(): void;
  /** The next time that this statement is sent, it fails there; one that the server keeps parsed is taken from it first. */
  arm(text: string, point: Point): void;
  readonly hasStruck: () => boolean;
  /** @returns whether it has struck */
  disarm(): boolean;
  /** What one connection's client sends, as it is to reach the server. */
  connection(hasStarted: boolean): (bytes: Uint8Array) => Uint8Array;
}

export function createWire(): Wire {
  const seen = new Set<string>();
  let armed: { readonly text: string; readonly point: Point } | null = null;
  let hasStruck = false;
  let kept: string | null = null;
  const isTaken = (text: string | null): boolean => {
    if (text === null || kept !== text) return false;
    kept = null;
    return true;
  };
  const strikes = (text: string | null, point: Point): boolean => {
    if (text === null || armed?.text !== text || armed.point !== point) return false;
    armed = null;
    hasStruck = true;
    return true;
  };
  return {
    seen,
    forgetSeen: () => seen.clear(),
    arm: (text, point) => {
      armed = { text, point };
      hasStruck = false;
      kept = point === 'PARSE' ? text : null;
    },
    hasStruck: () => hasStruck,
    disarm: () => {
      armed = null;
      return hasStruck;
    },
    connection: (hasStarted) => {
      const rewrite = rewriting({ see: (text) => void seen.add(text), strikes, isTaken });
      let isTyped = hasStarted;
      let rest: Uint8Array = new Uint8Array();
      return (bytes) => {
        const read = framesOf(Buffer.concat([rest, bytes]), isTyped);
        isTyped ||= read.frames.length > 0;
        rest = read.rest;
        return Buffer.concat(read.frames.flatMap(rewrite));
      };
    },
  };
}

interface Watch {
  readonly see: (text: string) => void;
  readonly strikes: (text: string | null, point: Point) => boolean;
  readonly isTaken: (text: string | null) => boolean;
}

function rewriting({ see, strikes, isTaken }: Watch): (frame: Uint8Array) => readonly Uint8Array[] {
  const names = new Map<string, string>();
  let current: string | null = null;
  const spring = [serialize.parse({ text: SPRING }), serialize.bind(), serialize.execute()];
  /** Before a `commit`, or it would come too late; after anything else, or it would be part of it. */
  const before = (): readonly Uint8Array[] => (isCommit(current) && strikes(current, 'COMMIT') ? spring : []);
  return (frame) => {
    const strings = Buffer.from(frame).subarray(5).toString('latin1').split('\0');
    switch (String.fromCharCode(frame[0] ?? 0)) {
      case 'P': {
        const [name = ''] = strings;
        const whole =
          Buffer.from(frame)
            .subarray(5 + name.length + 1)
            .toString('utf8')
            .split('\0')[0] ?? '';
        current = plain(whole);
        names.set(name, current);
        see(current);
        isTaken(current);
        return strikes(current, 'PARSE') ? [serialize.parse({ name, text: `${whole} %` })] : [...before(), frame];
      }
      case 'B': {
        const [, name = ''] = strings;
        current = names.get(name) ?? null;
        if (current !== null) see(current);
        if (isTaken(current)) return [serialize.close({ type: 'S', name }), frame];
        const first = before();
        return strikes(current, 'BIND') ? [serialize.bind({ statement: name, values: tooMany(frame) })] : [...first, frame];
      }
      case 'E':
        return strikes(current, 'EXECUTE') ? [serialize.execute({ portal: 'nowhere' })] : [frame];
      case 'S':
        return strikes(current, 'COMMIT') ? [...spring, frame] : [frame];
      case 'Q': {
        const text = strings[0] ?? '';
        current = plain(text);
        see(current);
        return [simple(text, strikes, current) ?? frame];
      }
      default:
        return [frame];
    }
  };
}

/** A statement without values goes in one message: it has no bind of its own, so its values fail where it is executed. */
function simple(text: string, strikes: Watch['strikes'], current: string): Uint8Array | null {
  if (strikes(current, 'PARSE')) return serialize.query(`${text} %`);
  if (strikes(current, 'BIND') || strikes(current, 'EXECUTE')) return serialize.query(`${text}; select 1 / 0`);
  if (strikes(current, 'COMMIT')) return serialize.query(isCommit(current) ? `${SPRING}; ${text}` : `${text}; ${SPRING}`);
  return null;
}

/** The same number of values with one that no text of the database may be, or one more than there are. */
function tooMany(bind: Uint8Array): string[] {
  const body = Buffer.from(bind).subarray(5);
  const formats = body.indexOf(0, body.indexOf(0) + 1) + 1;
  const values = body.readUInt16BE(formats + 2 + 2 * body.readUInt16BE(formats));
  return Array.from({ length: Math.max(values, 1) }, () => 'a\0b');
}

function isCommit(text: string | null): boolean {
  return text === 'commit';
}

function plain(text: string): string {
  return text.replace(/\s*\/\*.*?\*\/\s*/g, '');
}

/** Whole messages; the first one of a connection has no type. */
function framesOf(bytes: Buffer, hasStarted: boolean): { readonly frames: readonly Uint8Array[]; readonly rest: Uint8Array } {
  const frames: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const typed = hasStarted || frames.length > 0 ? 1 : 0;
    if (bytes.length < at + typed + 4) break;
    const end = at + typed + bytes.readInt32BE(at + typed);
    if (bytes.length < end) break;
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}

/** Puts the wire into a PGlite that is open. */
export function tapPglite(pglite: PGlite, wire: Wire): void {
  const through = wire.connection(true);
  const send = pglite.execProtocolStream.bind(pglite);
  pglite.execProtocolStream = (bytes, options) => send(through(bytes), options);
}

/** A way to a PostgreSQL through the wire. @returns its URL and how to end it */
export async function tapPostgres(url: string, wire: Wire): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const database = open(Number(port), hostname);
    const through = wire.connection(false);
    client.on('data', (bytes) => void database.write(through(bytes)));
    database.pipe(client);
    client.on('close', () => database.end());
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const tapped = new URL(url);
  tapped.hostname = '127.0.0.1';
  tapped.port = String(address.port);
  return {
    url: String(tapped),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
