import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { endOfWindow } from '../../shared/time.ts';
import type { ClaimCommandSpec, ClaimSituation } from '../command.ts';
import { needsSecondPerson, readDecision, remedyEvents } from '../decision/decision.ts';
import { claimEvent, type Decided, type NewClaimEvent } from '../events.ts';
import { independent, notAppealedAgainst } from '../rules.ts';
import { needsRemedyAgain } from '../state.ts';

/**
 * Support decides, by somebody who decided nothing on the order; a large refund waits for a second person. Where the linked
 * order of a REDO was cancelled, the remedy is chosen again. Source: Partner Network FAQ, "in a manner determined in its sole discretion".
 */
export const decideClaim: ClaimCommandSpec<'decide'> = {
  command: 'decide',
  summary: 'Decide the claim.',
  roles: ['support'],
  forOthers: false,
  moves: { INVESTIGATING: ['INVESTIGATING', 'DECIDED'], DECIDED: ['DECIDED'] },
  privateFields: ['reason'],
  decidedFirst: ['claim.undecided'],
  unmet: (situation) => [...independent(situation), ...notAppealedAgainst(situation), ...undecided(situation)],
  decide: (situation, body) => {
    const { state, terms } = situation;
    const read = readDecision(state, body);
    if (!read.ok) return refuse(read.refusal);
    if (needsRemedyAgain(state) && body.outcome === 'DENIED') return refuse(invalid('/outcome', 'stands: only the remedy is chosen again'));
    const { decided } = read;
    const because = [`claim.${decided.outcome.toLowerCase()}`, `remedy.${decided.remedy.toLowerCase()}`];
    if (!needsSecondPerson(state, terms, decided)) return accept(decisionEvents(situation, decided, null), because);
    const proposed = claimEvent('DECISION_PROPOSED', { ...decided, limit: terms.fourEyesAbove });
    const message = 'The amount is above the limit: a supervisor, another person, confirms the decision.';
    return accept([proposed], [...because, 'decision.four-eyes'], [{ code: 'NEEDS_CONFIRMATION', message }]);
  },
};

function undecided({ state }: ClaimSituation): readonly Unmet[] {
  if (state.name === 'INVESTIGATING' || needsRemedyAgain(state)) return [];
  return [unmet('claim.undecided', `The claim is decided: ${state.decision?.outcome}.`, null)];
}

/** The decision takes effect at once, and can be appealed; a remedy chosen again opens no new window. */
export function decisionEvents(
  { state, terms, now }: ClaimSituation,
  decided: Decided,
  proposedBy: string | null,
): readonly NewClaimEvent[] {
  const appealableUntil = state.decision ? state.appealableUntil : endOfWindow(now, state.timeZone, terms.appealDays);
  return [claimEvent('CLAIM_DECIDED', { ...decided, appealableUntil, proposedBy }), ...remedyEvents(state, decided)];
}
