// Goal: work starts after an inspection that passed and under no hold that blocks it; online it starts straight from the schedule.
// Method: pure decisions from each state and gate.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { MINUTE_MS } from '../../../domain/shared/time.ts';
import { unmetIds } from '../support/journey.ts';
import { orderIn, startOf } from '../support/stages.ts';

describe('start-work', () => {
  it('starts after an inspection that passed', () => {
    const journey = orderIn('ON_SITE');
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['inspection.passed']);
    journey.give('record-inspection');
    journey.give('start-work');
    expect(journey.state).toMatchObject({ name: 'IN_PROGRESS', workStarted: true });
  });

  it('is refused before anybody has arrived', () => {
    expect(unmetIds(orderIn('SCHEDULED').refusal('start-work'))).toEqual(['visit.arrived', 'inspection.passed']);
  });

  it.each(['REQUESTED', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('start-work'))).toEqual(['order.state']);
    },
  );

  it('is refused under a GUARDIAN hold, and possible once the guardian is there', () => {
    const journey = orderIn('ON_SITE');
    journey.give('record-inspection', { minorPresent: true });
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['holds.none']);
    journey.give('report-guardian', { present: true });
    expect(journey.give('start-work').types).toEqual(['WORK_STARTED']);
  });

  it.each([
    [30 * MINUTE_MS, false, []],
    [30 * MINUTE_MS + 1, true, ['LATE_START']],
    [-60 * MINUTE_MS, false, []],
  ])('online, %d ms after the start, is late: %s', (offset, late, warnings) => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    journey.now = startOf(journey) + offset;
    expect(journey.give('start-work').warnings).toEqual(warnings);
    expect(activeAppointment(journey.state)?.startedLate).toBe(late);
    expect(journey.state.name).toBe('IN_PROGRESS');
  });

  it('at home in IN is a visit like anywhere', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN', locationType: 'IN_HOME' });
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['visit.arrived', 'inspection.passed']);
  });
});
