import type { FeeIntent } from '../domain/order/effects.ts';
import { money } from '../domain/shared/money.ts';
import type { LedgerPosting } from '../store/contract/store.ts';
import { permanent } from './failures.ts';
import type { ActivityPorts, EffectInput } from './ports.ts';
import { recordEvents } from './record.ts';

export interface RecordFeeInput extends EffectInput {
  readonly fee: FeeIntent;
}

const REVERSAL = ':reversal';

/** What the marketplace earns by fees. */
const FEE_INCOME_ACCOUNT = 'marketplace:fee-income';

/** What a provider owes the marketplace. */
function receivableAccount(providerId: string): string {
  return `provider:${providerId}:receivable`;
}

/**
 * A fee as double entry: the provider owes it (debit, positive), the marketplace earns it (credit, negative).
 * A reversal has the opposite signs and a key of its own: the ledger is corrected, never changed.
 */
function feePosting(orderId: string, fee: FeeIntent): LedgerPosting {
  const { amountMinor, currency } = fee.amount;
  const debit = fee.reversal ? -amountMinor : amountMinor;
  return {
    key: fee.reversal && !fee.key.endsWith(REVERSAL) ? `${fee.key}${REVERSAL}` : fee.key,
    orderId,
    feeId: fee.feeId,
    memo: fee.reversal ? 'reversal of a cancellation fee' : 'cancellation fee',
    entries: [
      { account: receivableAccount(fee.providerId), amount: money(debit, currency) },
      { account: FEE_INCOME_ACCOUNT, amount: money(-debit, currency) },
    ],
  };
}

/**
 * Enters a posted fee, or its reversal, into the ledger: once by its key, however often it is called.
 * @returns entered: false where an earlier call did it
 * @throws ApplicationFailure `EFFECT_MISMATCH` where the key is there with another amount, `INVALID_FEE`; both for good
 */
export async function recordFee(ports: ActivityPorts, { orderId, events, fee }: RecordFeeInput): Promise<{ entered: boolean }> {
  await recordEvents(ports, { orderId, events });
  if (!Number.isSafeInteger(fee.amount.amountMinor) || fee.amount.amountMinor <= 0) {
    throw permanent('INVALID_FEE', 'a fee is a positive whole number of minor units');
  }
  return { entered: await ports.store.ledger.post(feePosting(orderId, fee)) };
}
