import { StoreUnavailable, sqlStateOf } from '../contract/errors.ts';

/** What is wrong with the store itself, as against one request's own mistake. */
export interface Trouble {
  /** What was looked at: whether it answers, has room, takes a write, and whether its tables are whole. */
  readonly check: 'answer' | 'room' | 'write' | 'tables';
  /** One sentence for whoever runs the program: no statement, no value, no address. */
  readonly detail: string;
}

const DETAILS: readonly (readonly [pattern: RegExp, trouble: Trouble])[] = [
  [/^53100$/, { check: 'room', detail: 'The disk of the database is full.' }],
  [/^53...$/, { check: 'room', detail: 'The database is out of memory or connections.' }],
  [/^58...$/, { check: 'write', detail: 'The database cannot read or write its own files.' }],
  [/^25006$/, { check: 'write', detail: 'The database is read-only.' }],
  [/^XX00[12]$/, { check: 'tables', detail: 'A table or an index of the database is damaged.' }],
  [/^(42P01|42703|3F000)$/, { check: 'tables', detail: 'A table or a column of the database is missing.' }],
  [/^42501$/, { check: 'tables', detail: 'The database refuses the program its tables.' }],
  [/^(28...|3D000)$/, { check: 'answer', detail: 'The database refuses the login.' }],
];

const SILENT: Trouble = { check: 'answer', detail: 'The database does not answer.' };

/** @returns null where the error is no sign of the store's state: a value that it refused, a conflict, a bug of ours */
export function troubleOf(error: unknown): Trouble | null {
  const isSilent = error instanceof StoreUnavailable;
  const code = sqlStateOf(isSilent ? error.cause : error);
  const found = code === null ? undefined : DETAILS.find(([pattern]) => pattern.test(code))?.[1];
  return found ?? (isSilent ? SILENT : null);
}

/** @param table at whose turn it happened, where that is known */
export function canaryTrouble(error: unknown, table?: string): Trouble {
  const found = troubleOf(error) ?? { check: 'write', detail: 'The database refuses a write.' };
  return table === undefined || found.check === 'answer' || found.check === 'room'
    ? found
    : { ...found, detail: found.detail.replace(/\.$/, ` (${table}).`) };
}

/** A damaged page may be met again at any time, though the next statement goes well. */
export const isLasting = (trouble: Trouble): boolean => trouble.check === 'tables';
