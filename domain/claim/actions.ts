import type { Actor } from '../shared/actor.ts';
import { BY_PARTY } from '../shared/authority.ts';
import type { Unmet } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { ClaimCommandName } from './bodies.ts';
import type { ClaimCommandSpec, ClaimFacts, ClaimSituation } from './command.ts';
import { CLAIM_COMMANDS } from './commands/index.ts';
import { claimRightRefusal, claimStateRefusal } from './decide.ts';
import type { ClaimContext, ClaimState } from './state.ts';

export interface ClaimAction {
  readonly command: ClaimCommandName;
  readonly enabled: boolean;
  /** Why not, and who can clear it; the very conditions that would refuse the command. */
  readonly unmet: readonly Unmet[];
  readonly summary: string;
  /** Support gives it for somebody: the body needs `onBehalfOf`. */
  readonly onBehalfOf: 'PROVIDER' | 'CUSTOMER' | null;
}

/** What this viewer can do with a claim now, and what keeps the rest from being possible. */
export function claimActions({ state, terms }: ClaimContext, viewer: Actor, now: Instant, facts: ClaimFacts = {}): readonly ClaimAction[] {
  return Object.values(CLAIM_COMMANDS).flatMap((spec) =>
    giversOf(spec, viewer, state).map(({ actor, onBehalfOf }) => {
      const unmet = unmetNow({ state, terms, now, actor, authority: BY_PARTY, facts, commandId: '' }, spec);
      return { command: spec.command, enabled: unmet.length === 0, unmet, summary: spec.summary, onBehalfOf };
    }),
  );
}

function unmetNow(situation: ClaimSituation, spec: Pick<ClaimCommandSpec, 'command' | 'moves' | 'unmet'>): readonly Unmet[] {
  const outOfState = claimStateRefusal(situation, spec);
  return outOfState?.code === 'not_allowed_now' ? outOfState.unmet : spec.unmet(situation);
}

/** In whose name the viewer would give it: their own, or for support a side whose command it is. */
function giversOf(
  spec: Pick<ClaimCommandSpec, 'command' | 'roles' | 'forOthers'>,
  viewer: Actor,
  state: ClaimState,
): readonly { readonly actor: Actor; readonly onBehalfOf: ClaimAction['onBehalfOf'] }[] {
  if (claimRightRefusal({ actor: viewer, authority: BY_PARTY, state }, spec) === null) return [{ actor: viewer, onBehalfOf: null }];
  const parties = [
    { role: 'PROVIDER' as const, id: state.providerId },
    { role: 'CUSTOMER' as const, id: state.customerId },
  ];
  return parties
    .map((onBehalfOf) => ({ actor: { ...viewer, onBehalfOf }, onBehalfOf: onBehalfOf.role }))
    .filter(({ actor }) => claimRightRefusal({ actor, authority: BY_PARTY, state }, spec) === null);
}
