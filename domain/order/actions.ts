import type { Actor } from '../shared/actor.ts';
import type { Unmet } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import { blockedByHolds } from './blocking.ts';
import type { CommandName } from './bodies.ts';
import type { CommandSpec, Facts, Situation } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { roleRefusal, stateRefusal } from './decide.ts';
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
    const situation: Situation = { state, terms, now, actor: giver.actor, facts, commandId: '' };
    const unmet = unmetNow(situation, spec);
    return [{ command: spec.command, enabled: unmet.length === 0, unmet, summary: spec.summary, onBehalfOf: giver.onBehalfOf }];
  });
}

/** The state alone, the holds, and the command's own conditions: what does not depend on a body. */
function unmetNow(situation: Situation, spec: Pick<CommandSpec, 'command' | 'moves' | 'unmet'>): readonly Unmet[] {
  const outOfState = stateRefusal(situation, spec);
  if (outOfState?.code === 'not_allowed_now') return outOfState.unmet;
  return [...blockedByHolds(situation, spec.command), ...spec.unmet(situation)];
}

/** In whose name the viewer would give it: their own, or for support the party whose command it is. */
function giverOf(
  spec: Pick<CommandSpec, 'command' | 'roles' | 'forOthers'>,
  viewer: Actor,
  state: OrderContext['state'],
): { readonly actor: Actor; readonly onBehalfOf: AllowedAction['onBehalfOf'] } | null {
  if (roleRefusal({ actor: viewer }, spec) === null) return { actor: viewer, onBehalfOf: null };
  const parties = [
    { role: 'PROVIDER' as const, id: state.providerId },
    { role: 'CUSTOMER' as const, id: state.customerId },
  ];
  for (const onBehalfOf of parties) {
    const actor: Actor = { ...viewer, onBehalfOf };
    if (roleRefusal({ actor }, spec) === null) return { actor, onBehalfOf: onBehalfOf.role };
  }
  return null;
}
