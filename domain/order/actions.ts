import type { Actor } from '../shared/actor.ts';
import { BY_PARTY } from '../shared/authority.ts';
import type { Unmet } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { CommandName } from './bodies.ts';
import type { CommandSpec, Facts, Situation } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { refusalBefore, rightRefusal } from './decide.ts';
import type { OrderContext } from './state.ts';

export interface AllowedAction {
  readonly command: CommandName;
  readonly enabled: boolean;
  /** Why not, and who can clear it; the very conditions that would refuse the command. */
  readonly unmet: readonly Unmet[];
  readonly summary: string;
  /** Support gives it for somebody: the body needs `onBehalfOf`. */
  readonly onBehalfOf: 'PROVIDER' | 'CUSTOMER' | null;
}

/** What this viewer can do now, and what keeps the rest from being possible. Commands that are not theirs are left out. */
export function allowedActions({ state, terms }: OrderContext, viewer: Actor, now: Instant, facts: Facts = {}): readonly AllowedAction[] {
  return Object.values(COMMANDS).flatMap((spec) => {
    // A message is written in the conversation, a claim is filed at a path of its own: neither has a form among these.
    if (spec.command === 'send-message' || spec.command === 'file-claim' || (spec.command === 'advance-clock' && !state.sandbox)) return [];
    const giver = giverOf(spec, viewer, state);
    if (!giver) return [];
    const situation: Situation = { state, terms, now, actor: giver.actor, authority: BY_PARTY, facts, commandId: '' };
    const unmet = unmetNow(situation, spec);
    return [{ command: spec.command, enabled: unmet.length === 0, unmet, summary: spec.summary, onBehalfOf: giver.onBehalfOf }];
  });
}

function unmetNow(situation: Situation, spec: Parameters<typeof refusalBefore>[1]): readonly Unmet[] {
  const refusal = refusalBefore(situation, spec);
  return refusal?.code === 'not_allowed_now' ? refusal.unmet : [];
}

/** In whose name the viewer would give it: their own, or for support the party whose command it is. */
function giverOf(
  spec: Pick<CommandSpec, 'command' | 'roles' | 'forOthers'>,
  viewer: Actor,
  state: OrderContext['state'],
): { readonly actor: Actor; readonly onBehalfOf: AllowedAction['onBehalfOf'] } | null {
  if (rightRefusal({ actor: viewer, authority: BY_PARTY, state }, spec) === null) return { actor: viewer, onBehalfOf: null };
  const parties = [
    { role: 'PROVIDER' as const, id: state.providerId },
    { role: 'CUSTOMER' as const, id: state.customerId },
  ];
  for (const onBehalfOf of parties) {
    const actor: Actor = { ...viewer, onBehalfOf };
    if (rightRefusal({ actor, authority: BY_PARTY, state }, spec) === null) return { actor, onBehalfOf: onBehalfOf.role };
  }
  return null;
}
