import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Parts } from '../process/parts.ts';
import { StartError } from '../process/start-error.ts';
import { codeOf } from './data-dir.ts';
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from './temporal-server.ts';

// The embedded Temporal server for as long as the program runs: where it ends by itself it is started again on the same port, with
// the same file, so that whoever is connected finds it again. Nothing is lost meanwhile: commands wait in the store.

export interface EmbeddedTemporal {
  readonly address: string;
  readonly ui: string | null;
  /** Settles when it cannot be kept alive, with a sentence. */
  readonly gaveUp: Promise<string>;
}

export interface EmbeddedTemporalOptions extends Pick<TemporalServerOptions, 'cli' | 'namespace'> {
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Between two starts, ms; so many starts in a row may fail, or end within `STEADY_MS`. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000] as const;
const STEADY_MS = 60_000;

/** @throws StartError in one sentence with what to do */
export async function startEmbeddedTemporal(
  { cli, namespace, dataDir, logger }: EmbeddedTemporalOptions,
  parts: Parts,
): Promise<EmbeddedTemporal> {
  const { dbFile, logFile } = filesIn(dataDir);
  const options = { cli, namespace, dbFile, logFile, hasUi: true, preferredPort: 7233, preferredUiPort: 8233 };
  const logged = statOf(logFile)?.size ?? 0;
  let server = await startTemporalServer(options).catch((error: unknown) => {
    const damage = error instanceof StartError ? damageLogged(logFile, logged) : null;
    throw damage === null ? error : new StartError(`${dbFile} ${damage}: ${WHAT_TO_DO}`);
  });
  const { address, ui, port, uiPort } = server;
  const life = { isStopping: false };
  parts.add('temporal', () => {
    life.isStopping = true;
    return server.stop();
  });
  const again = async (): Promise<TemporalServer> => {
    server = await startTemporalServer({ ...options, fixedPorts: { port, uiPort } });
    if (life.isStopping) await server.stop();
    return server;
  };
  return { address, ui, gaveUp: keepAlive(server, again, { life, logger, logFile }) };
}

interface Keeping {
  readonly life: { readonly isStopping: boolean };
  readonly logger: Pick<Logger, 'warn'>;
  readonly logFile: string;
}

/** @returns when it is given up; never where the program stops first */
async function keepAlive(first: TemporalServer, again: () => Promise<TemporalServer>, { life, logger, logFile }: Keeping): Promise<string> {
  let server: TemporalServer | null = first;
  for (let failures = 0; ; ) {
    const since = performance.now();
    await server?.ended;
    if (life.isStopping) return new Promise(() => undefined);
    failures = server !== null && performance.now() - since > STEADY_MS ? 0 : failures;
    const pause = PAUSES_MS[failures];
    if (pause === undefined) return `The Temporal server ended, and could not be started again: its log is ${logFile}.`;
    if (server !== null) logger.warn({ pauseMs: pause }, 'the Temporal server ended: it is started again');
    await delay(pause, undefined, { ref: false });
    if (life.isStopping) return new Promise(() => undefined);
    failures += 1;
    server = await again().catch(() => null);
  }
}

const WHAT_TO_DO =
  'restore the data directory as a whole from a backup, or move temporal.db (with -wal and -shm) away: open orders go on from the database.';

const filesIn = (dataDir: string) => ({ dbFile: join(dataDir, 'temporal.db'), logFile: join(dataDir, 'temporal.log') });

const SQLITE = 'SQLite format 3\0';

/**
 * Looks at the server's file before anything is opened.
 * @throws StartError in one sentence with what to do
 */
export function refuseDamagedTemporal(dataDir: string): void {
  const { dbFile, logFile } = filesIn(dataDir);
  for (const file of [dbFile, logFile]) {
    const there = statOf(file);
    if (there !== null && !there.isFile()) throw new StartError(`${file} is not a file, and Temporal's belongs there: move it away.`);
  }
  if ((statOf(dbFile)?.size ?? 0) === 0) return;
  let head: string;
  try {
    head = firstBytes(dbFile, SQLITE.length);
  } catch (error) {
    throw new StartError(`${dbFile} cannot be read (${codeOf(error)}): give it back to the user who starts the program, mode 0600.`);
  }
  if (head !== SQLITE) throw new StartError(`${dbFile} is damaged, or no database of Temporal's: ${WHAT_TO_DO}`);
}

function firstBytes(file: string, length: number): string {
  const open = openSync(file, 'r+');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.toString('latin1', 0, readSync(open, bytes, 0, length, 0));
  } finally {
    closeSync(open);
  }
}

/** What the server said of its file since then, in our words. */
function damageLogged(logFile: string, from: number): string | null {
  const said = readFileSync(logFile).subarray(from).toString('utf8');
  if (/malformed|not a database|corrupt/i.test(said)) return 'is damaged';
  if (/no such table|no such column|schema version/i.test(said)) return 'is no database of this Temporal’s';
  if (/readonly|read-only/i.test(said)) return 'cannot be written';
  return null;
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;
