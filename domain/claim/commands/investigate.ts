import { accept } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { iso } from '../../shared/time.ts';
import type { ClaimCommandSpec, ClaimSituation } from '../command.ts';
import { claimEvent } from '../events.ts';

/** Support takes the case, once the partner has answered or its time is over. Source: Partner Network FAQ, "will conduct an investigation". */
export const investigate: ClaimCommandSpec<'investigate'> = {
  command: 'investigate',
  summary: 'Take the case.',
  roles: ['support'],
  forOthers: false,
  moves: { AWAITING_PARTNER: ['INVESTIGATING'], INVESTIGATING: ['INVESTIGATING'] },
  privateFields: [],
  unmet: (situation) => [...partnerHeard(situation), ...untaken(situation)],
  decide: () => accept([claimEvent('INVESTIGATION_TAKEN', {})], ['claim.investigation']),
};

function partnerHeard({ state }: ClaimSituation): readonly Unmet[] {
  if (state.partnerAnswer || state.partnerSilentAt !== null) return [];
  return [unmet('partner.heard', `The partner has until ${iso(state.partnerAnswersBy)} to answer.`, 'PROVIDER')];
}

function untaken({ state }: ClaimSituation): readonly Unmet[] {
  return state.takenBy ? [unmet('claim.untaken', `The case is taken by ${state.takenBy}.`, null)] : [];
}
