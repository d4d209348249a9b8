import type { DeciderTypes } from '../domain/shared/decider.ts';

/** What one run is of: where it begins, and the activities that do what its decider asks for. */
export interface RunPorts<A extends DeciderTypes> {
  /** For the log: ids only. */
  readonly ids: Readonly<Record<string, string>>;
  readonly perform: (effect: A['effect'], events: readonly A['event'][]) => Promise<unknown>;
  readonly record: (events: readonly A['event'][]) => Promise<unknown>;
  readonly settledBefore: (due: number) => Promise<void>;
}

/** A run starts from a state at some sequence, with the terms that it goes by. */
export interface RunStart<A extends DeciderTypes> {
  /** The number of this run's rules. Where the state has an older one, the run begins with RULES_RAISED. */
  readonly rules: number;
  readonly state: A['state'];
  readonly terms: A['terms'];
  /** Where a history grows past this many events it continues as new. */
  readonly historyEventsMax?: number;
}
