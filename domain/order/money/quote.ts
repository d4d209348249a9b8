import type { Attribution, Initiator } from '../../shared/actor.ts';
import { invalid, notAllowed, type Refusal, unmet } from '../../shared/deciding/refusal.ts';
import type { Money } from '../../shared/money.ts';
import { type Instant, msOf } from '../../shared/time.ts';
import type { Situation } from '../command.ts';
import { assessCancellation, type CancellationAssessment } from './cancellation.ts';

export interface CancellationQuote {
  readonly quoteId: string;
  readonly fee: Money | null;
  /** PROPOSED: a supervisor decides on it. REVIEW: the cause is looked at first. */
  readonly feeStatus: 'PROPOSED' | 'REVIEW' | null;
  readonly attributedTo: Attribution;
  readonly rule: string;
  readonly expiresAt: Instant;
}

/** What cancelling would cost now. Changes nothing; null where the reason is not one of the pack's. */
export function cancellationQuote(
  situation: Situation,
  given: { readonly reasonCode: string; readonly initiatedBy?: Initiator },
): CancellationQuote | null {
  const assessment = assessCancellation(situation, given);
  if (!assessment) return null;
  const expiresAt = situation.now + msOf(situation.terms.quoteValidFor);
  const { fee, attributedTo, because } = assessment;
  const rule = fee?.rule ?? `No fee: the cancellation is attributed to ${attributedTo} (${because[0]}).`;
  return {
    quoteId: `quote_${expiresAt.toString(36)}_${outcomeOf(assessment)}`,
    fee: fee?.amount ?? null,
    feeStatus: fee?.status ?? null,
    attributedTo,
    rule,
    expiresAt,
  };
}

/**
 * Whether what was quoted still holds. A quote is no promise kept anywhere: its id says what was shown and until when, and the
 * command compares that with its own outcome. A made-up id can therefore only refuse its own caller.
 */
export function quoteRefusal(quoteId: string, assessment: CancellationAssessment, now: Instant): Refusal | null {
  const [, expiry, quoted] = /^quote_([0-9a-z]{1,12})_([A-Za-z0-9_-]{1,60})$/.exec(quoteId) ?? [];
  if (expiry === undefined || quoted === undefined) return invalid('/quoteId', 'is not a quote');
  if (now > Number.parseInt(expiry, 36)) return notAllowed('The quote has expired.', unmet('quote.valid', 'Ask for a new quote.', null));
  if (quoted !== outcomeOf(assessment))
    return notAllowed('Cancelling would now end otherwise than quoted.', unmet('quote.unchanged', 'Ask for a new quote.', null));
  return null;
}

function outcomeOf({ reasonCode, attributedTo, fee }: CancellationAssessment): string {
  return [reasonCode, attributedTo, fee ? `${fee.status}-${fee.amount.amountMinor}-${fee.amount.currency}` : 'FREE'].join('-').slice(0, 60);
}
