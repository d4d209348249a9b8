import type { Actor, Role } from '../actor.ts';
import type { Recorded } from '../recorded.ts';
import type { Handled } from '../remember.ts';
import type { RuledBy } from '../rules.ts';
import type { Instant } from '../time.ts';
import type { Authority } from './authority.ts';
import type { Outcome } from './outcome.ts';
import type { Refusal, Unmet } from './refusal.ts';

/** What the state of every aggregate has: its bookkeeping, its clock, and the name of the place in its lifecycle. */
export interface AggregateState extends RuledBy {
  readonly name: string;
  readonly sequence: number;
  readonly version: number;
  readonly lastActor: string;
  readonly updatedAt: Instant;
  /** Nothing can change any more but what is decided without a workflow. */
  readonly ended: boolean;
  /** A sandbox's test clock is ahead of the real one by this. */
  readonly clockOffsetMs: number;
  readonly handled: Handled;
}

/** What every decision may be told by the store beside what its aggregate needs. */
export interface CommonFacts {
  /** Receipt time of the oldest other command that nobody has decided yet (the test clock asks). */
  readonly oldestUndecidedAt?: Instant | null;
}

/** The types of one kind of aggregate, by name: what generic code is generic over. */
export interface AggregateTypes {
  readonly type: string;
  readonly state: AggregateState;
  /** What was promised when it began, pinned from a policy pack. */
  readonly terms: unknown;
  /** The body of each command, by its name. */
  readonly bodies: object;
  readonly facts: CommonFacts;
  /** An event as `decide` yields it, without number, time and actor. */
  readonly newEvent: { readonly type: string; readonly data: object };
  readonly event: Recorded<string> & { readonly type: string; readonly data: object };
}

export type CommandNameOf<A extends AggregateTypes> = keyof A['bodies'] & string;

/** The state with the terms that it is judged by. */
export interface Context<A extends AggregateTypes> {
  readonly state: A['state'];
  readonly terms: A['terms'];
}

/** One command of a request, as it travels into the workflow: text redacted, facts beside it. */
export interface Command<A extends AggregateTypes, N extends CommandNameOf<A> = CommandNameOf<A>> {
  readonly command: N;
  readonly body: A['bodies'][N];
  readonly facts: A['facts'];
  readonly occurredAt?: string;
}

/** A request of 1 to 20 commands: all are accepted or none. */
export interface Request<A extends AggregateTypes> {
  readonly commandId: string;
  readonly actor: Actor;
  /** Absent in requests of before it was kept, and where a signal asks: its actor is support, who is no party. */
  readonly authority?: Authority;
  /** Receipt by the database's clock; lateness goes by it. */
  readonly receivedAt: Instant;
  readonly expectedVersion?: number;
  readonly commands: readonly Command<A>[];
}

/** What a command's rules see. `now` is the receipt time, moved by the aggregate's test clock where it has one. */
export interface Situation<A extends AggregateTypes> extends Context<A> {
  readonly now: Instant;
  readonly actor: Actor;
  readonly authority?: Authority;
  readonly facts: A['facts'];
  /** For new ids: unique in the aggregate, the same on replay. */
  readonly commandId: string;
}

export type Moves<S extends string> = Readonly<Partial<Record<S, readonly S[]>>>;

/** Where a command moves the clock to, and which field of its body says so (JSON Pointer). */
export interface ClockTarget {
  readonly target: Instant;
  readonly pointer: string;
}

/**
 * One command: who may give it, in which states, what must hold, and what follows.
 * `unmet` looks at the state alone (it fills `allowedActions`); `decide` adds what depends on the body and is called
 * only when role, state, holds and `unmet` have passed.
 */
export interface CommandSpec<A extends AggregateTypes, N extends CommandNameOf<A> = CommandNameOf<A>> {
  readonly command: N;
  /** One sentence for the form and the reference. */
  readonly summary: string;
  /** Who may give it in their own name; support and supervisor also for others (`onBehalfOf`) where `forOthers`. */
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
  /** The transition table: the states that know the command, and where it can lead from each. */
  readonly moves: Moves<A['state']['name']>;
  /** Body fields with free text or personal data, which never enter the workflow: dotted paths, `[]` for each item. */
  readonly privateFields: readonly string[];
  readonly unmet: (situation: Situation<A>) => readonly Unmet[];
  /** The conditions that its `decide` refuses in words of its own, which say more: it is asked also where only these are unmet. */
  readonly explains?: 'ALL' | readonly string[];
  /** Conditions that are unmet because somebody decided first: the refusal then names who, and when. */
  readonly decidedFirst?: readonly string[];
  /** It moves the test clock: the deadlines on the way take effect before its own events. Null: its body says nothing readable. */
  readonly movesClock?: (situation: Pick<Situation<A>, 'now'>, body: A['bodies'][N]) => ClockTarget | null;
  readonly decide: (situation: Situation<A>, body: A['bodies'][N]) => Outcome<A['newEvent']>;
}

export type Commands<A extends AggregateTypes> = { readonly [N in CommandNameOf<A>]: CommandSpec<A, N> };

/** How a request ends: its events and the state after them, or the refusal and which command (`index`) it concerns. */
export type Decision<A extends AggregateTypes> =
  | { readonly ok: true; readonly events: readonly A['event'][]; readonly state: A['state'] }
  | { readonly ok: false; readonly refusal: Refusal; readonly index: number };

/** The command leaves the state as it is. */
export function stays<S extends string>(...states: readonly S[]): Moves<S> {
  return Object.fromEntries(states.map((state) => [state, [state]])) as unknown as Moves<S>;
}
