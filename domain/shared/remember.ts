import type { Recorded } from './recorded.ts';
import type { Instant } from './time.ts';

/** Command ids already handled, with the sequences of their events; bounded, carried over continue-as-new. */
export type Handled = Readonly<Record<string, readonly [first: number, last: number]>>;

/** How many command ids are remembered; far above what one order sees while a caller may still repeat a command. */
const HANDLED_MAX = 400;

interface Bookkept {
  readonly sequence: number;
  readonly version: number;
  readonly lastActor: string;
  readonly updatedAt: Instant;
  readonly handled: Handled;
}

/** Sequence, version, times and the handled command: the same for every event. */
export function remembered<S extends Bookkept>(state: S, { actor, at, sequence, commandId }: Recorded<string>): S {
  return {
    ...state,
    sequence,
    version: sequence,
    lastActor: `${actor.role}:${actor.id}`,
    updatedAt: Math.max(at, state.updatedAt),
    handled: commandId === null ? state.handled : withHandled(state.handled, commandId, sequence),
  };
}

function withHandled(handled: Handled, commandId: string, sequence: number): Handled {
  const known = handled[commandId];
  if (known) return { ...handled, [commandId]: [known[0], sequence] };
  const kept = Object.entries(handled).slice(-(HANDLED_MAX - 1));
  return { ...Object.fromEntries(kept), [commandId]: [sequence, sequence] };
}
