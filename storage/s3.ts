import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Blobs } from './blobs.ts';

export interface S3Options {
  readonly bucket: string;
  /** Default: the SDK's, by its usual configuration. */
  readonly region?: string;
  /** Of a service that is S3-compatible; its buckets are addressed by path. */
  readonly endpoint?: string;
}

/** A bucket of S3 or of a compatible service; credentials come the SDK's usual way (environment, profile, role). */
export function s3Blobs({ bucket, region, endpoint }: S3Options): Blobs & { close(): void } {
  const client = new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Compatible services do not all know the newer checksums; what is kept is checked by its own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (sha256: string) => ({ Bucket: bucket, Key: `documents/${sha256}` });
  return {
    async keep(sha256, file) {
      if (await present(() => client.send(new HeadObjectCommand(at(sha256))))) return;
      const { size } = await stat(file);
      await client.send(new PutObjectCommand({ ...at(sha256), Body: createReadStream(file), ContentLength: size }));
    },
    async open(sha256) {
      const found = await present(() => client.send(new GetObjectCommand(at(sha256))));
      return found?.Body instanceof Readable ? found.Body : null;
    },
    close: () => client.destroy(),
  };
}

async function present<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const { name, $metadata: about } = error as { readonly name?: string; readonly $metadata?: { readonly httpStatusCode?: number } };
    if (name === 'NotFound' || name === 'NoSuchKey' || about?.httpStatusCode === 404) return null;
    throw error;
  }
}
