import type { Refusal } from '../domain/shared/refusal.ts';
import type { Handled } from '../domain/shared/remember.ts';

export interface RunState {
  readonly name: string;
  readonly sequence: number;
  readonly ended: boolean;
  /** A sandbox's test clock is ahead of the workflow's by this. */
  readonly clockOffsetMs: number;
  readonly handled: Handled;
}

export interface Due {
  readonly due: number;
  readonly judges: boolean;
}

type Decided<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal; readonly index: number };

/** What is run: the pure rules of domain/, and the activities that do what they ask for. */
export interface Lifecycle<S extends RunState, E, F, R> {
  /** For the log: ids only. */
  readonly ids: Readonly<Record<string, string>>;
  /** What a run does first of all, by itself. */
  readonly beginWith: (state: S, now: number) => readonly E[];
  readonly decide: (state: S, request: R) => Decided<E>;
  readonly evolve: (state: S | null, event: E) => S;
  readonly effectsOf: (event: E, state: S) => readonly F[];
  readonly nextDeadline: (state: S) => Due | null;
  readonly tick: (state: S, now: number, judgedUntil: number) => { readonly events: readonly E[] };
  readonly perform: (effect: F, events: readonly E[]) => Promise<unknown>;
  readonly record: (events: readonly E[]) => Promise<unknown>;
  readonly settledBefore: (due: number) => Promise<void>;
}
