import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';

/** Tells the provider of an issue after completion: the proof that the partner was approached first. Source: Partner Network FAQ, "raised this issue with the service partner". */
export const raiseIssue: CommandSpec<'raise-issue'> = {
  command: 'raise-issue',
  summary: 'Tell the provider that something is not as agreed.',
  roles: ['customer', 'system', 'support'],
  forOthers: true,
  moves: stays('COMPLETED', 'CLOSED'),
  privateFields: ['description'],
  unmet: ({ state }) => notEnded(state),
  decide: ({ state }) => accept([event('ISSUE_RAISED', { issueId: `issue-${state.issues.length + 1}` })], ['issue.partner-first']),
};

export function notEnded(state: Situation['state']): readonly Unmet[] {
  return state.ended ? [unmet('order.open', 'The order is closed.', null)] : [];
}
