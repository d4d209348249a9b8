// Goal: work may go on again before completion; scope check, signature and waivers lapse.
// Method: pure decisions after each of them was given.
import { describe, expect, it } from '@jest/globals';
import { unmetIds } from '../support/journey.ts';
import { complete, orderIn } from '../support/stages.ts';

describe('resume-work', () => {
  it('leads back to IN_PROGRESS and lets scope check, signature and waivers lapse', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('confirm-scope');
    journey.give('sign-off');
    journey.give('waive', { requirementId: 'notes.recorded' });
    journey.give('resume-work');
    expect(journey.state).toMatchObject({ name: 'IN_PROGRESS', scopeCheck: null, signOff: null, waivers: [], workStarted: true });
  });

  it('asks for all of them again', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('confirm-scope');
    journey.give('sign-off');
    journey.give('resume-work');
    journey.give('finish-work');
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['scope.confirmed']);
    complete(journey);
    expect(journey.state.name).toBe('COMPLETED');
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('resume-work'))).toEqual(['order.state']);
    },
  );
});
