import type { Recorded } from '../recorded.ts';
import { iso } from '../time.ts';
import type { Reader } from './readers.ts';
import type { PrivateData } from './redaction.ts';
import { type EventReaders, seenEvent } from './seen.ts';

/** An event beside its link of the hash chain. */
export interface Linked<E> {
  readonly event: E;
  readonly texts: PrivateData | null;
  readonly previousHash: string;
  readonly hash: string;
}

type AnyEvent = Recorded<string> & { readonly type: string; readonly data: object };

export type TimelineLine<E extends AnyEvent> = ReturnType<typeof lineOf<E>>;

/**
 * One line of a timeline: who did what, when and why, with the link of the hash chain.
 * @returns null where the event is not for this reader: its number is missing then
 */
export function seenLine<E extends AnyEvent>(readers: EventReaders<E>, linked: Linked<E>, reader: Reader): TimelineLine<E> | null {
  const seen = seenEvent(readers, linked, reader);
  return seen && lineOf<E>({ ...linked, event: seen.event, texts: seen.texts });
}

function lineOf<E extends AnyEvent>({ event, texts, previousHash, hash }: Linked<E>) {
  const { sequence, at, type, actor, command, commandId, because, data, warnings, occurredAt } = event;
  return {
    sequence,
    at: iso(at),
    type: type as E['type'],
    actor,
    command: command as E['command'],
    commandId,
    because,
    data: data as E['data'],
    ...(warnings ? { warnings } : {}),
    ...(texts ? { texts } : {}),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    previousHash,
    hash,
  };
}
