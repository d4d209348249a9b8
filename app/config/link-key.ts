import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../embedded/data-dir.ts';
import { StartError } from '../process/start-error.ts';

const BYTES = 32;

/** The key that signs links, then those that signed before and still count. */
export type LinkKeys = readonly [Uint8Array, ...Uint8Array[]];

/** The keys of signed links as all processes of a deployment share them: from secrets of any form. */
export function sharedLinkKeys(secret: string, previous: string | null): LinkKeys {
  return previous === null ? [keyOf(secret)] : [keyOf(secret), keyOf(previous)];
}

function keyOf(secret: string): Uint8Array {
  return createHash('sha256').update(`holdfast-links:${secret}`, 'utf8').digest();
}

/**
 * The key of signed links: made once and kept in the data directory, whose lock is held; then the one before it, where there is a
 * `link-key.previous`. Whoever loses them makes sent links void.
 */
export function ownLinkKeys(dataDir: string): LinkKeys {
  const file = join(dataDir, 'link-key');
  try {
    writeFileSync(file, randomBytes(BYTES), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw unusable(file, error);
  }
  return keysIn(file);
}

/** @throws StartError where there is a key that cannot be used */
export function refuseDamagedLinkKeys(dataDir: string): void {
  const file = join(dataDir, 'link-key');
  if (existsSync(file)) keysIn(file);
}

function keysIn(file: string): LinkKeys {
  const previous = `${file}.previous`;
  return existsSync(previous) ? [keyIn(file), keyIn(previous)] : [keyIn(file)];
}

function keyIn(file: string): Uint8Array {
  let key: Buffer;
  try {
    key = readFileSync(file);
  } catch (error) {
    throw unusable(file, error);
  }
  if (key.length !== BYTES)
    throw new StartError(
      `${file} is not a key of ${BYTES} bytes: restore it, or remove it to make a new one, which makes the links that were sent void.`,
    );
  return key;
}

const unusable = (file: string, error: unknown): StartError =>
  new StartError(`${file} cannot be used (${codeOf(error)}): give it to the user who starts the program, mode 0600.`);
