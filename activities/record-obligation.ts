import type { ObligationIntent } from '../domain/claim/effects.ts';
import { money } from '../domain/shared/money.ts';
import type { LedgerPosting } from '../store/contract/store.ts';
import type { ActivityPorts, ClaimEffectInput } from './ports.ts';
import { recordClaimEvents } from './record.ts';

export interface RecordObligationInput extends ClaimEffectInput {
  readonly obligation: ObligationIntent;
}

const MEMOS: Readonly<Record<ObligationIntent['kind'], string>> = {
  OWED: 'refund of a claim, owed by the provider to the claimant',
  DROPPED: 'refund of a claim, no longer owed',
  SETTLED: 'refund of a claim, paid between the parties',
};

/**
 * Enters who owes whom: the provider owes (credit, negative), the claimant is owed (debit, positive); what ends it has the
 * opposite signs. We move no money: the parties pay each other directly. Once by its key.
 * @returns entered: false where an earlier call did it
 */
export async function recordObligation(
  ports: ActivityPorts,
  { obligation, ...input }: RecordObligationInput,
): Promise<{ entered: boolean }> {
  await recordClaimEvents(ports, input);
  return { entered: await ports.store.ledger.post(postingOf(obligation)) };
}

function postingOf({ key, kind, claimId, orderId, providerId, claimant, amount }: ObligationIntent): LedgerPosting {
  const { amountMinor, currency } = amount;
  const owed = kind === 'OWED' ? amountMinor : -amountMinor;
  return {
    key,
    orderId,
    feeId: `claim:${claimId}`,
    memo: MEMOS[kind],
    entries: [
      { account: `${claimant.role.toLowerCase()}:${claimant.id}:refunds-due`, amount: money(owed, currency) },
      { account: `provider:${providerId}:refunds-owed`, amount: money(-owed, currency) },
    ],
  };
}
