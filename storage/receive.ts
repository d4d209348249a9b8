import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileTypeFromFile } from 'file-type';
import type { Blobs } from './blobs.ts';
import { writtenTo } from './written.ts';

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

async function written(bytes: AsyncIterable<Buffer>, file: string, { sha256, contentLength }: Expected): Promise<Flaw | null> {
  const came = await writtenTo(file, Readable.from(bytes), contentLength);
  if (came === null || came.length !== contentLength) return 'size';
  return came.sha256 === sha256 ? null : 'hash';
}

async function isOfType(file: string, contentType: string): Promise<boolean> {
  return (await fileTypeFromFile(file))?.mime === contentType;
}
