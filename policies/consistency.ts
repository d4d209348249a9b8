import type { PolicyPack } from '../domain/policy/pack.ts';
import type { FieldError } from '../domain/shared/deciding/refusal.ts';
import { DAY_MS, msOf } from '../domain/shared/time.ts';

/** What one field of a pack says about another, beyond the shape of each. Empty where all agree. */
export function inconsistencies(pack: PolicyPack): readonly FieldError[] {
  return [...currencyErrors(pack), ...referenceErrors(pack), ...uniquenessErrors(pack), ...clockErrors(pack), ...claimErrors(pack)];
}

function currencyErrors({ currency, terms }: PolicyPack): readonly FieldError[] {
  const fee = terms.cancellationFee;
  return fee && fee.amount.currency !== currency
    ? [{ pointer: '/terms/cancellationFee/amount/currency', message: `is not ${currency}, the pack's currency` }]
    : [];
}

function referenceErrors({ messages, defaultLocale, gatesByLocation, locationTypes, checklists, visitKinds }: PolicyPack) {
  const errors: FieldError[] = [];
  if (!messages.locales.includes(defaultLocale)) errors.push({ pointer: '/defaultLocale', message: 'is not among messages.locales' });
  for (const type of Object.keys(gatesByLocation)) {
    if (!locationTypes.some((one) => one === type))
      errors.push({ pointer: `/gatesByLocation/${type}`, message: 'is not among locationTypes' });
  }
  for (const kind of visitKinds) {
    if (!checklists[kind]) errors.push({ pointer: `/checklists/${kind}`, message: 'is missing for a kind of visit that is served' });
  }
  return errors;
}

function uniquenessErrors({ marketplaceIds, terms, locationTypes, visitKinds, messages }: PolicyPack): readonly FieldError[] {
  return [
    ...repeated('/marketplaceIds', marketplaceIds),
    ...repeated('/locationTypes', locationTypes),
    ...repeated('/visitKinds', visitKinds),
    ...repeated('/messages/locales', messages.locales),
    ...repeated(
      '/terms/reasons',
      terms.reasons.map((reason) => reason.code),
    ),
  ];
}

function repeated(pointer: string, values: readonly string[]): readonly FieldError[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ pointer: `${pointer}/${index}`, message: `${value} is there twice` }] : [],
  );
}

function clockErrors({ terms }: PolicyPack): readonly FieldError[] {
  const { claimWindow, noShowAfter, arrivalTolerance, ladders } = terms;
  const errors: FieldError[] = [];
  if (msOf(noShowAfter) < msOf(arrivalTolerance))
    errors.push({ pointer: '/terms/noShowAfter', message: 'is before the start is even late' });
  if (claimWindow && msOf(claimWindow.reminderBefore) >= claimWindow.days * DAY_MS)
    errors.push({ pointer: '/terms/claimWindow/reminderBefore', message: 'lies before the window opens' });
  // The engine gives a decision back to support at the first ESCALATE of this ladder; without one it would never come back.
  if (!ladders['hold-follow-up'].rungs.some((rung) => rung.action === 'ESCALATE'))
    errors.push({ pointer: '/terms/ladders/hold-follow-up/rungs', message: 'has no ESCALATE rung, so nothing would go back to support' });
  return errors;
}

/** Lower limits would ask two people about trifles. */
const FOUR_EYES_MIN: Readonly<Record<string, number>> = { USD: 10_000, INR: 500_000 };

function claimErrors({ claims, terms, currency }: PolicyPack): readonly FieldError[] {
  if ((claims === null) !== (terms.claimWindow === null))
    return [{ pointer: '/claims', message: 'and terms.claimWindow are both there, or neither is' }];
  if (!claims) return [];
  const { fourEyesAbove, remedies, partnerAnswersWithin, ladders } = claims;
  const errors: FieldError[] = [...repeated('/claims/remedies', remedies)];
  if (fourEyesAbove.currency !== currency)
    errors.push({ pointer: '/claims/fourEyesAbove/currency', message: `is not ${currency}, the pack's currency` });
  if (fourEyesAbove.amountMinor < (FOUR_EYES_MIN[currency] ?? 0))
    errors.push({ pointer: '/claims/fourEyesAbove/amountMinor', message: 'is so low that every refund would need two people' });
  const firstReminder = ladders['partner-answer'].rungs[0]?.after ?? 'PT0S';
  if (msOf(firstReminder) >= msOf(partnerAnswersWithin))
    errors.push({ pointer: '/claims/ladders/partner-answer', message: 'reminds only when the time to answer is over' });
  return errors;
}
