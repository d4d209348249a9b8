// Goal: an order is completed when the completion check passes; then the claim window opens, or the order closes.
// Method: pure decisions with one requirement missing at a time; late completion at the boundary of midnight.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { iso } from '../../../domain/shared/time.ts';
import { type Journey, unmetIds } from '../support/journey.ts';
import { defectReadyToDecide, orderIn } from '../support/stages.ts';

function ready(marketplace: 'US' | 'UK' | 'IN' = 'US'): Journey {
  const journey = orderIn('WORK_FINISHED', { marketplace });
  journey.give('confirm-scope');
  journey.give('add-job-note');
  journey.give('sign-off');
  return journey;
}

describe('complete', () => {
  it.each(['provider', 'support', 'supervisor'] as const)('is given by %s once all is there', (as) => {
    const journey = ready();
    expect(journey.give('complete', {}, { as }).types).toEqual(['ORDER_COMPLETED']);
    expect(journey.state).toMatchObject({ name: 'COMPLETED', completedAt: journey.now, completedLate: false });
    expect(activeAppointment(journey.state)).toBeNull();
    expect(journey.state.appointments[0]?.status).toBe('COMPLETED');
  });

  it('opens the claim window of the guarantee: the claimant and 30 local days', () => {
    const us = ready('US');
    us.give('complete');
    expect(us.state.claimWindow).toMatchObject({ programme: 'happiness-guarantee', claimant: 'CUSTOMER', days: 30, opensAt: us.now });
    expect(iso(us.state.claimWindow?.closesAt ?? 0)).toBe('2027-02-15T08:00:00.000Z');
    const india = ready('IN');
    india.give('complete');
    expect(india.state.claimWindow).toMatchObject({ programme: 'service-guarantee', claimant: 'SELLER' });
    expect(iso(india.state.claimWindow?.closesAt ?? 0)).toBe('2027-02-14T18:30:00.000Z');
  });

  it('closes the order where there is no guarantee programme', () => {
    const journey = ready('UK');
    expect(journey.give('complete').types).toEqual(['ORDER_COMPLETED', 'ORDER_CLOSED']);
    expect(journey.state).toMatchObject({ name: 'CLOSED', claimWindow: null, closedAt: journey.now, ended: false });
  });

  it('names everything that is missing', () => {
    expect(unmetIds(orderIn('WORK_FINISHED').refusal('complete'))).toEqual(['scope.confirmed', 'signature.collected', 'notes.recorded']);
    expect(unmetIds(orderIn('SCHEDULED').refusal('complete'))).toEqual([
      'technicians.cleared',
      'inspection.passed',
      'work.finished',
      'scope.confirmed',
      'signature.collected',
      'notes.recorded',
    ]);
    expect(unmetIds(orderIn('REQUESTED').refusal('complete'))).toContain('appointment.active');
  });

  it('is refused under a defect hold, which it names once', () => {
    const journey = ready();
    journey.give('report-defect');
    expect(unmetIds(journey.refusal('complete'))).toEqual(['holds.none']);
    expect(journey.refusal('complete', {}, { as: 'support' })).toMatchObject({ unmet: [{ id: 'holds.none', clearedBy: 'SUPPORT' }] });
  });

  it('is refused to the provider under an INCIDENT hold, and possible for support', () => {
    const journey = ready();
    journey.put('HOLD_OPENED', { holdId: 'hold-1', kind: 'INCIDENT' });
    expect(unmetIds(journey.refusal('complete', {}, { as: 'provider' }))).toEqual(['holds.none']);
    expect(journey.ask('complete', {}, { as: 'support' }).ok).toBe(true);
  });

  it('happens once; a second one is told who completed and when', () => {
    const journey = ready();
    journey.give('complete');
    const at = journey.now;
    journey.pass('PT1H');
    const refusal = journey.refusal('complete', {}, { as: 'support' });
    expect(unmetIds(refusal)).toEqual(['order.state']);
    expect(refusal).toMatchObject({ decidedBy: 'provider:prov-1', decidedAt: at });
  });

  it.each([
    ['one millisecond before midnight', -1, false],
    ['at midnight', 0, true],
    ['after midnight', 1, true],
  ])('%s of the appointment date is late: %s', (_when, offset, late) => {
    const journey = ready();
    journey.now = (activeAppointment(journey.state)?.lateCompletionAt ?? 0) + offset;
    expect(journey.give('complete').warnings.includes('LATE_COMPLETION')).toBe(late);
    expect(journey.state.completedLate).toBe(late);
  });

  it('is not late for the time in which support was asked', () => {
    const journey = orderIn('IN_PROGRESS');
    const holdId = defectReadyToDecide(journey);
    journey.pass('P2D');
    journey.give('decide-hold', { holdId, decision: 'RESUME' });
    journey.give('finish-work');
    journey.give('confirm-scope');
    journey.give('add-job-note');
    expect(journey.give('sign-off', { complete: true }).warnings).not.toContain('LATE_COMPLETION');
    expect(journey.state.completedLate).toBe(false);
  });

  it('warns of topics that the notes do not cover', () => {
    expect(ready().give('complete').warnings).toEqual(['TOPICS_NOT_COVERED']);
    const journey = ready();
    journey.give('add-job-note', { topics: ['PRODUCT_CONDITION', 'PLACEMENT', 'ADVICE', 'AGREEMENT'] });
    expect(journey.give('complete').warnings).toEqual([]);
  });
});
