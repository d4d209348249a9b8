// Goal: bytes are kept under their hash, whole or not at all, in a folder and in a bucket alike.
// Method: the same expectations of both; the bucket is that of an S3 server in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Blobs } from '../../storage/blobs.ts';
import { folderBlobs } from '../../storage/folder.ts';
import { receiveBytes } from '../../storage/receive.ts';
import { s3Blobs } from '../../storage/s3.ts';
import { PDF } from '../api/support/bytes.ts';
import { eventually } from '../support/eventually.ts';

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const expected = { sha256: sha(PDF), contentLength: PDF.length, contentType: 'application/pdf' };

function keepsBytes(open: () => Blobs): void {
  it('has nothing under a hash that nobody kept', async () => {
    expect(await open().open('f'.repeat(64))).toBeNull();
  });

  it.each([
    ['size', { contentLength: PDF.length + 1 }],
    ['hash', { sha256: 'e'.repeat(64) }],
    ['type', { contentType: 'image/png' }],
  ] as const)('keeps nothing of what differs from its announcement by its %s', async (flaw, more) => {
    const wanted = { ...expected, ...more };
    expect(await receiveBytes(open(), Readable.from([PDF]), wanted)).toBe(flaw);
    expect(await open().open(wanted.sha256)).toBeNull();
  });

  it('gives back what it was given, however it came and however often', async () => {
    for (const chunks of [[PDF], [PDF.subarray(0, 7), PDF.subarray(7)]])
      expect(await receiveBytes(open(), Readable.from(chunks), expected)).toBeNull();
    const bytes = await open().open(expected.sha256);
    expect(bytes && (await buffer(bytes)).equals(PDF)).toBe(true);
  });
}

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-blobs-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  keepsBytes(() => folderBlobs(join(folder, 'documents')));

  it('leaves no half file behind', async () => {
    const names = await readdir(folder, { recursive: true });
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(names.some((name) => name.endsWith(expected.sha256))).toBe(true);
  });
});

describe('a bucket', () => {
  let folder: string;
  let server: ChildProcess;
  let blobs: ReturnType<typeof s3Blobs>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-s3-'));
    const port = await freePort();
    const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');
    const args = [program, '-d', folder, '-a', '127.0.0.1', '-p', String(port), '-s', '--configure-bucket', 'holdfast'];
    server = spawn(process.execPath, args, { stdio: 'ignore' });
    const endpoint = `http://127.0.0.1:${port}`;
    await eventually('the S3 server answers', () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      ),
    );
    // As an operator gives them: by the environment.
    process.env['AWS_ACCESS_KEY_ID'] = 'S3RVER';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'S3RVER';
    blobs = s3Blobs({ bucket: 'holdfast', region: 'us-east-1', endpoint });
  });
  afterAll(async () => {
    blobs.close();
    const gone = new Promise((resolve) => void server.once('exit', resolve));
    server.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  });

  keepsBytes(() => blobs);
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
