import { accept } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { ClaimCommandSpec, ClaimSituation } from '../command.ts';
import { independent, notAppealedAgainst } from '../rules.ts';
import { decisionEvents } from './decide.ts';

/** Four eyes: another person stands for a large refund too. */
export const confirmDecision: ClaimCommandSpec<'confirm-decision'> = {
  command: 'confirm-decision',
  summary: 'Confirm a decision above the limit.',
  roles: ['supervisor'],
  forOthers: false,
  moves: { INVESTIGATING: ['DECIDED'], DECIDED: ['DECIDED'] },
  privateFields: [],
  unmet: (situation) => [...proposed(situation), ...independent(situation), ...notAppealedAgainst(situation), ...otherPerson(situation)],
  decide: (situation) => {
    const { proposal } = situation.state;
    if (!proposal) throw new Error('there is no proposal, which `unmet` has refused');
    const { outcome, remedy, amount, by } = proposal;
    return accept(decisionEvents(situation, { outcome, remedy, amount }, by), ['decision.confirmed']);
  },
};

function proposed({ state }: ClaimSituation): readonly Unmet[] {
  return state.proposal ? [] : [unmet('decision.proposed', 'No decision waits for a second person.', 'SUPPORT')];
}

function otherPerson({ state, actor }: ClaimSituation): readonly Unmet[] {
  return state.proposal?.by === actor.id ? [unmet('decider.other', 'You proposed it: another person confirms.', 'SUPERVISOR')] : [];
}
