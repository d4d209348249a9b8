import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { unmet } from '../../shared/deciding/refusal.ts';
import { WAIVABLE } from '../bodies.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** A supervisor lets one requirement of completion go, with a reason that everybody sees. It lapses when work resumes. */
export const waive: CommandSpec<'waive'> = {
  command: 'waive',
  summary: 'Waive the signature, the scope check or the notes.',
  roles: ['supervisor'],
  forOthers: false,
  moves: stays('SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'),
  privateFields: ['reason'],
  explains: ['requirement.unwaived'],
  unmet: ({ state }) =>
    state.waivers.length < WAIVABLE.length ? [] : [unmet('requirement.unwaived', 'All that can be waived is waived already.', null)],
  decide: ({ state }, { requirementId }) => {
    const first = state.waivers.find((waiver) => waiver.requirementId === requirementId);
    if (!first) return accept([event('REQUIREMENT_WAIVED', { requirementId })], ['waiver.by-supervisor']);
    const already = unmet('requirement.unwaived', `${requirementId} is waived already.`, null);
    return refuse({ code: 'not_allowed_now', message: already.message, unmet: [already], decidedBy: first.by, decidedAt: first.at });
  },
};
