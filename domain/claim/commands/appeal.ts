import { accept } from '../../shared/deciding/outcome.ts';
import type { ClaimCommandSpec } from '../command.ts';
import { claimEvent } from '../events.ts';
import { appealUnmet, partyOfClaim } from '../rules.ts';

/** One appeal, by either side, within the window. A claim that another than the claimant settled can still be appealed. */
export const appeal: ClaimCommandSpec<'appeal'> = {
  command: 'appeal',
  summary: 'Appeal against the decision.',
  roles: ['customer', 'system', 'provider'],
  forOthers: true,
  moves: { DECIDED: ['APPEALED'], SETTLED: ['APPEALED'] },
  privateFields: ['reason'],
  unmet: ({ state, now }) => appealUnmet(state, now),
  decide: (situation) => accept([claimEvent('APPEALED', { by: partyOfClaim(situation) })], ['appeal.once']),
};
