import type { Actor } from '../../shared/actor.ts';
import { type Action, actionsOf } from '../../shared/deciding/actions.ts';
import type { Instant } from '../../shared/time.ts';
import type { CommandName } from '../bodies.ts';
import type { Facts } from '../command.ts';
import { JUDGEMENT } from '../decide.ts';
import type { OrderContext } from '../state.ts';

export type AllowedAction = Action<CommandName>;

/** A message is written in the conversation, a claim is filed at a path of its own: neither has a form among the actions. */
const ELSEWHERE: ReadonlySet<CommandName> = new Set<CommandName>(['send-message', 'file-claim']);

/** What this viewer can do now, and what keeps the rest from being possible. */
export function allowedActions(context: OrderContext, viewer: Actor, now: Instant, facts: Facts = {}): readonly AllowedAction[] {
  const hasTestClock = context.state.sandbox;
  return actionsOf(JUDGEMENT, { ...context, viewer, now, facts }).filter(
    ({ command }) => !ELSEWHERE.has(command) && (command !== 'advance-clock' || hasTestClock),
  );
}
