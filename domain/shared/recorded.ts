import type { Actor } from './actor.ts';
import type { Warning } from './deciding/refusal.ts';
import type { Instant } from './time.ts';

/**
 * What every event in a log has beside its kind and facts.
 * @template S what it can come from: a command's name, `deadline`, …
 */
export interface Recorded<S extends string> {
  readonly sequence: number;
  readonly at: Instant;
  readonly actor: Actor;
  /** The command it came from, whose row holds the free text; null for timers. */
  readonly commandId: string | null;
  readonly command: S;
  /** Which command of a batch, from 0. */
  readonly step: number;
  /** Ids of the rules that led to it, most important first. */
  readonly because: readonly string[];
  /** On the first event of a command: what its caller should know. */
  readonly warnings?: readonly Warning[];
  /** Text that came with a signal, which has no row of its own; the store moves it out of the event. */
  readonly words?: Readonly<Record<string, string>>;
  /** The device's word on when it happened; decisions go by the server's time. */
  readonly occurredAt?: string;
}

/** Where an event came from: all of `Recorded` but its number, and the state that gives it one. */
export interface Stamp<S extends string> {
  readonly state: { readonly sequence: number; readonly updatedAt: Instant };
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string | null;
  readonly command: S;
  readonly step: number;
  readonly because: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly words?: Readonly<Record<string, string>>;
  readonly occurredAt?: string;
}

/** Gives a new event its number and time. Times in the log never go back, whatever was received when. */
export function stamped<E extends object, S extends string>(
  made: E,
  { state, at, actor, commandId, command, step, because, warnings, words, occurredAt }: Stamp<S>,
): E & Recorded<S> {
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
  };
}
