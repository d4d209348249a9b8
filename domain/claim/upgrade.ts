import { HOLDFAST } from '../shared/actor.ts';
import { stamped } from '../shared/recorded.ts';
import { rulesOf } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import { type ClaimEvent, claimEvent } from './events.ts';
import type { ClaimState } from './state.ts';

/** What a run begins with whose rules are newer than the claim's: an event, so that the store goes by the same rules. */
export function raiseClaimRules(state: ClaimState, to: number, now: Instant): readonly ClaimEvent[] {
  const from = rulesOf(state);
  if (to <= from) return [];
  const marks = { at: now, actor: HOLDFAST, commandId: null, command: 'upgrade' as const, step: 0, because: [`rules.${to}`] };
  return [stamped(claimEvent('RULES_RAISED', { from, to }), { state, ...marks })];
}
