import { chmodSync, type Dirent, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../process/start-error.ts';

// The data directory holds names, addresses and keys: it is its owner's alone, and so is all that lies in it.

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** Rights of a group and of everybody else. */
const OTHERS = 0o077;

/** What this process makes from now on is its owner's alone: also what PGlite and the Temporal server make, which ask for more. */
export function keepToOwner(): void {
  process.umask(OTHERS);
}

/**
 * Makes the directory where it is missing.
 * @returns its real path
 * @throws StartError
 */
export function makeDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: FOLDER_MODE });
    return realpathSync(dataDir);
  } catch (error) {
    const isFile = ['EEXIST', 'ENOTDIR'].includes(codeOf(error));
    throw new StartError(
      isFile
        ? `DATA_DIR ${dataDir} is a file, or lies below one: choose a directory that this user may write.`
        : `DATA_DIR ${dataDir} cannot be used (${codeOf(error)}): choose a directory that this user may write.`,
    );
  }
}

const FOLDERS = ['documents', 'mailbox'] as const;
const FILES = ['run.json', 'link-key'] as const;

/**
 * Before anything in it is opened: it becomes its owner's alone, and what lies in it is of the kind that belongs there.
 * @throws StartError in one sentence with what to do
 */
export function prepareDataDir(dataDir: string): void {
  closeToOthers(dataDir);
  for (const [names, isFolder] of [[FOLDERS, true] as const, [FILES, false] as const]) {
    for (const name of names) {
      const there = statSync(join(dataDir, name), { throwIfNoEntry: false });
      if (there !== undefined && there.isDirectory() !== isFolder)
        throw new StartError(`${join(dataDir, name)} is not a ${isFolder ? 'folder' : 'file'}, and one belongs there: move it away.`);
    }
  }
}

/**
 * Takes everybody else's rights from the directory and from all that lies in it; links are left as they are.
 * @throws StartError where that is not ours to do
 */
export function closeToOthers(folder: string): void {
  if (process.platform === 'win32') return;
  close(folder, FOLDER_MODE);
  for (const entry of entriesOf(folder)) {
    const inside = join(folder, entry.name);
    if (entry.isDirectory()) closeToOthers(inside);
    else if (!entry.isSymbolicLink()) close(inside, FILE_MODE);
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new StartError(`${folder} cannot be read (${codeOf(error)}): give it back to the user who starts the program, mode 0700.`);
  }
}

function close(path: string, mode: number): void {
  try {
    if (lstatSync(path).mode & OTHERS) chmodSync(path, mode);
  } catch (error) {
    // What a server beside us removes while we look is nobody's any more.
    if (codeOf(error) === 'ENOENT') return;
    throw new StartError(
      `${path} is open to other users, and this one may not change that (${codeOf(error)}): give it to the user who starts the program, mode 0700.`,
    );
  }
}

export const codeOf = (error: unknown): string =>
  // Not by `instanceof Error`: an error of Node's own modules is of another realm where the program runs inside one (jest).
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
