import type { Readable } from 'node:stream';

/** Bytes by the hash of what they are: the same bytes are kept once, and what is kept cannot become something else. */
export interface Blobs {
  /** Keeps the file's bytes under its SHA-256 (hex); known bytes are left as they are. @throws where they cannot be kept */
  keep(sha256: string, file: string): Promise<void>;
  /** @returns null where there are none */
  open(sha256: string): Promise<Readable | null>;
}
