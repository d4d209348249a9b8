import type { Recorded } from '../recorded.ts';
import { DESK, EVERYONE, isOwn, mayRead, type Reader, readable, type Table, type TextRow, type Who } from './readers.ts';
import type { PrivateData } from './redaction.ts';

type AnyEvent = Recorded<string> & { readonly type: string; readonly data: object };

/** What every event has. `words` is gone when an event is stored. */
export const RECORDED: Table<Recorded<string>> = {
  sequence: EVERYONE,
  at: EVERYONE,
  actor: EVERYONE,
  // And whoever gave it. It says nothing by itself; but it is in the event's hash, and keeps short texts from being guessed by it
  // (store/event-log/chain.ts).
  commandId: { orNull: DESK },
  command: EVERYONE,
  step: EVERYONE,
  because: EVERYONE,
  warnings: EVERYONE,
  words: [],
  occurredAt: EVERYONE,
};

/** Who reads what of the events of one kind of log: the event at all, its facts, its texts. */
export interface EventReaders<E extends AnyEvent> {
  readonly seenBy: (event: E) => Who;
  readonly facts: Readonly<Record<E['type'], Readonly<Record<string, Who>>>>;
  readonly texts: (event: E) => Readonly<Record<string, TextRow>>;
}

/** An event as somebody may read it. */
export interface Seen<E> {
  /** With the facts that the reader may read, and without the command's id where the reader may not know it. */
  readonly event: E;
  readonly texts: PrivateData | null;
  /** Fields of `texts` that are as they were recorded; of others there are the readable lines, or nothing. */
  readonly wholeTexts: ReadonlySet<string>;
  /** All of its facts are there; its texts lie beside it. */
  readonly isWholeEvent: boolean;
}

/** @returns null where the event itself is not for this reader */
export function seenEvent<E extends AnyEvent>(
  { seenBy, facts, texts: textRows }: EventReaders<E>,
  { event, texts }: { readonly event: E; readonly texts: PrivateData | null },
  reader: Reader,
): Seen<E> | null {
  if (!mayRead(reader, seenBy(event))) return null;
  const rows = facts[event.type as E['type']] ?? {};
  const data = Object.fromEntries(Object.entries(event.data).filter(([fact]) => isReadable(rows, fact, reader)));
  const read = Object.entries(texts ?? {}).map(([field, text]) => readText(textRows(event), field, text, reader));
  const shown = read.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value] as const]));
  return {
    event: { ...recorded(event, reader), data },
    texts: shown.length > 0 ? Object.fromEntries(shown) : null,
    wholeTexts: new Set(read.flatMap(({ field, isWhole }) => (isWhole ? [field] : []))),
    isWholeEvent: Object.keys(data).length === Object.keys(event.data).length,
  };
}

function recorded<E extends AnyEvent>(event: E, reader: Reader): E {
  const shown = readable<AnyEvent>(event, { ...RECORDED, type: EVERYONE, data: EVERYONE }, reader) as E;
  return isOwn(reader, event.actor) ? { ...shown, commandId: event.commandId } : shown;
}

function isReadable(rows: Readonly<Record<string, Who>>, field: string, reader: Reader): boolean {
  const row = Object.hasOwn(rows, field) ? rows[field] : undefined;
  return row !== undefined && mayRead(reader, row);
}

interface ReadText {
  readonly field: string;
  readonly value: unknown;
  readonly isWhole: boolean;
}

function readText(rows: Readonly<Record<string, TextRow>>, field: string, text: unknown, reader: Reader): ReadText {
  const row = Object.hasOwn(rows, field) ? rows[field] : undefined;
  if (row === undefined) return { field, value: undefined, isWhole: false };
  if (typeof row === 'string' || Array.isArray(row)) {
    const isWhole = mayRead(reader, row as Who);
    return { field, value: isWhole ? text : undefined, isWhole };
  }
  const lines = Object.entries(text as object);
  const kept = lines.filter(([line]) => isReadable(row as Readonly<Record<string, Who>>, line, reader));
  return { field, value: kept.length > 0 ? Object.fromEntries(kept) : undefined, isWhole: kept.length === lines.length };
}
