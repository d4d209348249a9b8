// Goal: a proposed fee is posted or waived by a supervisor, once.
// Method: pure decisions on a fee of each status.
import { describe, expect, it } from '@jest/globals';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('decide-fee', () => {
  it.each([
    ['POST', 'FEE_POSTED', 'POSTED'],
    ['WAIVE', 'FEE_WAIVED', 'WAIVED'],
  ] as const)('%s leads to %s', (decision, type, status) => {
    const journey = orderIn('CANCELLED');
    expect(journey.give('decide-fee', { decision }).types).toEqual([type]);
    expect(journey.state.fees).toMatchObject([{ status, decidedBy: 'supervisor:lead-1', decidedAt: journey.now }]);
  });

  it('decides a fee in review, too', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', { reasonCode: 'WEATHER' }, { as: 'provider' });
    expect(journey.give('decide-fee', { decision: 'POST' }).types).toEqual(['FEE_POSTED']);
  });

  it.each(['POST', 'WAIVE'] as const)('is taken once: after %s the second is told who decided and when', (decision) => {
    const journey = orderIn('CANCELLED');
    journey.give('decide-fee', { decision });
    const at = journey.now;
    journey.pass('PT1H');
    const refusal = journey.refusal('decide-fee', { decision: 'POST' });
    expect(unmetIds(refusal)).toEqual(['fee.undecided']);
    expect(refusal).toMatchObject({ decidedBy: 'supervisor:lead-1', decidedAt: at });
  });

  it('refuses a fee of another order, and where none is proposed', () => {
    expect(pointers(orderIn('CANCELLED').refusal('decide-fee', { feeId: 'fee-9' }))).toEqual(['/feeId']);
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', {}, { as: 'customer' });
    expect(unmetIds(journey.refusal('decide-fee'))).toEqual(['fee.proposed']);
  });

  it.each(['support', 'provider', 'customer', 'system', 'auditor'] as const)('is forbidden to %s', (as) => {
    expect(orderIn('CANCELLED').refusal('decide-fee', {}, { as }).code).toBe('forbidden');
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('decide-fee'))).toEqual(['order.state']);
    },
  );
});
