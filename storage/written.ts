import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Written {
  readonly length: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

class TooMany extends Error {}

/**
 * Writes bytes to a new file as they come, never whole in memory.
 * @returns null where there are more than `lengthMax`; reading stopped at the first of them
 */
export async function writtenTo(file: string, bytes: Readable, lengthMax: number): Promise<Written | null> {
  const hash = createHash('sha256');
  let length = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      hash.update(chunk);
      done(length > lengthMax ? new TooMany() : null, chunk);
    },
  });
  try {
    await pipeline(bytes, measure, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof TooMany) return null;
    throw error;
  }
  return { length, sha256: hash.digest('hex') };
}
