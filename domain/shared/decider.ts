import type { Action, Looking } from './deciding/actions.ts';
import { actionsOf } from './deciding/actions.ts';
import type { AggregateTypes, CommandNameOf, CommandSpec, Context, Decision, Request } from './deciding/aggregate.ts';
import { decideBy } from './deciding/deciding.ts';
import type { Judgement } from './deciding/judgement.ts';
import { type PrivateData, privateSide, redacted } from './reading/redaction.ts';
import type { Due, Ticked } from './ticking.ts';
import type { Instant } from './time.ts';

/** The types of an aggregate as a whole: beside its decisions, what follows from them and what people read. */
export interface DeciderTypes extends AggregateTypes {
  readonly deadline: Due;
  readonly effect: { readonly kind: string };
  /** What people read and the rules do not need: names, addresses, texts. */
  readonly details: unknown;
}

/** What one kind of aggregate has to say; `deciderOf` makes its decider from it. */
export interface DeciderParts<A extends DeciderTypes> extends Judgement<A> {
  /** Folds one event into the details. `texts` is the private side of that event, or null. */
  readonly evolveDetails: (details: A['details'], event: A['event'], texts: PrivateData | null) => A['details'];
  /** What has to happen outside because of an event; `state` is the state after it. The same event gives the same ids. */
  readonly effectsOf: (event: A['event'], state: A['state']) => readonly A['effect'][];
  readonly nextDeadline: (context: Context<A>) => A['deadline'] | null;
}

/**
 * All that one kind of aggregate is, as pure functions: what it decides, what follows, and when something happens by itself.
 * Whatever runs, records, restarts or serves an aggregate is written once, over this. (The term is Jérémie Chassaing's.)
 */
export interface Decider<A extends DeciderTypes> extends DeciderParts<A> {
  readonly decide: (context: Context<A>, request: Request<A>) => Decision<A>;
  /** What a viewer can do now, and what keeps the rest from being possible. */
  readonly actions: (looking: Looking<A>) => readonly Action<CommandNameOf<A>>[];
  /** Applies all deadlines due at `now`, in order, each at its own time; those that judge only up to `judgeUntil`. */
  readonly tick: (context: Context<A>, now: Instant, judgeUntil: Instant) => Ticked<A['state'], A['event']>;
  /** The body as it may enter a workflow's history: the same shape, every private field as the marker. */
  readonly redact: <N extends CommandNameOf<A>>(command: N, body: A['bodies'][N]) => A['bodies'][N];
  /** The private side of a body: the fields that are redacted, at their places; null where none was given. */
  readonly privateText: (command: CommandNameOf<A>, body: unknown) => PrivateData | null;
}

export function deciderOf<A extends DeciderTypes>(parts: DeciderParts<A>): Decider<A> {
  const privateFields = <N extends CommandNameOf<A>>(command: N): readonly string[] => {
    const spec: CommandSpec<A, N> = parts.commands[command];
    return spec.privateFields;
  };
  return {
    ...parts,
    decide: (context, request) => decideBy(parts, context, request),
    actions: (looking) => actionsOf(parts, looking),
    redact: (command, body) => redacted(privateFields(command), body),
    privateText: (command, body) => privateSide(privateFields(command), body),
  };
}
