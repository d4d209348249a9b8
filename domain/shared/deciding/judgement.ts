import type { Ticked } from '../ticking.ts';
import type { Instant } from '../time.ts';
import type { AggregateTypes, CommandNameOf, CommandSpec, Commands, Context, Situation } from './aggregate.ts';
import { lostRight, type Parties } from './authority.ts';
import { type Refusal, type Unmet, unmet } from './refusal.ts';
import { refusalByRole } from './role.ts';

/** What one kind of aggregate brings to the decision on its commands; everything else is the same for all (deciding.ts). */
export interface Judgement<A extends AggregateTypes> {
  /** Stands in messages: "The order is at version 3." */
  readonly type: A['type'];
  readonly commands: Commands<A>;
  readonly evolve: (state: A['state'] | null, event: A['event']) => A['state'];
  readonly tick: (context: Context<A>, now: Instant, judgeUntil: Instant) => Ticked<A['state'], A['event']>;
  /** Whose it is now: whoever is no party any more has lost the right to give commands. */
  readonly partiesOf: (state: A['state'], facts: A['facts']) => Parties;
  /** What keeps this caller from it beside role and party. */
  readonly refusesCaller?: (situation: Pick<Situation<A>, 'actor' | 'state'>, command: string) => Refusal | null;
  /** Conditions that lie over all commands, such as holds. */
  readonly blockedBy?: (situation: Situation<A>, command: CommandNameOf<A>) => readonly Unmet[];
  /** Once it has ended it takes no command, whatever its state's name. */
  readonly endsForGood: boolean;
  /** Who decided what it has come to; null: nobody has. */
  readonly decidedBy: (state: A['state']) => { readonly decidedBy: string; readonly decidedAt: Instant } | null;
}

/** What of a command can be judged without its body, whichever command it is. */
export type Spec<A extends AggregateTypes> = Pick<CommandSpec<A>, 'command' | 'roles' | 'forOthers' | 'moves' | 'unmet'>;
export type GivenBy<A extends AggregateTypes> = Pick<Spec<A>, 'command' | 'roles' | 'forOthers'>;
export type Looked<A extends AggregateTypes> = Pick<Situation<A>, 'actor' | 'authority' | 'state'> & Partial<Pick<Situation<A>, 'facts'>>;

/** Whose command it is: by its role, and by what its right rests on now. The API checks it first; a signal comes straight here. */
export function rightRefusal<A extends AggregateTypes>(
  { partiesOf, refusesCaller }: Pick<Judgement<A>, 'partiesOf' | 'refusesCaller'>,
  { actor, authority, state, facts = {} }: Looked<A>,
  spec: GivenBy<A>,
): Refusal | null {
  const byRole = refusalByRole(actor, spec);
  const lost = authority && !byRole ? lostRight(actor, authority, partiesOf(state, facts)) : null;
  return byRole ?? lost ?? refusesCaller?.({ actor, state }, spec.command) ?? null;
}

/** The state does not know the command; if somebody decided first, it says who and when. */
export function stateRefusal<A extends AggregateTypes>(
  { type, endsForGood, decidedBy }: Pick<Judgement<A>, 'type' | 'endsForGood' | 'decidedBy'>,
  state: A['state'],
  { command, moves }: Pick<Spec<A>, 'command' | 'moves'>,
): Refusal | null {
  if (Object.hasOwn(moves, state.name) && !(endsForGood && state.ended)) return null;
  const message = `${command} is not possible while the ${type} is ${state.name}.`;
  return { code: 'not_allowed_now', message, unmet: [unmet(`${type}.state`, message, null)], ...decidedBy(state) };
}

/** What lies over all commands, and the command's own conditions. */
export function unmetInState<A extends AggregateTypes>(
  { blockedBy }: Pick<Judgement<A>, 'blockedBy'>,
  situation: Situation<A>,
  { command, unmet: own }: Pick<Spec<A>, 'command' | 'unmet'>,
): readonly Unmet[] {
  return [...(blockedBy?.(situation, command) ?? []), ...own(situation)];
}

/** What speaks against a command whatever its body says, in the order in which it is judged; forms and quotes ask it. */
export function refusalBefore<A extends AggregateTypes>(judgement: Judgement<A>, situation: Situation<A>, spec: Spec<A>): Refusal | null {
  const refusal = rightRefusal(judgement, situation, spec) ?? stateRefusal(judgement, situation.state, spec);
  if (refusal) return refusal;
  const failing = unmetInState(judgement, situation, spec);
  return failing.length === 0 ? null : unmetRefusal(failing);
}

export function unmetRefusal(failing: readonly Unmet[]): Extract<Refusal, { code: 'not_allowed_now' }> {
  const [first] = failing;
  return { code: 'not_allowed_now', message: first?.message ?? 'Not now.', unmet: failing };
}
