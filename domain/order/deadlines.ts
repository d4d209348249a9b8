import type { Terms } from '../policy/terms.ts';
import type { Party } from '../shared/actor.ts';
import type { Instant } from '../shared/time.ts';
import type { OrderState } from './state.ts';

/** A point in time at which something happens by itself. */
export interface Deadline {
  readonly kind: string;
  /** Id of what it is about: an appointment, a hold, a fee; empty for the order. */
  readonly subject: string;
  readonly due: Instant;
  readonly rule: string;
  /** How `due` came about, step by step, for people. */
  readonly derivation: readonly string[];
  /** It blames or releases somebody: commands received before it was due are decided first. */
  readonly judges: boolean;
}

export interface Waiting {
  readonly who: Party;
  readonly what: string;
  readonly subject: string;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly then: string;
}

/** All deadlines that are armed, soonest first. */
export function deadlinesOf(_state: OrderState, _terms: Terms): readonly Deadline[] {
  return [];
}

/** Whom the order waits for, for what, since when, until when, and what happens then. */
export function waitingFor(_state: OrderState, _terms: Terms): readonly Waiting[] {
  return [];
}
