// Goal: bytes are kept whole under their hash or not at all, wherever they are kept, and a storage that fails says so.
// Method: one suite over the folder and over a real S3 server in a process of its own; then what only one of them can suffer.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Blobs, StorageUnavailable } from '../../storage/blobs.ts';
import { folderBlobs } from '../../storage/folder.ts';
import { receiveBytes } from '../../storage/receive.ts';
import { s3Blobs } from '../../storage/s3.ts';
import { PDF, PNG } from '../api/support/bytes.ts';
import { isS3Installed, S3_KEY, startS3, type TestS3 } from '../support/s3.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'holdfast-blobs-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function fileOf(bytes: Buffer): Promise<string> {
  const file = join(scratch, randomUUID());
  await writeFile(file, bytes);
  return file;
}

async function read(blobs: Blobs, sha256: string): Promise<Buffer | null> {
  const stream = await blobs.open(sha256);
  return stream && buffer(stream);
}

async function* inPieces(bytes: Buffer, size = 10): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A PDF that nobody else has. */
function newPdf(): Buffer {
  return Buffer.concat([PDF, randomBytes(100)]);
}

const announced = (bytes: Buffer, contentType = 'application/pdf') => ({
  sha256: hashOf(bytes),
  contentLength: bytes.length,
  contentType,
});

async function uploadsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('upload-'));
}

function keepsBytes(open: () => Blobs): void {
  it('gives back what was kept, byte for byte', async () => {
    const blobs = open();
    const bytes = randomBytes(6 * 1024 * 1024);
    await blobs.keep(hashOf(bytes), await fileOf(bytes));
    expect((await read(blobs, hashOf(bytes)))?.equals(bytes)).toBe(true);
  });

  it('has nothing under a hash that it was not given', async () => {
    expect(await open().open('0'.repeat(64))).toBeNull();
  });

  it('takes the same bytes again, also from many sides at once, and leaves the file to its owner', async () => {
    const blobs = open();
    const bytes = randomBytes(200_000);
    const file = await fileOf(bytes);
    await Promise.all(Array.from({ length: 8 }, () => blobs.keep(hashOf(bytes), file)));
    await blobs.keep(hashOf(bytes), file);
    expect((await read(blobs, hashOf(bytes)))?.equals(bytes)).toBe(true);
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });

  it('is mended by the same bytes where what it had was cut short', async () => {
    const blobs = open();
    const bytes = randomBytes(1_000);
    await blobs.keep(hashOf(bytes), await fileOf(bytes.subarray(0, 400)));
    await blobs.keep(hashOf(bytes), await fileOf(bytes));
    expect((await read(blobs, hashOf(bytes)))?.equals(bytes)).toBe(true);
  });

  it('keeps what comes as announced, and leaves nothing on the way', async () => {
    const blobs = open();
    const bytes = newPdf();
    expect(await receiveBytes(blobs, inPieces(bytes), announced(bytes))).toBeNull();
    expect((await read(blobs, hashOf(bytes)))?.equals(bytes)).toBe(true);
    expect(await uploadsIn(blobs.incoming)).toEqual([]);
  });

  it.each([
    ['size', 'a byte too few', (bytes: Buffer) => bytes.subarray(1)],
    ['size', 'a byte too many', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['hash', 'other bytes', (bytes: Buffer) => Buffer.concat([bytes.subarray(1), Buffer.from('x')])],
  ])('keeps nothing for its %s where there is %s', async (flaw, _what, change) => {
    const blobs = open();
    const bytes = newPdf();
    expect(await receiveBytes(blobs, inPieces(change(bytes)), announced(bytes))).toBe(flaw);
    expect(await blobs.open(hashOf(bytes))).toBeNull();
    expect(await uploadsIn(blobs.incoming)).toEqual([]);
  });

  it('keeps nothing whose bytes show another type, or none', async () => {
    const blobs = open();
    const text = randomBytes(50);
    expect(await receiveBytes(blobs, inPieces(PNG), announced(PNG, 'image/jpeg'))).toBe('type');
    expect(await receiveBytes(blobs, inPieces(text), announced(text))).toBe('type');
    expect(await blobs.open(hashOf(text))).toBeNull();
  });

  it('stops reading at the first byte too many', async () => {
    const blobs = open();
    let given = 0;
    async function* endless(): AsyncIterable<Buffer> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000);
      }
    }
    expect(await receiveBytes(blobs, endless(), announced(PDF))).toBe('size');
    // What is buffered between the two ends, and no more.
    expect(given).toBeLessThan(100);
  });

  it('keeps nothing where the sender goes away in the middle', async () => {
    const blobs = open();
    const bytes = newPdf();
    async function* broken(): AsyncIterable<Buffer> {
      yield bytes.subarray(0, 20);
      throw new Error('gone');
    }
    await expect(receiveBytes(blobs, broken(), announced(bytes))).rejects.toThrow('gone');
    expect(await blobs.open(hashOf(bytes))).toBeNull();
    expect(await uploadsIn(blobs.incoming)).toEqual([]);
  });
}

describe('a folder', () => {
  const folder = (): string => join(scratch, 'folder');
  let blobs: Blobs;
  beforeAll(() => {
    blobs = folderBlobs(folder());
  });

  keepsBytes(() => blobs);

  it('clears away what a killed process left half done, and nothing else', async () => {
    const own = join(scratch, 'left');
    const before = folderBlobs(own);
    const bytes = randomBytes(100);
    await before.keep(hashOf(bytes), await fileOf(bytes));
    await writeFile(join(before.incoming, 'half'), 'half');
    const after = folderBlobs(own);
    expect(await readdir(after.incoming)).toEqual([]);
    expect((await read(after, hashOf(bytes)))?.equals(bytes)).toBe(true);
  });

  it('keeps no half where the file cannot be read, and says that the storage failed', async () => {
    await expect(blobs.keep('f'.repeat(64), join(scratch, 'nothing'))).rejects.toThrow(StorageUnavailable);
    expect(await blobs.open('f'.repeat(64))).toBeNull();
    expect(await readdir(blobs.incoming)).toEqual([]);
  });

  it('says so where something else stands in its place', async () => {
    const own = folderBlobs(join(scratch, 'taken'));
    await mkdir(join(scratch, 'taken'), { recursive: true });
    await writeFile(join(scratch, 'taken', 'aa'), 'a file, not a folder');
    await expect(own.open('a'.repeat(64))).rejects.toThrow(StorageUnavailable);
    await expect(own.keep('a'.repeat(64), await fileOf(PDF))).rejects.toThrow(StorageUnavailable);
  });

  it('mends a file that was cut by hand', async () => {
    const bytes = randomBytes(500);
    const sha256 = hashOf(bytes);
    await blobs.keep(sha256, await fileOf(bytes));
    await truncate(join(folder(), sha256.slice(0, 2), sha256), 10);
    await blobs.keep(sha256, await fileOf(bytes));
    expect((await read(blobs, sha256))?.equals(bytes)).toBe(true);
  });
});

describe('a bucket', () => {
  if (!isS3Installed()) {
    console.warn('skipped: the S3 server (s3rver) is not installed');
    it.skip('skipped: the S3 server is not installed', () => {});
    return;
  }
  const environment = { ...process.env };
  let server: TestS3;
  const opened: { close(): void }[] = [];
  const bucket = (change: object = {}) => {
    const blobs = s3Blobs({ bucket: server.bucket, endpoint: server.endpoint, region: 'us-east-1', ...change });
    opened.push(blobs);
    return blobs;
  };
  beforeAll(async () => {
    Object.assign(process.env, S3_KEY, { AWS_EC2_METADATA_DISABLED: 'true' });
    server = await startS3();
  });
  afterAll(async () => {
    for (const blobs of opened) blobs.close();
    process.env = environment;
    await server.stop();
  });

  keepsBytes(() => bucket());

  it('says that the storage failed where there is no such bucket: that is no document that is not there', async () => {
    await expect(bucket({ bucket: 'elsewhere' }).open('a'.repeat(64))).rejects.toThrow(StorageUnavailable);
    await expect(bucket({ bucket: 'elsewhere' }).keep('a'.repeat(64), await fileOf(PDF))).rejects.toThrow(StorageUnavailable);
  });

  it('says so where our key is refused', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'another';
    const blobs = bucket();
    await expect(blobs.keep('a'.repeat(64), await fileOf(PDF))).rejects.toThrow(StorageUnavailable);
    Object.assign(process.env, S3_KEY);
  });

  it('says so where nobody listens, and where somebody listens and is silent', async () => {
    const silent = createServer((socket) => void socket.resume().on('error', () => undefined));
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const waiting = bucket({ endpoint, silenceMs: 100 });
    await expect(waiting.open('a'.repeat(64))).rejects.toThrow(StorageUnavailable);
    waiting.close();
    await new Promise<void>((resolve) => void silent.close(() => resolve()));
    await expect(bucket({ endpoint }).open('a'.repeat(64))).rejects.toThrow(StorageUnavailable);
  });
});
