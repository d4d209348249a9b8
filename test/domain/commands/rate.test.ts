// Goal: a completed order is rated once, with one to five stars, also when it is closed.
// Method: pure decisions at the boundaries of the scale.
import { describe, expect, it } from '@jest/globals';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('rate', () => {
  it.each([1, 5])('takes %d stars', (stars) => {
    const journey = orderIn('COMPLETED');
    expect(journey.give('rate', { stars }).types).toEqual(['RATED']);
    expect(journey.state.rating).toEqual({ stars, at: journey.now });
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses %d stars', (stars) => {
    expect(pointers(orderIn('COMPLETED').refusal('rate', { stars }))).toEqual(['/stars']);
  });

  it('is taken once', () => {
    const journey = orderIn('COMPLETED');
    journey.give('rate');
    expect(unmetIds(journey.refusal('rate', { stars: 1 }, { as: 'system' }))).toEqual(['rating.open']);
  });

  it('is taken when the order is closed, also after its claim window', () => {
    expect(orderIn('CLOSED').give('rate').types).toEqual(['RATED']);
    const journey = orderIn('COMPLETED');
    journey.pass('P32D');
    expect(journey.state).toMatchObject({ name: 'CLOSED', ended: true });
    expect(journey.give('rate').types).toEqual(['RATED']);
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('rate'))).toEqual(['order.state']);
    },
  );

  it('is the customer’s or its backend’s, and not given by telephone', () => {
    for (const as of ['provider', 'support', 'supervisor', 'auditor'] as const) {
      expect(orderIn('COMPLETED').refusal('rate', {}, { as }).code).toBe('forbidden');
    }
    expect(orderIn('COMPLETED').refusal('rate', {}, { onBehalfOf: 'CUSTOMER' }).code).toBe('forbidden');
  });
});
