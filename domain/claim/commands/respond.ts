import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { iso } from '../../shared/time.ts';
import type { ClaimCommandSpec, ClaimSituation } from '../command.ts';
import { claimEvent } from '../events.ts';
import { documentsRefusal } from '../rules.ts';

/** The partner answers, once and in its time. Source: Partner Network FAQ, "intimate the service partner who will then take up the issue". */
export const respond: ClaimCommandSpec<'respond'> = {
  command: 'respond',
  summary: 'Answer the claim.',
  roles: ['provider'],
  forOthers: true,
  moves: stays('AWAITING_PARTNER'),
  privateFields: ['text'],
  unmet: (situation) => [...notAnswered(situation), ...inTime(situation)],
  decide: (situation, { position, documentIds = [] }) => {
    const refusal = documentsRefusal(situation, documentIds, (index) => `/documentIds/${index}`);
    if (refusal) return refuse(refusal);
    return accept([claimEvent('PARTNER_ANSWERED', { position, documentIds })], [`partner.${position.toLowerCase()}`]);
  },
};

function notAnswered({ state }: ClaimSituation): readonly Unmet[] {
  return state.partnerAnswer ? [unmet('partner.unanswered', 'The claim is answered already.', null)] : [];
}

function inTime({ state, now }: ClaimSituation): readonly Unmet[] {
  return now < state.partnerAnswersBy ? [] : [unmet('partner.in_time', `The time to answer ended ${iso(state.partnerAnswersBy)}.`, null)];
}
