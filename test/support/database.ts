import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Client } from 'pg';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';

// Databases for tests: PGlite in memory, and a real PostgreSQL that is made for one test file and thrown away with it.

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 20_000;

export interface TestPostgres {
  /** Its `postgres` database, as a superuser. */
  readonly url: string;
  /** An empty database of its own on the same server. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a throwaway PostgreSQL on a free loopback port, as another user where this one is root (it refuses root).
 * @returns null where PostgreSQL is not installed
 * @throws where `CI` is set and it is not installed, or where it does not start
 */
export async function startPostgres(): Promise<TestPostgres | null> {
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
    return await startServer(programs.postgres, directory, user);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

type Open = () => Promise<Store>;

/**
 * Runs a suite on PGlite in memory and on PostgreSQL. Each `open()` gives an empty store of its own, closed at the end of the suite.
 * @param suite is given `open` and the engine's name
 */
export function describeEachEngine(name: string, suite: (open: Open, engine: 'PGlite' | 'PostgreSQL') => void): void {
  describe(`${name} on PGlite`, () =>
    suite(
      opening(async () => undefined),
      'PGlite',
    ));
  describePostgres(name, (database) => suite(opening(database), 'PostgreSQL'));
}

/** Runs a suite on PostgreSQL alone; `database()` gives the URL of an empty database. Skips visibly where it is not installed. */
export function describePostgres(name: string, suite: (database: () => Promise<string>) => void): void {
  describe(`${name} on PostgreSQL`, () => {
    if (!findPrograms() && !process.env['CI']) {
      console.warn(`${name}: skipped on PostgreSQL, which is not installed`);
      it.skip('skipped: PostgreSQL is not installed', () => {});
      return;
    }
    sharers += 1;
    let postgres: TestPostgres | null = null;
    beforeAll(async () => {
      shared ??= startPostgres();
      postgres = await shared;
    }, START_MS_MAX);
    suite(() => postgres?.database() ?? Promise.reject(new Error('PostgreSQL was not started')));
    // Defined after those of the suite, and so called after them.
    afterAll(async () => {
      sharers -= 1;
      if (sharers === 0) await postgres?.stop();
    }, STOP_MS_MAX);
  });
}

// One server for all suites of a test file; the last suite stops it. Where suites are filtered out, it ends with the process.
let shared: Promise<TestPostgres | null> | null = null;
let sharers = 0;

function opening(database: () => Promise<string | undefined>): Open {
  const opened: Store[] = [];
  afterAll(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return async () => {
    const store = await openStore({ databaseUrl: await database() });
    opened.push(store);
    return store;
  };
}

function findPrograms(): { readonly initdb: string; readonly postgres: string } | null {
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

async function startServer(postgres: string, directory: string, user: User | null): Promise<TestPostgres> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=120',
    'shared_buffers=32MB',
  ].flatMap((setting) => ['-c', setting]);
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
  return { url, database: () => createDatabase(url), stop };
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
