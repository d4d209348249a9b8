import type { ClaimStateName } from '../../../../domain/claim/state.ts';
import type { GivenOptions } from '../../support/given.ts';
import { ClaimJourney } from './claim-journey.ts';
import { completedOrder } from './orders.ts';

export const DENIED = { outcome: 'DENIED', remedy: 'NONE' } as const;
export const REDO = { outcome: 'APPROVED', remedy: 'REDO' } as const;
/** The whole price: above the limit of one person. */
export const LARGE = { outcome: 'APPROVED', remedy: 'REFUND', amount: { amountMinor: 12_900, currency: 'USD' } } as const;

/** A claim on the straight way to a state. */
export function claimIn(state: Exclude<ClaimStateName, 'SUBMITTED'>, options: GivenOptions = {}): ClaimJourney {
  const journey = new ClaimJourney(completedOrder(options));
  if (state === 'AWAITING_PARTNER') return journey;
  if (state === 'WITHDRAWN') {
    journey.give('withdraw');
    return journey;
  }
  journey.give('respond');
  journey.give('investigate');
  if (state === 'INVESTIGATING') return journey;
  journey.give('decide');
  if (state === 'DECIDED') return journey;
  if (state === 'SETTLED') {
    journey.give('settle', {}, { as: 'provider' });
    journey.give('settle', {}, { as: 'support' });
    return journey;
  }
  journey.give('appeal', {}, { as: 'provider' });
  if (state === 'CLOSED') journey.give('decide-appeal', {}, { by: 'lead-2' });
  return journey;
}
