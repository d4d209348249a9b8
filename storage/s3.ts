import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Blobs, reachingStorage } from './blobs.ts';

export interface S3Options {
  readonly bucket: string;
  /** Default: the SDK's, by its usual configuration. */
  readonly region?: string;
  /** Of a service that is S3-compatible; its buckets are addressed by path. */
  readonly endpoint?: string;
  /** How long the service may be silent, ms. */
  readonly silenceMs?: number;
}

const say = (): void => undefined;
const SILENT = { trace: say, debug: say, info: say, warn: say, error: say };

const CONNECT_MS_MAX = 5_000;
const SILENCE_MS_MAX = 30_000;

/** A bucket of S3 or of a compatible service; credentials come the SDK's usual way (environment, profile, role). */
export function s3Blobs({ bucket, region, endpoint, silenceMs = SILENCE_MS_MAX }: S3Options): Blobs & { close(): void } {
  const client = new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Compatible services do not all know the newer checksums; what is kept is checked by its own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Without limits a service that hangs would hold its callers for ever.
    // What went wrong is in the error; the SDK would write it past our log.
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_MS_MAX, socketTimeout: silenceMs },
  });
  const at = (sha256: string) => ({ Bucket: bucket, Key: `documents/${sha256}` });
  return {
    incoming: tmpdir(),
    keep: (sha256, file) =>
      reachingStorage(async () => {
        const { size } = await stat(file);
        const known = await present(() => client.send(new HeadObjectCommand(at(sha256))));
        if (known?.ContentLength === size) return;
        const bytes = createReadStream(file);
        try {
          await client.send(new PutObjectCommand({ ...at(sha256), Body: bytes, ContentLength: size }));
        } finally {
          // Where the service refuses, nobody has read it to its end.
          bytes.destroy();
        }
      }),
    remove: (sha256) => reachingStorage(async () => void (await client.send(new DeleteObjectCommand(at(sha256))))),
    open: (sha256) =>
      reachingStorage(async () => {
        const found = await present(() => client.send(new GetObjectCommand(at(sha256))));
        return found?.Body instanceof Readable ? found.Body : null;
      }),
    close: () => client.destroy(),
  };
}

/** Null where there is no such object; no such bucket is a service that is set up wrongly, not bytes that are not there. */
async function present<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const { name } = error as { readonly name?: string };
    if (name === 'NotFound' || name === 'NoSuchKey') return null;
    throw error;
  }
}
