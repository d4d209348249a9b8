// Goal: work that goes on can be finished, unless a guardian is missing; a defect does not stop it.
// Method: pure decisions from each state.
import { describe, expect, it } from '@jest/globals';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('finish-work', () => {
  it('leads from IN_PROGRESS to WORK_FINISHED', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(journey.give('finish-work').types).toEqual(['WORK_FINISHED']);
    expect(journey.state.name).toBe('WORK_FINISHED');
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('finish-work'))).toEqual(['order.state']);
    },
  );

  it('is possible under an open defect, and refused under a GUARDIAN hold', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(journey.ask('finish-work').ok).toBe(true);
    journey.give('report-guardian', { present: false });
    expect(unmetIds(journey.refusal('finish-work'))).toEqual(['holds.none']);
  });
});
