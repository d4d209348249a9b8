import { HOLDFAST } from './actor.ts';
import type { AggregateState } from './deciding/aggregate.ts';
import { type Recorded, stamped } from './recorded.ts';
import { rulesOf } from './rules.ts';
import type { Instant } from './time.ts';

type RulesRaised = { readonly type: 'RULES_RAISED'; readonly data: { readonly from: number; readonly to: number } } & Recorded<'upgrade'>;

/** What a run begins with whose rules are newer than its aggregate's: an event, so that the store goes by the same rules. */
export function raiseRules(state: AggregateState, to: number, now: Instant): readonly RulesRaised[] {
  const from = rulesOf(state);
  if (to <= from) return [];
  const made = { type: 'RULES_RAISED' as const, data: { from, to } };
  const marks = { at: now, actor: HOLDFAST, commandId: null, command: 'upgrade' as const, step: 0, because: [`rules.${to}`] };
  return [stamped(made, { state, ...marks })];
}
