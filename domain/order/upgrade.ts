import { HOLDFAST } from '../shared/actor.ts';
import { rulesOf } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import { event, type OrderEvent } from './events.ts';
import { stamp } from './stamp.ts';
import type { OrderState } from './state.ts';

/** What a run begins with whose rules are newer than the order's: an event, so that the store goes by the same rules. */
export function raiseRules(state: OrderState, to: number, now: Instant): readonly OrderEvent[] {
  const from = rulesOf(state);
  if (to <= from) return [];
  const marks = { at: now, actor: HOLDFAST, commandId: null, command: 'upgrade' as const, step: 0, because: [`rules.${to}`] };
  return [stamp(event('RULES_RAISED', { from, to }), { state, ...marks })];
}
