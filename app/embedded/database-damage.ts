import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32c } from './crc32c.ts';
import { codeOf } from './data-dir.ts';

// What can be seen of a damaged PGlite folder before it is opened. PGlite itself ends in an abort without a reason, or never ends:
// without its catalogs it turns in a circle and holds the whole process. Layouts as in PostgreSQL 18: src/include/catalog/pg_control.h,
// src/include/access/xlogrecord.h, src/backend/utils/cache/relmapper.c.

/** The major version that this program's PGlite has. */
const POSTGRES = '18';

const FOLDERS = ['base', 'global', 'pg_multixact', 'pg_wal', 'pg_xact'] as const;
const FILES = ['postgresql.conf', 'global/pg_control', 'global/pg_filenode.map'] as const;

const CONTROL = { BYTES: 8_192, CHECKPOINT_AT: 32, TIMELINE_AT: 48, CRC_AT: 292 } as const;
const SEGMENT_BYTES = 16 * 1_024 * 1_024;
const PAGE_BYTES = 8_192;
const RECORD = { HEADER_BYTES: 24, CRC_AT: 20, BYTES_MAX: 1_024 } as const;

/**
 * @param folder of the database; it is there
 * @returns what is wrong in a few words, for the end of a sentence; null where nothing can be seen
 */
export function damageIn(folder: string): string | null {
  try {
    return notAFolder(folder) ?? otherVersion(folder) ?? missingPart(folder) ?? damagedControl(folder) ?? damagedMap(folder);
  } catch (error) {
    const path = typeof error === 'object' && error !== null && 'path' in error ? String(error.path) : folder;
    return `${path} cannot be read (${codeOf(error)})`;
  }
}

function notAFolder(folder: string): string | null {
  return statSync(folder).isDirectory() ? null : 'it is a file, not a folder';
}

function otherVersion(folder: string): string | null {
  if (statOf(join(folder, 'PG_VERSION')) === null) return 'PG_VERSION is missing';
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version === POSTGRES) return null;
  return /^\d{1,3}(\.\d{1,3})?$/.test(version)
    ? `it was made by PostgreSQL ${version}, and this program has ${POSTGRES}`
    : 'PG_VERSION names no version';
}

function missingPart(folder: string): string | null {
  const folders = FOLDERS.filter((name) => !statOf(join(folder, name))?.isDirectory());
  const files = FILES.filter((name) => !statOf(join(folder, name))?.isFile());
  const missing = [...folders, ...files];
  if (missing.length > 0) return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
  const databases = readdirSync(join(folder, 'base')).filter((name) => /^\d+$/.test(name));
  return databases.length === 0 ? 'base is empty' : null;
}

/** The control file, and the checkpoint that it names in the log. */
function damagedControl(folder: string): string | null {
  const control = readFileSync(join(folder, 'global/pg_control'));
  const { BYTES, CRC_AT, CHECKPOINT_AT, TIMELINE_AT } = CONTROL;
  if (control.length !== BYTES || crc32c(control.subarray(0, CRC_AT)) !== control.readUInt32LE(CRC_AT))
    return 'global/pg_control is damaged';
  const at = control.readBigUInt64LE(CHECKPOINT_AT);
  const segment = at / BigInt(SEGMENT_BYTES);
  const name = [BigInt(control.readUInt32LE(TIMELINE_AT)), segment / 256n, segment % 256n].map(asHex).join('');
  const file = join(folder, 'pg_wal', name);
  if (statOf(file)?.size !== SEGMENT_BYTES) return `pg_wal/${name} is missing or cut off`;
  return isRecord(readFileSync(file), Number(at % BigInt(SEGMENT_BYTES))) ? null : `pg_wal/${name} is damaged`;
}

const asHex = (value: bigint): string => value.toString(16).toUpperCase().padStart(8, '0');

/** Whether a record of the log is whole. One that goes over a page's end is left to the database. */
function isRecord(log: Buffer, at: number): boolean {
  const length = log.readUInt32LE(at);
  if (length < RECORD.HEADER_BYTES || length > RECORD.BYTES_MAX) return false;
  if ((at % PAGE_BYTES) + length > PAGE_BYTES) return true;
  const record = log.subarray(at, at + length);
  return crc32c(record.subarray(RECORD.HEADER_BYTES), record.subarray(0, RECORD.CRC_AT)) === record.readUInt32LE(RECORD.CRC_AT);
}

/** Where the catalogs lie, of the cluster and of each database. */
function damagedMap(folder: string): string | null {
  const databases = readdirSync(join(folder, 'base')).filter((name) => /^\d+$/.test(name));
  for (const place of ['global', ...databases.map((name) => join('base', name))]) {
    const map = join(place, 'pg_filenode.map');
    if (statOf(join(folder, map)) === null) return `${map} is missing`;
    const bytes = readFileSync(join(folder, map));
    if (bytes.length < 8 || crc32c(bytes.subarray(0, -4)) !== bytes.readUInt32LE(bytes.length - 4)) return `${map} is damaged`;
  }
  return null;
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;
