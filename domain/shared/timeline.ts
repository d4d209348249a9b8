import type { Recorded } from './recorded.ts';
import type { PrivateData } from './redaction.ts';
import { iso } from './time.ts';

/** An event beside its link of the hash chain. */
export interface Linked<E> {
  readonly event: E;
  readonly texts: PrivateData | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** One line of a timeline: who did what, when and why, with the link of the hash chain. */
export function timelineLine<S extends string, E extends Recorded<S> & { readonly type: string; readonly data: unknown }>({
  event,
  texts,
  previousHash,
  hash,
}: Linked<E>) {
  const { sequence, at, type, actor, command, commandId, because, data, warnings, occurredAt } = event;
  return {
    sequence,
    at: iso(at),
    type: type as E['type'],
    actor,
    command,
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
