import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** A parent or guardian is present at all times: absence stops the work, presence lets it go on. Source: policies, "Unaccompanied Minors". */
export const reportGuardian: CommandSpec<'report-guardian'> = {
  command: 'report-guardian',
  summary: 'Say whether a parent or guardian of the minor is present.',
  roles: ['provider', 'support'],
  forOthers: true,
  moves: stays('ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'),
  privateFields: [],
  unmet: ({ terms }) =>
    terms.gates.guardian === 'NOT_APPLICABLE' ? [unmet('guardian.applicable', 'The rule on minors applies in homes only.', null)] : [],
  decide: ({ state }, { present }) => {
    const open = state.holds.find((hold) => hold.kind === 'GUARDIAN');
    const reported = event('GUARDIAN_REPORTED', { present });
    if (present && open) return accept([reported, event('HOLD_LIFTED', { holdId: open.holdId, kind: 'GUARDIAN' })], ['guardian.present']);
    if (!present && !open)
      return accept([reported, event('HOLD_OPENED', { holdId: `hold-${state.holdCount + 1}`, kind: 'GUARDIAN' })], ['guardian.absent']);
    return accept([reported], [present ? 'guardian.present' : 'guardian.absent']);
  },
};
