import type { PrivateData } from '../shared/redaction.ts';
import { iso } from '../shared/time.ts';
import type { OrderEvent } from './events.ts';

/** One line of the timeline: who did what, when and why, with the link of the hash chain. */
export function timelineEntry({
  event,
  texts,
  previousHash,
  hash,
}: {
  readonly event: OrderEvent;
  readonly texts: PrivateData | null;
  readonly previousHash: string;
  readonly hash: string;
}) {
  const { sequence, at, type, actor, command, commandId, because, data, warnings, occurredAt } = event;
  return {
    sequence,
    at: iso(at),
    type,
    actor,
    command,
    commandId,
    because,
    data,
    ...(warnings ? { warnings } : {}),
    ...(texts ? { texts } : {}),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    previousHash,
    hash,
  };
}

export type TimelineEntry = ReturnType<typeof timelineEntry>;
