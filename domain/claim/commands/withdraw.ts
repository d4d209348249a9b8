import { accept, refuse } from '../../shared/deciding/outcome.ts';
import type { ClaimCommandSpec } from '../command.ts';
import { claimEvent } from '../events.ts';
import { sideOfCaller } from '../rules.ts';

/** The claimant takes the claim back, before the decision. */
export const withdraw: ClaimCommandSpec<'withdraw'> = {
  command: 'withdraw',
  summary: 'Take the claim back.',
  roles: ['customer', 'system'],
  forOthers: true,
  moves: { AWAITING_PARTNER: ['WITHDRAWN'], INVESTIGATING: ['WITHDRAWN'] },
  privateFields: ['reason'],
  unmet: () => [],
  decide: (situation) =>
    sideOfCaller(situation) === 'CLAIMANT'
      ? accept([claimEvent('CLAIM_WITHDRAWN', {})], ['claim.withdrawn'])
      : refuse({ code: 'forbidden', message: 'Only the claimant withdraws.' }),
};
