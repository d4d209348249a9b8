import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** Another provider takes the order before work starts; technicians lapse, and holds that belong to the visit or to the former provider. */
export const reassignProvider: CommandSpec<'reassign-provider'> = {
  command: 'reassign-provider',
  summary: 'Give the order to another provider.',
  roles: ['support'],
  forOthers: false,
  moves: { REQUESTED: ['REQUESTED'], SCHEDULED: ['SCHEDULED'], ON_SITE: ['SCHEDULED'] },
  privateFields: ['reason'],
  unmet: () => [],
  decide: ({ state, facts }, { providerId }) => {
    if (providerId === state.providerId) return refuse(invalid('/providerId', 'has the order already'));
    if (!facts.provider?.known) return refuse(invalid('/providerId', 'is not a registered provider'));
    if (!facts.provider.servesMarketplace) return refuse(invalid('/providerId', 'does not serve this marketplace'));
    const lifted = state.holds.filter((hold) => hold.kind !== 'DEFECT').map(({ holdId, kind }) => event('HOLD_LIFTED', { holdId, kind }));
    return accept(
      [event('PROVIDER_REASSIGNED', { from: state.providerId, to: providerId }), ...lifted],
      ['provider.reassigned-before-work'],
    );
  },
};
