// Goal: a defect noticed on site or after the work holds the order; pictures only with the customer's authorisation.
// Method: pure decisions from each state and on each value of the body.
import { describe, expect, it } from '@jest/globals';
import { iso, MINUTE_MS } from '../../../domain/shared/time.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('report-defect', () => {
  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)(
    'opens a DEFECT hold while the order is %s, and leaves the state',
    (name) => {
      const journey = orderIn(name);
      expect(journey.give('report-defect').types).toEqual(['DEFECT_REPORTED', 'HOLD_OPENED']);
      expect(journey.state.name).toBe(name);
      expect(journey.state.holds).toMatchObject([
        { holdId: 'hold-1', kind: 'DEFECT', openedAt: journey.now, defect: { confirmedAt: null, contactedAt: null, decision: null } },
      ]);
    },
  );

  it.each(['REQUESTED', 'SCHEDULED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('report-defect'))).toEqual(['order.state']);
  });

  it('opens one hold for each defect', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-defect');
    expect(journey.state.holds.map(({ holdId }) => holdId)).toEqual(['hold-1', 'hold-2']);
  });

  it('refuses media without authorisation, and takes them with it', () => {
    const journey = orderIn('IN_PROGRESS');
    const documentIds = ['doc-1'];
    expect(pointers(journey.refusal('report-defect', { mediaAuthorised: false, documentIds }))).toEqual(['/documentIds']);
    const facts = { documents: [{ documentId: 'doc-1', usable: true }] };
    expect(journey.ask('report-defect', { mediaAuthorised: true, documentIds }, { facts }).ok).toBe(true);
    expect(pointers(journey.refusal('report-defect', { mediaAuthorised: true, documentIds }))).toEqual(['/documentIds/0']);
    expect(journey.ask('report-defect', { mediaAuthorised: false, documentIds: [] }).ok).toBe(true);
  });

  it.each([
    [5 * MINUTE_MS, true],
    [5 * MINUTE_MS + 1, false],
    [-MINUTE_MS, true],
  ])('takes a notification %d ms from now: %s', (offset, ok) => {
    const journey = orderIn('IN_PROGRESS');
    expect(journey.ask('report-defect', { customerNotified: { at: iso(journey.now + offset), summary: 'x' } }).ok).toBe(ok);
  });

  it('names the instant that is wrong', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(pointers(journey.refusal('report-defect', { customerNotified: { at: 'yesterday', summary: 'x' } }))).toEqual([
      '/customerNotified/at',
    ]);
  });
});
