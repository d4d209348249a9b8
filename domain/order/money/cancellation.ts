import type { ReasonCode } from '../../policy/terms.ts';
import type { Attribution, Initiator } from '../../shared/actor.ts';
import type { Money } from '../../shared/money.ts';
import type { Situation } from '../command.ts';
import { decidedHold, initiatorOf, partyOf } from '../rules.ts';
import { activeAppointment, type Hold, type OrderState } from '../state.ts';

export interface CancellationAssessment {
  readonly reasonCode: string;
  readonly initiatedBy: Initiator;
  readonly attributedTo: Attribution;
  readonly fee: { readonly amount: Money; readonly status: 'PROPOSED' | 'REVIEW'; readonly rule: string } | null;
  readonly because: readonly string[];
}

/**
 * Who caused a cancellation and what it may cost: the same answer for the quote and the command.
 * @returns null where the reason is not one of the pack's
 * Source: policies, "Cancellation Policy" (caused by the provider, may): who initiates is not who is at fault.
 */
export function assessCancellation(
  situation: Situation,
  given: { readonly reasonCode: string; readonly initiatedBy?: Initiator },
): CancellationAssessment | null {
  const reason = situation.terms.reasons.find((one) => one.code === given.reasonCode && one.uses.includes('CANCEL'));
  if (!reason) return null;
  const cause = causeOf(situation, reason);
  const fee = feeFor(situation, cause);
  const because = [cause.rule, ...(fee ? [`fee.${fee.status.toLowerCase()}`] : []), ...(cause.free ? [cause.free] : [])];
  return {
    reasonCode: reason.code,
    initiatedBy: initiatorOf(situation, given.initiatedBy),
    attributedTo: cause.attributedTo,
    fee,
    because,
  };
}

interface Cause {
  readonly attributedTo: Attribution;
  readonly rule: string;
  /** The record says it, not only the one who cancels. */
  readonly proven: boolean;
  /** Why there is no fee: the counterpart of a reschedule never agreed to it, or it was the fault of one who has the order no more. */
  readonly free: 'fee.none-unagreed' | 'fee.none-former-provider' | null;
}

/** What is on record goes before what the caller says. */
function causeOf(situation: Situation, reason: ReasonCode): Cause {
  const { state } = situation;
  const active = activeAppointment(state);
  const hold = decidedHold(state);
  const decision = hold?.defect?.decision;
  if (hold && decision)
    return { attributedTo: decision.attributedTo, rule: 'attribution.decided-hold', proven: true, free: freeOf(situation, hold) };
  if (active?.noShow) return { attributedTo: 'PROVIDER', rule: 'attribution.no-show', proven: true, free: null };
  const isUnagreed = active?.awaitingAgreement != null && active.awaitingAgreement.from === partyOf(situation);
  const free = isUnagreed ? 'fee.none-unagreed' : null;
  return { attributedTo: reason.attributedTo, rule: `reason.${reason.code}`, proven: isProven(state, reason.attributedTo), free };
}

/** What support decided on a defect that the former provider reported costs the present one nothing. */
function freeOf({ state, authority }: Situation, { openedAt }: Hold): Cause['free'] {
  // Older requests in histories were answered without this look.
  const isFormer = authority !== undefined && state.providerSince !== undefined && openedAt <= state.providerSince;
  return isFormer ? 'fee.none-former-provider' : null;
}

/** A failed inspection, a decided hold or a GUARDIAN hold proves a cause that is not the provider's. */
function isProven(state: OrderState, attributedTo: Attribution): boolean {
  if (attributedTo === 'PRODUCT' && state.inspection?.passed === false) return true;
  if (attributedTo === 'CUSTOMER' && state.holds.some((hold) => hold.kind === 'GUARDIAN')) return true;
  return state.decidedHolds.some((hold) => hold.attributedTo === attributedTo);
}

function feeFor(situation: Situation, cause: Cause): CancellationAssessment['fee'] {
  const fee = situation.terms.cancellationFee;
  if (!fee || cause.free) return null;
  if (cause.attributedTo === fee.attributedTo) return { amount: fee.amount, status: 'PROPOSED', rule: fee.rule };
  // A provider who names another's fault is looked at by a person, unless the record proves it.
  const ownWord = partyOf(situation) === 'PROVIDER' && !cause.proven;
  return ownWord ? { amount: fee.amount, status: 'REVIEW', rule: fee.rule } : null;
}
