import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { ClaimCommandSpec, ClaimSituation } from '../command.ts';
import { claimEvent } from '../events.ts';

/**
 * Support asks one side for more. The clock of the decision, or of the appeal, stands still until they come; the partner's clock
 * never does. Source: Partner Network FAQ, d) "any other document as may be required".
 */
export const requestDocuments: ClaimCommandSpec<'request-documents'> = {
  command: 'request-documents',
  summary: 'Ask one side for more documents.',
  roles: ['support'],
  forOthers: false,
  moves: stays('AWAITING_PARTNER', 'INVESTIGATING', 'APPEALED'),
  privateFields: ['text'],
  unmet: (situation) => [...noneAsked(situation), ...notProposed(situation), ...belowLimit(situation)],
  decide: ({ state }, { kinds, from = 'CLAIMANT' }) => {
    const requestId = `request-${state.requestCount + 1}`;
    return accept([claimEvent('DOCUMENTS_REQUESTED', { requestId, from, kinds: [...new Set(kinds)] })], ['documents.wanted']);
  },
};

function noneAsked({ state }: ClaimSituation): readonly Unmet[] {
  const asked = state.request;
  return asked ? [unmet('documents.none_asked', `${asked.requestId} is not answered yet.`, 'SUPPORT')] : [];
}

function notProposed({ state }: ClaimSituation): readonly Unmet[] {
  return state.proposal ? [unmet('decision.unproposed', 'A decision waits for a second person.', 'SUPERVISOR')] : [];
}

function belowLimit({ state, terms }: ClaimSituation): readonly Unmet[] {
  if (state.requestCount < terms.limits.requests) return [];
  return [unmet('documents.limit', `Documents were asked for ${state.requestCount} times; it is time to decide.`, 'SUPPORT')];
}
