import { statfsSync } from 'node:fs';

/** A log file of PostgreSQL is 16 MB, and PGlite comes to a halt for good where it finds no room for the next one. */
const BYTES_MIN = 20 * 1_024 * 1_024;

/** In the words of a database that has no room for a row. */
class DiskFull extends Error {
  override readonly name = 'DiskFull';
  readonly code = '53100';
}

const WRITES = /^\s*(?:insert|update|delete|with|create|alter)\b/i;

/** Runs a statement of the database in that folder; where its disk is all but full, one that writes is refused in the database's place. */
export function roomFirst<V, R>(
  folder: string,
  query: (text: string, values: readonly V[]) => Promise<R>,
): (text: string, values: readonly V[]) => Promise<R> {
  return async (text, values) => {
    if (WRITES.test(text)) {
      const { bavail, bsize } = statfsSync(folder);
      if (bavail * bsize < BYTES_MIN) throw new DiskFull('the disk is full');
    }
    return query(text, values);
  };
}
