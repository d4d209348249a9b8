import type { ClaimTerms } from '../../policy/claim-terms.ts';
import { invalid, type Refusal } from '../../shared/deciding/refusal.ts';
import { isSameMoney, type Money, money } from '../../shared/money.ts';
import type { DecisionBody } from '../bodies.ts';
import { claimEvent, type Decided, type NewClaimEvent } from '../events.ts';
import type { ClaimState } from '../state.ts';

export type ReadDecision = { readonly ok: true; readonly decided: Decided } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Whether a decision's values go together: denied means no remedy, a refund has an amount up to the price, and the remedy is one
 * that the parties agreed on. Source: Partner Network FAQ, "redoing work or asking for refund as per the terms of your understanding".
 */
export function readDecision(state: ClaimState, body: DecisionBody): ReadDecision {
  const { outcome, remedy } = body;
  const refusal = remedyRefusal(state, body) ?? (remedy === 'REFUND' ? amountRefusal(state, body) : null);
  if (refusal) return { ok: false, refusal };
  const amount = remedy === 'REFUND' ? (body.amount ?? state.price) : null;
  return { ok: true, decided: { outcome, remedy, amount } };
}

function remedyRefusal({ remedies }: ClaimState, { outcome, remedy, amount }: DecisionBody): Refusal | null {
  if (outcome === 'DENIED' && remedy !== 'NONE') return invalid('/remedy', 'is NONE where a claim is denied');
  if (outcome !== 'DENIED' && remedy === 'NONE') return invalid('/remedy', 'is missing: an approved claim has a remedy');
  if (remedy !== 'NONE' && !remedies.includes(remedy)) return invalid('/remedy', `is not what was agreed: ${remedies.join(', ')}`);
  return remedy !== 'REFUND' && amount ? invalid('/amount', 'belongs to a REFUND') : null;
}

function amountRefusal({ price }: ClaimState, { outcome, amount }: DecisionBody): Refusal | null {
  if (!amount) {
    if (outcome === 'PARTIAL') return invalid('/amount', 'is needed for a PARTIAL refund');
    return price ? null : invalid('/amount', 'is needed: the order has no price');
  }
  if (!Number.isSafeInteger(amount.amountMinor) || amount.amountMinor <= 0)
    return invalid('/amount/amountMinor', 'is not a positive whole number');
  if (!price) return null;
  if (amount.currency !== price.currency) return invalid('/amount/currency', `is not ${price.currency}, the currency of the price`);
  return amount.amountMinor > price.amountMinor ? invalid('/amount/amountMinor', 'is above the price that was paid') : null;
}

/** A refund above the pack's limit takes two people; so does one that no known price bounds, or in another currency. */
export function needsSecondPerson({ price }: ClaimState, { fourEyesAbove }: ClaimTerms, { amount }: Decided): boolean {
  if (!amount) return false;
  return !price || amount.currency !== fourEyesAbove.currency || amount.amountMinor > fourEyesAbove.amountMinor;
}

/** What a decision sets going: a linked order, or a debt of the provider. */
export function remedyEvents(state: ClaimState, { remedy, amount }: Decided): readonly NewClaimEvent[] {
  if (remedy === 'REDO') return [claimEvent('REDO_ORDERED', { recallOrderId: recallOrderId(state) })];
  const owed = remedy === 'REFUND' && amount ? stillOwed(state, amount) : null;
  return owed ? [claimEvent('REFUND_OWED', { entry: state.owedCount + 1, amount: owed })] : [];
}

/** What was paid already counts: an appeal's amount is the whole. */
function stillOwed({ paidMinor }: ClaimState, { amountMinor, currency }: Money): Money | null {
  return amountMinor > paidMinor ? money(amountMinor - paidMinor, currency) : null;
}

export function isSameDecision(a: Decided, b: Decided): boolean {
  return a.outcome === b.outcome && a.remedy === b.remedy && isSameMoney(a.amount, b.amount);
}

const ID_MAX = 100;

/**
 * The same for every attempt to create it, so that it is created once. A claim's id may fill an order's: then its end is replaced
 * by a digest (FNV-1a; the workflow has no crypto, and nothing secret hangs on it).
 */
function recallOrderId({ claimId, recallCount }: ClaimState): string {
  const id = `redo${recallCount + 1}-${claimId}`;
  if (id.length <= ID_MAX) return id;
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${id.slice(0, ID_MAX - 9)}-${hash.toString(16).padStart(8, '0')}`;
}
