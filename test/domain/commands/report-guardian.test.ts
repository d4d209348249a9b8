// Goal: a parent or guardian is present at all times in a home: absence stops the work, presence lets it go on.
// Method: pure decisions on site, in each order of reports.
import { describe, expect, it } from '@jest/globals';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('report-guardian', () => {
  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)(
    'absence opens a GUARDIAN hold while the order is %s, presence lifts it',
    (name) => {
      const journey = orderIn(name);
      expect(journey.give('report-guardian', { present: false }).types).toEqual(['GUARDIAN_REPORTED', 'HOLD_OPENED']);
      expect(journey.state.holds.map(({ kind }) => kind)).toEqual(['GUARDIAN']);
      expect(journey.give('report-guardian', { present: true }).types).toEqual(['GUARDIAN_REPORTED', 'HOLD_LIFTED']);
      expect(journey.state.holds).toEqual([]);
    },
  );

  it.each(['REQUESTED', 'SCHEDULED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('report-guardian'))).toEqual(['order.state']);
  });

  it('said twice opens one hold, and presence without a hold changes nothing', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(journey.give('report-guardian', { present: true }).types).toEqual(['GUARDIAN_REPORTED']);
    journey.give('report-guardian', { present: false });
    expect(journey.give('report-guardian', { present: false }).types).toEqual(['GUARDIAN_REPORTED']);
    expect(journey.state.holds).toHaveLength(1);
  });

  it('leaves a defect hold alone', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-guardian', { present: false });
    journey.give('report-guardian', { present: true });
    expect(journey.state.holds.map(({ kind }) => kind)).toEqual(['DEFECT']);
  });

  it.each(['IN_STORE', 'BUSINESS', 'OTHER'] as const)('does not apply %s', (locationType) => {
    expect(unmetIds(orderIn('IN_PROGRESS', { locationType }).refusal('report-guardian', { present: false }))).toEqual([
      'guardian.applicable',
    ]);
  });

  it('is given by support in its own name', () => {
    expect(orderIn('IN_PROGRESS').give('report-guardian', { present: false }, { as: 'support' }).types).toContain('HOLD_OPENED');
  });
});
