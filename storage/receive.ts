import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import type { Blobs } from './blobs.ts';

export interface Expected {
  readonly sha256: string;
  readonly contentLength: number;
  readonly contentType: string;
}

/** What is wrong with the bytes; nothing of them is kept then. */
export type Flaw = 'size' | 'type' | 'hash';

/**
 * Takes bytes as they come, never whole in memory, and keeps them only where size, hash and the type that they show are as
 * announced. Reading stops at the first byte too many.
 */
export async function receiveBytes(blobs: Blobs, bytes: AsyncIterable<Buffer>, expected: Expected): Promise<Flaw | null> {
  const file = join(blobs.incoming, `upload-${randomUUID()}`);
  try {
    const flaw = (await written(bytes, file, expected)) ?? ((await isOfType(file, expected.contentType)) ? null : 'type');
    if (flaw === null) await blobs.keep(expected.sha256, file);
    return flaw;
  } finally {
    await rm(file, { force: true });
  }
}

class TooMany extends Error {}

async function written(bytes: AsyncIterable<Buffer>, file: string, { sha256, contentLength }: Expected): Promise<Flaw | null> {
  const hash = createHash('sha256');
  let length = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      hash.update(chunk);
      done(length > contentLength ? new TooMany() : null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(bytes), measure, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    if (error instanceof TooMany) return 'size';
    throw error;
  }
  if (length !== contentLength) return 'size';
  return hash.digest('hex') === sha256 ? null : 'hash';
}

async function isOfType(file: string, contentType: string): Promise<boolean> {
  return (await fileTypeFromFile(file))?.mime === contentType;
}
