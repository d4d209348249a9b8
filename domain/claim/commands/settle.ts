import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { ClaimCommandSpec, ClaimDecisionOutcome, ClaimSituation } from '../command.ts';
import { claimEvent, type NewClaimEvent } from '../events.ts';
import { documentsRefusal, sideOfCaller } from '../rules.ts';

/**
 * A refund is paid: the claimant says so, or the provider proves it and claimant or support confirm. We move no money.
 * Source: Partner Network FAQ, "Sellers need to pay the service partners directly".
 */
export const settle: ClaimCommandSpec<'settle'> = {
  command: 'settle',
  summary: 'Say that the refund was paid.',
  roles: ['customer', 'system', 'provider', 'support'],
  forOthers: true,
  moves: { DECIDED: ['DECIDED', 'SETTLED'] },
  privateFields: ['note'],
  decidedFirst: ['refund.owed'],
  unmet: (situation) => [...refundOwed(situation), ...bySide(situation)],
  decide: (situation, body) => {
    const side = sideOfCaller(situation);
    if (side === 'PROVIDER') return stated(situation, body.proofDocumentId);
    return accept([settled(situation, side === 'CLAIMANT' ? 'CLAIMANT' : 'SUPPORT')], [`settled.${String(side).toLowerCase()}`]);
  },
};

function refundOwed({ state }: ClaimSituation): readonly Unmet[] {
  return state.owed ? [] : [unmet('refund.owed', 'No refund is owed.', null)];
}

function bySide(situation: ClaimSituation): readonly Unmet[] {
  const { payment } = situation.state;
  switch (sideOfCaller(situation)) {
    case 'PROVIDER':
      return payment ? [unmet('payment.unstated', 'The payment is stated and waits to be confirmed.', 'SUPPORT')] : [];
    case 'SUPPORT':
      return payment ? [] : [unmet('payment.stated', 'The provider has not proven that it paid.', 'PROVIDER')];
    case 'CLAIMANT':
    case null:
      return [];
  }
}

function stated(situation: ClaimSituation, proofDocumentId: string | undefined): ClaimDecisionOutcome {
  if (proofDocumentId === undefined) return refuse(invalid('/proofDocumentId', 'is needed: the provider proves that it paid'));
  const refusal = documentsRefusal(situation, [proofDocumentId], () => '/proofDocumentId');
  if (refusal) return refuse(refusal);
  const message = 'The claim settles when the claimant or support confirms the payment.';
  return accept([claimEvent('PAYMENT_STATED', { proofDocumentId })], ['payment.stated'], [{ code: 'NEEDS_CONFIRMATION', message }]);
}

function settled({ state }: ClaimSituation, by: 'CLAIMANT' | 'SUPPORT'): NewClaimEvent {
  const { owed } = state;
  return claimEvent('CLAIM_SETTLED', { by, entry: owed?.entry ?? null, amount: owed?.amount ?? null });
}
