// Goal: a supervisor, and nobody else, lets signature, scope check or notes go; it is shown, and lapses when work resumes.
// Method: pure decisions on each requirement.
import { describe, expect, it } from '@jest/globals';
import { WAIVABLE } from '../../../domain/order/bodies.ts';
import { completionCheck } from '../../../domain/order/visit/completion.ts';
import { type Journey, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

function verdict(journey: Journey, id: string) {
  return completionCheck(journey.state, journey.terms).find((one) => one.id === id)?.verdict;
}

describe('waive', () => {
  it.each(WAIVABLE)('%s is shown as WAIVED, and asked for again after resume-work', (requirementId) => {
    const journey = orderIn('WORK_FINISHED');
    expect(verdict(journey, requirementId)).toBe('FAILED');
    journey.give('waive', { requirementId });
    expect(verdict(journey, requirementId)).toBe('WAIVED');
    journey.give('resume-work');
    journey.give('finish-work');
    expect(verdict(journey, requirementId)).toBe('FAILED');
  });

  it('of all three completes without any of them', () => {
    const journey = orderIn('WORK_FINISHED');
    for (const requirementId of WAIVABLE) journey.give('waive', { requirementId });
    expect(journey.give('complete').types).toEqual(['ORDER_COMPLETED']);
  });

  it('is refused for the same requirement again, naming who did it', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('waive', { requirementId: 'notes.recorded' });
    const refusal = journey.refusal('waive', { requirementId: 'notes.recorded' });
    expect(unmetIds(refusal)).toEqual(['requirement.unwaived']);
    expect(refusal).toMatchObject({ decidedBy: 'supervisor:lead-1', decidedAt: journey.now });
  });

  it.each(['support', 'provider', 'customer', 'system', 'auditor'] as const)('is forbidden to %s', (as) => {
    expect(orderIn('WORK_FINISHED').refusal('waive', {}, { as }).code).toBe('forbidden');
  });

  it.each(['COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('waive'))).toEqual(['order.state']);
  });
});
