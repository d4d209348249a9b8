import type { Actor } from '../actor.ts';
import type { Instant } from '../time.ts';
import type { AggregateTypes, CommandNameOf, Context } from './aggregate.ts';
import { BY_PARTY } from './authority.ts';
import { type GivenBy, type Judgement, refusalBefore, rightRefusal, type Spec } from './judgement.ts';
import type { Unmet } from './refusal.ts';

/** One command in the eyes of somebody who looks at the aggregate. */
export interface Action<N extends string> {
  readonly command: N;
  readonly enabled: boolean;
  /** Why not, and who can clear it; the very conditions that would refuse the command. */
  readonly unmet: readonly Unmet[];
  readonly summary: string;
  /** Support gives it for somebody: the body needs `onBehalfOf`. */
  readonly onBehalfOf: 'PROVIDER' | 'CUSTOMER' | null;
}

export interface Looking<A extends AggregateTypes> extends Context<A> {
  readonly viewer: Actor;
  readonly now: Instant;
  readonly facts: A['facts'];
}

/** What this viewer can do now, and what keeps the rest from being possible. Commands that are not theirs are left out. */
export function actionsOf<A extends AggregateTypes>(judgement: Judgement<A>, looking: Looking<A>): readonly Action<CommandNameOf<A>>[] {
  const specs: readonly (Spec<A> & { readonly summary: string })[] = Object.values(judgement.commands);
  const { state, terms, viewer, now, facts } = looking;
  return specs.flatMap((spec) =>
    giversOf(judgement, spec, viewer, state).map((actor) => {
      const refusal = refusalBefore(judgement, { state, terms, now, actor, authority: BY_PARTY, facts, commandId: '' }, spec);
      const unmet = refusal?.code === 'not_allowed_now' ? refusal.unmet : [];
      const onBehalfOf = actor === viewer ? null : (actor.onBehalfOf?.role ?? null);
      return { command: spec.command, enabled: unmet.length === 0, unmet, summary: spec.summary, onBehalfOf };
    }),
  );
}

/** In whose name the viewer would give it: their own, or for support a party whose command it is. */
function giversOf<A extends AggregateTypes>(judgement: Judgement<A>, spec: GivenBy<A>, viewer: Actor, state: A['state']): readonly Actor[] {
  const may = (actor: Actor): boolean => rightRefusal(judgement, { actor, authority: BY_PARTY, state }, spec) === null;
  if (may(viewer)) return [viewer];
  const { providerId, customerId } = judgement.partiesOf(state, {});
  const parties = [
    { role: 'PROVIDER' as const, id: providerId },
    { role: 'CUSTOMER' as const, id: customerId },
  ];
  return parties.map((onBehalfOf) => ({ ...viewer, onBehalfOf })).filter(may);
}
