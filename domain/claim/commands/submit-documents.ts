import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import type { ClaimCommandSpec } from '../command.ts';
import { claimEvent } from '../events.ts';
import { documentsRefusal, partyOfClaim } from '../rules.ts';

/** Either side adds documents, asked or not; what was asked for makes the clock run again. */
export const submitDocuments: ClaimCommandSpec<'submit-documents'> = {
  command: 'submit-documents',
  summary: 'Add documents to the claim.',
  roles: ['customer', 'system', 'provider'],
  forOthers: true,
  moves: stays('AWAITING_PARTNER', 'INVESTIGATING', 'APPEALED'),
  privateFields: [],
  unmet: () => [],
  decide: (situation, { documentIds }) => {
    const refusal = documentsRefusal(situation, documentIds, (index) => `/documentIds/${index}`);
    if (refusal) return refuse(refusal);
    const by = partyOfClaim(situation);
    const { request } = situation.state;
    const requestId = request?.from === by ? request.requestId : null;
    return accept([claimEvent('DOCUMENTS_SUBMITTED', { by, documentIds, requestId })], ['documents.submitted']);
  },
};
