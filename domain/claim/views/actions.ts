import type { Actor } from '../../shared/actor.ts';
import { type Action, actionsOf } from '../../shared/deciding/actions.ts';
import type { Instant } from '../../shared/time.ts';
import type { ClaimCommandName } from '../bodies.ts';
import type { ClaimFacts } from '../command.ts';
import { CLAIM_JUDGEMENT } from '../decide.ts';
import type { ClaimContext } from '../state.ts';

export type ClaimAction = Action<ClaimCommandName>;

/** What this viewer can do with a claim now, and what keeps the rest from being possible. */
export function claimActions(context: ClaimContext, viewer: Actor, now: Instant, facts: ClaimFacts = {}): readonly ClaimAction[] {
  return actionsOf(CLAIM_JUDGEMENT, { ...context, viewer, now, facts });
}
