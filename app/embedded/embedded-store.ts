import { existsSync, readdirSync, rmSync, type Stats, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OtherSchema } from '../../store/contract/errors.ts';
import { StartError } from '../process/start-error.ts';
import { closeToOthers, codeOf } from './data-dir.ts';
import { damageIn } from './database-damage.ts';

/** PGlite takes a log file of 16 MB at a time, and comes to a halt where there is no room for it. */
const START_BYTES_MIN = 24 * 1_024 * 1_024;
/** Of CPU, not of the clock, which says nothing on a busy machine; a log of a gigabyte is read again in less. */
const OPEN_CPU_MS_MAX = 90_000;

/** What is made after the database, and is therefore never there without it. */
const LATER = ['temporal.db', 'link-key'] as const;

/**
 * Opens the database in the data directory, whose lock is held: makes it on the first start, and never a second time.
 * @param open what opens the folder, and closes what it cannot use
 * @param cpuMsMax after which the whole process is ended with a sentence: PGlite may turn in a circle, and nothing else runs then
 * @throws StartError in one sentence with what to do; OtherSchema
 */
export async function openEmbedded<T>(dataDir: string, open: (folder: string) => Promise<T>, cpuMsMax = OPEN_CPU_MS_MAX): Promise<T> {
  const folder = join(dataDir, 'db');
  const unfinished = join(dataDir, 'db.unfinished');
  requireRoom(dataDir);
  // A first start that was ended in the middle: it has served nobody.
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true });
  const isNew = isVacant(folder);
  if (isNew) {
    refuseVanished(dataDir, folder);
    writeFileSync(unfinished, '', { mode: 0o600 });
  } else refuseDamaged(dataDir, folder);
  const watch = watchdog(`${cannotOpen(folder, 'it does not open, and keeps the processor busy')} ${whatToDo(dataDir)}`, cpuMsMax);
  try {
    const opened = await open(folder);
    rmSync(unfinished, { force: true });
    closeToOthers(folder);
    return opened;
  } catch (error) {
    if (error instanceof OtherSchema || error instanceof StartError) throw error;
    throw new StartError(`${cannotOpen(folder, reasonOf(error))} ${whatToDo(dataDir)}`, { cause: error });
  } finally {
    await watch.terminate();
  }
}

const cannotOpen = (folder: string, why: string): string => `The database in ${folder} cannot be opened, for ${why}:`;

const whatToDo = (dataDir: string): string => `restore ${dataDir} as a whole from a backup, or move it away to begin with an empty store.`;

function requireRoom(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  if (free < START_BYTES_MIN)
    throw new StartError(
      `The disk of DATA_DIR ${dataDir} is full (${megabytes(free)} MB free, ${megabytes(START_BYTES_MIN)} needed): make room, then start again.`,
    );
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1_048_576);

function isVacant(folder: string): boolean {
  const there = statOf(folder);
  if (there === null) return true;
  try {
    return there.isDirectory() && readdirSync(folder).length === 0;
  } catch {
    return false; // what cannot be read is named by `damageIn`
  }
}

/** An empty store in place of one that was there would take orders, and forget all that were taken. */
function refuseVanished(dataDir: string, folder: string): void {
  const later = LATER.find((name) => statOf(join(dataDir, name)) !== null);
  if (later === undefined) return;
  throw new StartError(
    `The database in ${folder} is gone, but ${later} beside it says that orders were served from here: restore db, or move all of ${dataDir} away to begin with an empty store (or set DATABASE_URL, where the orders are in a PostgreSQL).`,
  );
}

function refuseDamaged(dataDir: string, folder: string): void {
  const damage = damageIn(folder);
  if (damage !== null) throw new StartError(`The database in ${folder} cannot be used: ${damage}; ${whatToDo(dataDir)}`);
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === 'unknown error' ? 'its files are damaged' : `its files are damaged (${code})`;
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;

/** A thread of its own: what turns in a circle keeps every timer of this one from its turn. */
function watchdog(sentence: string, cpuMsMax: number): Worker {
  const code = `
    const { workerData: { sentence, cpuMsMax } } = require('node:worker_threads');
    const since = process.cpuUsage();
    setInterval(() => {
      const { user, system } = process.cpuUsage(since);
      if ((user + system) / 1e3 < cpuMsMax) return;
      try { require('node:fs').writeSync(2, sentence + '\\n'); } finally { process.kill(process.pid, 'SIGKILL'); }
    }, 250);`;
  const worker = new Worker(code, { eval: true, workerData: { sentence, cpuMsMax }, execArgv: [] });
  worker.on('error', () => undefined); // without it a start is as it was before there was one
  worker.unref();
  return worker;
}
