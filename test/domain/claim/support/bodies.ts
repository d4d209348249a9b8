import type { ClaimCommandBodies, ClaimCommandName } from '../../../../domain/claim/bodies.ts';

const USUAL: ClaimCommandBodies = {
  respond: { position: 'CONTEST', text: 'it hung straight' },
  investigate: {},
  'request-documents': { kinds: ['PHOTO'], text: 'a photo of the wall, please' },
  'submit-documents': { documentIds: ['doc-more'] },
  decide: { outcome: 'APPROVED', remedy: 'REFUND', amount: { amountMinor: 5000, currency: 'USD' }, reason: 'the photo shows it' },
  'confirm-decision': {},
  appeal: { reason: 'not fair' },
  'decide-appeal': { outcome: 'DENIED', remedy: 'NONE', reason: 'the scope was met' },
  settle: { note: 'paid by card', proofDocumentId: 'doc-proof' },
  withdraw: { reason: 'we agreed' },
};

/** A body that nothing speaks against, changed as told. A decision that names its outcome says all of it but the reason. */
export function claimBody<N extends ClaimCommandName>(command: N, changes: Partial<ClaimCommandBodies[N]>): ClaimCommandBodies[N] {
  const usual = USUAL[command];
  return 'outcome' in changes ? ({ reason: 'why', ...changes } as ClaimCommandBodies[N]) : { ...usual, ...changes };
}
