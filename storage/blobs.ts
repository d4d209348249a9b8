import type { Readable } from 'node:stream';

/** Bytes by the hash of what they are: the same bytes are kept once, and what is kept cannot become something else. */
export interface Blobs {
  /** An existing folder for bytes on their way; what a killed process left there is nobody's. */
  readonly incoming: string;
  /**
   * Keeps the file's bytes under its SHA-256 (hex); whole known bytes are left as they are. The file stays the caller's.
   * @throws StorageUnavailable where they cannot be kept
   */
  keep(sha256: string, file: string): Promise<void>;
  /** Nothing where there are none. @throws StorageUnavailable */
  remove(sha256: string): Promise<void>;
  /** @returns null where there are none @throws StorageUnavailable */
  open(sha256: string): Promise<Readable | null>;
}

/** The storage does not answer, refuses us, or is full. Whether bytes were kept is unknown; sending them again is safe. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** Whatever the storage fails with, callers see one error; the cause is for the log. */
export async function reachingStorage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new StorageUnavailable('the storage of documents does not answer', { cause });
  }
}
