// Goal: an order can be cancelled until it is completed; who caused it, not who asked, decides on the fee.
// Method: pure decisions on each reason, role, proof on record and quote.
import { describe, expect, it } from '@jest/globals';
import { cancellationQuote } from '../../../domain/order/money/quote.ts';
import { activeAppointment } from '../../../domain/order/state.ts';
import { HOUR_MS, msOf } from '../../../domain/shared/time.ts';
import { actorOf, type Journey, pointers, unmetIds } from '../support/journey.ts';
import { orderIn, startOf, unagreedReschedule } from '../support/stages.ts';

const ATTRIBUTION = {
  CUSTOMER_REQUEST: 'CUSTOMER',
  CUSTOMER_NO_SHOW: 'CUSTOMER',
  NO_ACCESS: 'CUSTOMER',
  UNACCOMPANIED_MINOR: 'CUSTOMER',
  PROVIDER_UNAVAILABLE: 'PROVIDER',
  PROVIDER_NO_SHOW: 'PROVIDER',
  PROVIDER_LATE: 'PROVIDER',
  TECHNICIAN_NOT_CLEARED: 'PROVIDER',
  PARTS_MISSING: 'PRODUCT',
  PARTS_DAMAGED: 'PRODUCT',
  PRODUCT_DEFECT: 'PRODUCT',
  MARKETPLACE_ERROR: 'MARKETPLACE',
  WEATHER: 'FORCE_MAJEURE',
  FORCE_MAJEURE: 'FORCE_MAJEURE',
} as const;

function fees(journey: Journey) {
  return journey.state.fees.map(({ status }) => status);
}

describe('cancel', () => {
  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS'] as const)('ends an order that is %s, for each who may', (name) => {
    for (const as of ['customer', 'provider', 'support', 'supervisor', 'system'] as const) {
      const journey = orderIn(name);
      journey.give('cancel', {}, { as });
      expect(journey.state.name).toBe('CANCELLED');
      expect(activeAppointment(journey.state)).toBeNull();
    }
  });

  it('is support’s alone once the work is finished', () => {
    for (const as of ['customer', 'provider', 'system'] as const) {
      expect(unmetIds(orderIn('WORK_FINISHED').refusal('cancel', {}, { as }))).toEqual(['work.unfinished']);
    }
    for (const as of ['support', 'supervisor'] as const) expect(orderIn('WORK_FINISHED').ask('cancel', {}, { as }).ok).toBe(true);
    expect(unmetIds(orderIn('WORK_FINISHED').refusal('cancel', {}, { onBehalfOf: 'CUSTOMER' }))).toEqual(['work.unfinished']);
  });

  it.each(['COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s, naming who decided first', (name) => {
    const refusal = orderIn(name).refusal('cancel');
    expect(unmetIds(refusal)).toEqual(['order.state']);
    expect(refusal).toMatchObject({ decidedBy: 'provider:prov-1' });
  });

  it('lifts every hold', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-guardian', { present: false });
    journey.give('cancel');
    expect(journey.state.holds).toEqual([]);
  });

  it('refuses a reason that the policy does not know', () => {
    expect(pointers(orderIn('SCHEDULED').refusal('cancel', { reasonCode: 'BORED' }))).toEqual(['/reasonCode']);
  });
});

describe('cancel: who caused it and what it costs', () => {
  it.each(Object.entries(ATTRIBUTION))('%s is attributed to %s, in every pack', (reasonCode, attributedTo) => {
    for (const marketplace of ['US', 'UK', 'IN'] as const) {
      const journey = orderIn('SCHEDULED', { marketplace });
      journey.give('cancel', { reasonCode }, { as: 'support' });
      expect(journey.state.cancellation).toMatchObject({ reasonCode, attributedTo, initiatedBy: 'MARKETPLACE' });
    }
  });

  it.each(['customer', 'provider', 'support', 'system'] as const)(
    'attributed to the provider, a fee is PROPOSED whoever asks: %s',
    (as) => {
      const journey = orderIn('SCHEDULED');
      journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as });
      expect(journey.state.fees).toMatchObject([{ feeId: 'fee-1', status: 'PROPOSED', amount: { amountMinor: 5000, currency: 'USD' } }]);
    },
  );

  it.each(['customer', 'support', 'system'] as const)('attributed to somebody else, %s proposes no fee', (as) => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', { reasonCode: 'WEATHER' }, { as });
    expect(fees(journey)).toEqual([]);
  });

  it.each(['CUSTOMER_REQUEST', 'PARTS_MISSING', 'MARKETPLACE_ERROR', 'WEATHER'])(
    'a provider who names another’s fault (%s) is reviewed',
    (reasonCode) => {
      const journey = orderIn('ON_SITE');
      journey.give('cancel', { reasonCode }, { as: 'provider' });
      expect(fees(journey)).toEqual(['REVIEW']);
    },
  );

  it('the provider by telephone is the provider', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', { reasonCode: 'WEATHER' }, { onBehalfOf: 'PROVIDER' });
    expect(fees(journey)).toEqual(['REVIEW']);
    expect(journey.state.cancellation?.initiatedBy).toBe('PROVIDER');
  });

  it('a failed inspection proves the product, and only the product', () => {
    const journey = orderIn('ON_SITE');
    journey.give('record-inspection', { items: [{ condition: 'MISSING' }] });
    const other = journey.fork();
    journey.give('cancel', { reasonCode: 'PARTS_MISSING' }, { as: 'provider' });
    expect(fees(journey)).toEqual([]);
    other.give('cancel', { reasonCode: 'CUSTOMER_REQUEST' }, { as: 'provider' });
    expect(fees(other)).toEqual(['REVIEW']);
  });

  it('a GUARDIAN hold proves the customer, and only the customer', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-guardian', { present: false });
    const other = journey.fork();
    journey.give('cancel', { reasonCode: 'UNACCOMPANIED_MINOR' }, { as: 'provider' });
    expect(fees(journey)).toEqual([]);
    other.give('cancel', { reasonCode: 'PRODUCT_DEFECT' }, { as: 'provider' });
    expect(fees(other)).toEqual(['REVIEW']);
  });

  it('after a no-show is the provider’s, whatever the customer says', () => {
    const journey = orderIn('SCHEDULED');
    journey.passTo(startOf(journey) + 2 * HOUR_MS);
    expect(journey.give('cancel', { reasonCode: 'CUSTOMER_REQUEST' }, { as: 'customer' }).because[0]).toBe('attribution.no-show');
    expect(journey.state.cancellation?.attributedTo).toBe('PROVIDER');
    expect(fees(journey)).toEqual(['PROPOSED']);
  });

  it('the provider who did not agree to a new time cancels without a fee; the one who put it forward does not', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'customer');
    journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
    expect(fees(journey)).toEqual([]);
    const own = orderIn('SCHEDULED');
    unagreedReschedule(own, 'provider');
    own.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
    expect(fees(own)).toEqual(['PROPOSED']);
  });

  it('where the pack has no fee there is none', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
    expect(fees(journey)).toEqual([]);
  });

  it('costs 40.00 GBP in the UK', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'UK' });
    journey.give('cancel', { reasonCode: 'PROVIDER_LATE' }, { as: 'customer' });
    expect(journey.state.fees[0]?.amount).toEqual({ amountMinor: 4000, currency: 'GBP' });
  });
});

describe('cancel with a quote', () => {
  function quoted(journey: Journey, reasonCode: string) {
    const { state, terms, now } = journey;
    return cancellationQuote({ state, terms, now, actor: actorOf('provider'), facts: {}, commandId: '' }, { reasonCode });
  }

  it('says what cancelling costs now and changes nothing', () => {
    const journey = orderIn('SCHEDULED');
    expect(quoted(journey, 'PROVIDER_LATE')).toMatchObject({
      fee: { amountMinor: 5000, currency: 'USD' },
      feeStatus: 'PROPOSED',
      attributedTo: 'PROVIDER',
      expiresAt: journey.now + msOf('PT15M'),
    });
    expect(quoted(journey, 'WEATHER')).toMatchObject({ feeStatus: 'REVIEW', attributedTo: 'FORCE_MAJEURE' });
    expect(quoted(journey, 'BORED')).toBeNull();
  });

  it.each([
    [-1, true],
    [0, true],
    [1, false],
  ])('is kept %d ms from its expiry: %s', (offset, ok) => {
    const journey = orderIn('SCHEDULED');
    const quote = quoted(journey, 'PROVIDER_LATE');
    journey.now = (quote?.expiresAt ?? 0) + offset;
    const body = { reasonCode: 'PROVIDER_LATE', quoteId: quote?.quoteId ?? '' };
    if (ok) expect(journey.give('cancel', body, { as: 'provider' }).types).toContain('ORDER_CANCELLED');
    else expect(unmetIds(journey.refusal('cancel', body, { as: 'provider' }))).toEqual(['quote.valid']);
  });

  it('is refused where cancelling would end otherwise than quoted', () => {
    const journey = orderIn('SCHEDULED');
    const quoteId = quoted(journey, 'PROVIDER_LATE')?.quoteId ?? '';
    expect(unmetIds(journey.refusal('cancel', { reasonCode: 'WEATHER', quoteId }, { as: 'provider' }))).toEqual(['quote.unchanged']);
    unagreedReschedule(journey, 'customer');
    expect(unmetIds(journey.refusal('cancel', { reasonCode: 'PROVIDER_LATE', quoteId }, { as: 'provider' }))).toEqual(['quote.unchanged']);
  });

  it('refuses what is not a quote', () => {
    expect(pointers(orderIn('SCHEDULED').refusal('cancel', { quoteId: 'quote-1' }))).toEqual(['/quoteId']);
  });
});
