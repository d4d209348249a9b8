import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

const BYTES = 32;

/** The key of signed links as all processes of a deployment share it: from a secret of any form. */
export function sharedLinkKey(secret: string): Uint8Array {
  return createHash('sha256').update(`holdfast-links:${secret}`, 'utf8').digest();
}

/** The key of signed links: made once and kept in the data directory, whose lock is held. Whoever loses it makes sent links void. */
export function ownLinkKey(dataDir: string): Uint8Array {
  const file = join(dataDir, 'link-key');
  try {
    writeFileSync(file, randomBytes(BYTES), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file);
  if (key.length !== BYTES) throw new StartError(`${file} is not a key of ${BYTES} bytes: restore it, or remove it to make a new one.`);
  return key;
}
