import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

// A real PostgreSQL that is made for one run (a test file, a bench) and thrown away with it.

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 20_000;

export interface TestPostgres {
  readonly pid: number;
  /** Its `postgres` database, as a superuser. */
  readonly url: string;
  /** An empty database of its own on the same server. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Syncs to disk as a real one does, with ordinary caches; default false, for tests. */
  readonly isDurable?: boolean;
}

const HASTY = ['fsync=off', 'full_page_writes=off', 'shared_buffers=32MB'];
const DURABLE = ['fsync=on', 'full_page_writes=on', 'shared_buffers=128MB'];

/**
 * Starts a throwaway PostgreSQL on a free loopback port, as another user where this one is root (it refuses root).
 * @returns null where PostgreSQL is not installed
 * @throws where `CI` is set and it is not installed, or where it does not start
 */
export async function startPostgres({ isDurable = false }: PostgresOptions = {}): Promise<TestPostgres | null> {
  const programs = findPrograms();
  if (!programs) {
    if (process.env['CI']) throw new Error('PostgreSQL (initdb, postgres) is not installed: in CI nothing is skipped');
    return null;
  }
  const user = unprivileged();
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-pg-'));
  await chmod(directory, 0o700);
  if (user) await chown(directory, user.uid, user.gid);
  try {
    const data = join(directory, 'data');
    const made = spawnSync(programs.initdb, ['-D', data, '-U', 'holdfast', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...user,
      cwd: directory,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
    return await startServer({ postgres: programs.postgres, directory, user, settings: isDurable ? DURABLE : HASTY });
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

export function findPrograms(): { readonly initdb: string; readonly postgres: string } | null {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(packaged, version, 'bin')),
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  const folder = folders.find((each) => each && existsSync(join(each, 'initdb')) && existsSync(join(each, 'postgres')));
  return folder === undefined ? null : { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

function unprivileged(): User | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no other user (postgres, nobody) to run it as');
}

// The shell in between ends the server and removes its directory when its standard input closes: also when the tests were killed.
const WRAPPER = `
trap '' INT TERM HUP
dir="$1"; shift
( trap - INT TERM HUP; exec "$@" ) >"$dir/log" 2>&1 </dev/null &
cat >/dev/null
kill -INT $! 2>/dev/null
wait $!
cd / && rm -rf "$dir"
`;

interface User {
  readonly uid: number;
  readonly gid: number;
}

interface Starting {
  readonly postgres: string;
  readonly directory: string;
  readonly user: User | null;
  readonly settings: readonly string[];
}

async function startServer({ postgres, directory, user, settings: own }: Starting): Promise<TestPostgres> {
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'max_connections=120', ...own].flatMap((setting) => ['-c', setting]);
  const server = spawn(
    '/bin/sh',
    ['-c', WRAPPER, 'sh', directory, postgres, '-D', join(directory, 'data'), '-p', String(port), '-k', directory, ...settings],
    { ...user, cwd: directory, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  // Not to keep the tests' process: when that ends, the pipe closes and the shell stops the server.
  server.unref();
  if (server.stdin instanceof Socket) server.stdin.unref();
  const url = `postgres://holdfast@127.0.0.1:${port}/postgres`;
  const stop = (): Promise<void> => stopServer(server, directory);
  try {
    await answering(url, join(directory, 'log'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: server.pid ?? -1, database: () => createDatabase(url), stop };
}

/** Closing its input is all it takes; the shell waits for the server and clears up behind it. */
async function stopServer(server: ChildProcess, directory: string): Promise<void> {
  const gone = server.exitCode !== null ? Promise.resolve() : new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  server.stdin?.end();
  const late = new AbortController();
  await Promise.race([
    gone,
    delay(STOP_MS_MAX, undefined, { signal: late.signal }).then(() => {
      throw new Error('the test PostgreSQL does not stop');
    }),
  ]);
  late.abort();
  await rm(directory, { recursive: true, force: true });
}

async function answering(url: string, log: string): Promise<void> {
  const until = Date.now() + START_MS_MAX;
  for (;;) {
    const problem = await once(url, 'select 1').then(
      () => null,
      (error: unknown) => error,
    );
    if (problem === null) return;
    const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
    if (Date.now() > until || /could not (create|bind)/.test(said)) throw new Error(`PostgreSQL does not start: ${said.slice(-1000)}`);
    await delay(50);
  }
}

async function createDatabase(url: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await once(url, `create database ${name}`);
  return url.replace(/\/postgres$/, `/${name}`);
}

/** One statement on a connection of its own, for what a store does not do. */
export async function once(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // Unheard, a server that stops would end the test process.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
