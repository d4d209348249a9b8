import type { Actor } from '../shared/actor.ts';
import type { Warning } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { NewEvent, OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

export interface Stamp {
  readonly state: OrderState;
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string | null;
  readonly command: OrderEvent['command'];
  readonly step: number;
  readonly because: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly words?: Readonly<Record<string, string>>;
  readonly occurredAt?: string;
}

/** Gives a new event its number and time. Times in the log never go back, whatever was received when. */
export function stamp(
  made: NewEvent,
  { state, at, actor, commandId, command, step, because, warnings, words, occurredAt }: Stamp,
): OrderEvent {
  return {
    ...made,
    sequence: state.sequence + 1,
    at: Math.max(at, state.updatedAt),
    actor,
    commandId,
    command,
    step,
    because,
    ...(warnings && warnings.length > 0 ? { warnings } : {}),
    ...(words ? { words } : {}),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  } as OrderEvent;
}
