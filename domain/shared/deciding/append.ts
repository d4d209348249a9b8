import { type Recorded, type Stamp, stamped } from '../recorded.ts';
import type { Instant } from '../time.ts';

interface Numbered {
  readonly sequence: number;
  readonly updatedAt: Instant;
}

/** What happened to an aggregate, and where it stands after it. */
export interface Appended<S, E> {
  readonly events: readonly E[];
  readonly state: S;
}

/** New events in their order: each gets its number and time from the state that the one before it left. */
export function appendTo<S extends Numbered, N extends object, C extends string>(
  before: S,
  made: readonly N[],
  marks: Omit<Stamp<C>, 'state'>,
  evolve: (state: S, event: N & Recorded<C>) => S,
): Appended<S, N & Recorded<C>> {
  const events: (N & Recorded<C>)[] = [];
  let state = before;
  for (const [index, one] of made.entries()) {
    const { warnings, ...rest } = marks;
    const event = stamped(one, { ...rest, ...(index === 0 && warnings ? { warnings } : {}), state });
    state = evolve(state, event);
    events.push(event);
  }
  return { events, state };
}
