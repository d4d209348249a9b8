// Goal: the customer signs after a positive or waived scope check; a dummy is no signature; with `complete` both happen or neither.
// Method: pure decisions on the three packs.
import { describe, expect, it } from '@jest/globals';
import type { GivenOptions } from '../support/given.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

const DUMMY = { proofType: 'NO_SIGNATURE', reason: 'the customer left' } as const;

function confirmed(options: GivenOptions = {}): Journey {
  const journey = orderIn('WORK_FINISHED', options);
  journey.give('confirm-scope');
  return journey;
}

describe('sign-off', () => {
  it.each(['provider', 'customer'] as const)('is recorded by the %s after a positive scope check', (as) => {
    const journey = confirmed();
    expect(journey.give('sign-off', {}, { as }).types).toEqual(['SIGNED_OFF']);
    expect(journey.state).toMatchObject({ name: 'WORK_FINISHED', signOff: { proofType: 'CUSTOMER_SIGNATURE' } });
  });

  it('is refused without a scope check, and possible where a supervisor waived it', () => {
    const journey = orderIn('WORK_FINISHED');
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['scope.confirmed']);
    journey.give('waive', { requirementId: 'scope.confirmed' });
    expect(journey.give('sign-off').types).toEqual(['SIGNED_OFF']);
  });

  it('is refused where the customer has signed already; a real signature replaces a dummy', () => {
    const journey = confirmed();
    journey.give('sign-off', DUMMY);
    expect(journey.give('sign-off').types).toEqual(['SIGNED_OFF']);
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['signature.open']);
    expect(unmetIds(journey.refusal('sign-off', DUMMY))).toEqual(['signature.open']);
  });

  it('without a signature wants the reason', () => {
    expect(pointers(confirmed().refusal('sign-off', { proofType: 'NO_SIGNATURE' }))).toEqual(['/reason']);
    expect(confirmed().give('sign-off', DUMMY).warnings).toEqual(['NO_SIGNATURE']);
  });

  it('is refused under a defect and under a GUARDIAN hold', () => {
    const journey = confirmed();
    journey.give('report-guardian', { present: false });
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['holds.none']);
    journey.give('report-defect');
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['holds.none', 'holds.none']);
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('sign-off'))).toEqual(['order.state']);
    },
  );

  it('is not given on behalf of anybody', () => {
    for (const onBehalfOf of ['PROVIDER', 'CUSTOMER'] as const) {
      expect(confirmed().refusal('sign-off', {}, { onBehalfOf }).code).toBe('forbidden');
    }
  });
});

describe('sign-off with complete', () => {
  it('signs and completes', () => {
    const journey = confirmed();
    journey.give('add-job-note');
    expect(journey.give('sign-off', { complete: true }).types).toEqual(['SIGNED_OFF', 'ORDER_COMPLETED']);
    expect(journey.state.name).toBe('COMPLETED');
  });

  it('does neither where something else is missing', () => {
    const journey = confirmed();
    expect(unmetIds(journey.refusal('sign-off', { complete: true }))).toEqual(['notes.recorded']);
    expect(journey.state.signOff).toBeNull();
    expect(journey.give('sign-off', { complete: false }).types).toEqual(['SIGNED_OFF']);
  });

  it('is the provider’s, not the customer’s', () => {
    const journey = confirmed();
    journey.give('add-job-note');
    expect(journey.refusal('sign-off', { complete: true }, { as: 'customer' }).code).toBe('forbidden');
  });

  it.each(['US', 'UK'] as const)('without a signature is refused where it is REQUIRED (%s)', (marketplace) => {
    const journey = confirmed({ marketplace });
    journey.give('add-job-note');
    expect(unmetIds(journey.refusal('sign-off', { ...DUMMY, complete: true }))).toEqual(['signature.collected']);
  });

  it.each(['ONLINE', 'IN_HOME'] as const)('without a signature completes with a warning where it is ADVISED (IN, %s)', (locationType) => {
    const journey = confirmed({ marketplace: 'IN', locationType });
    journey.give('add-job-note', { topics: ['PRODUCT_CONDITION', 'SAFETY', 'PLACEMENT', 'ADVICE', 'AGREEMENT'] });
    const { types, warnings } = journey.give('sign-off', { ...DUMMY, complete: true });
    expect(types).toEqual(['SIGNED_OFF', 'ORDER_COMPLETED']);
    expect([...new Set(warnings)]).toEqual(['NO_SIGNATURE']);
    expect(warnings).toHaveLength(1);
  });
});
