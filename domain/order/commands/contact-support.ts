import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';
import { openDefect } from '../state.ts';

/** The provider asks support for guidance: support's clock starts, the provider's late-completion clock stands still. Source: best practices, "contact us for guidance on next steps". */
export const contactSupport: CommandSpec<'contact-support'> = {
  command: 'contact-support',
  summary: 'Ask support for guidance on a defect.',
  roles: ['provider'],
  forOthers: true,
  moves: stays('SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'),
  privateFields: ['summary'],
  unmet: ({ state }) => {
    const defects = state.holds.filter((hold) => hold.defect);
    if (defects.length === 0) return [unmet('defect.open', 'No defect hold is open.', 'PROVIDER')];
    return defects.every((hold) => hold.defect?.contactedAt != null)
      ? [unmet('support.uncontacted', 'Support was asked already.', null)]
      : [];
  },
  decide: ({ state }, { holdId }) => {
    const hold = openDefect(state, holdId);
    if (!hold?.defect) return refuse(invalid('/holdId', 'is not an open defect hold of this order'));
    const { contactedAt } = hold.defect;
    if (contactedAt !== null) {
      const already = unmet('support.uncontacted', 'Support was asked already about this hold.', null);
      return refuse({
        code: 'not_allowed_now',
        message: already.message,
        unmet: [already],
        decidedBy: `provider:${state.providerId}`,
        decidedAt: contactedAt,
      });
    }
    return accept([event('SUPPORT_CONTACTED', { holdId })], ['defect.support-contacted']);
  },
};
