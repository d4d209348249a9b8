// Goal: the first appointment starts in the future, at most 365 days ahead, and only where there is none yet.
// Method: pure decisions at the boundaries, one below, at, and one above.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../../domain/shared/time.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

const HORIZON_MS = 365 * DAY_MS;

describe('schedule', () => {
  it('makes the first appointment and moves the order to SCHEDULED', () => {
    const journey = orderIn('REQUESTED');
    const { types } = journey.give('schedule', { startTime: '2027-01-20T09:00:00-08:00', durationInMinutes: 60 });
    expect(types).toEqual(['APPOINTMENT_SCHEDULED']);
    expect(journey.state.name).toBe('SCHEDULED');
    expect(activeAppointment(journey.state)).toMatchObject({
      appointmentId: 'apt-1',
      status: 'ACTIVE',
      startAt: Date.parse('2027-01-20T17:00:00Z'),
      durationInMinutes: 60,
      awaitingAgreement: null,
    });
  });

  it.each(['system', 'customer', 'provider', 'support', 'supervisor'] as const)('is given by %s', (as) => {
    expect(orderIn('REQUESTED').give('schedule', {}, { as }).types).toEqual(['APPOINTMENT_SCHEDULED']);
  });

  it('refuses a second appointment while one is active', () => {
    expect(unmetIds(orderIn('SCHEDULED').refusal('schedule'))).toEqual(['order.state']);
  });

  it.each([
    ['one millisecond ago', -1],
    ['now', 0],
  ])('refuses a start %s', (_when, offset) => {
    const journey = orderIn('REQUESTED');
    expect(pointers(journey.refusal('schedule', { startTime: iso(journey.now + offset) }))).toEqual(['/startTime']);
  });

  it('takes a start one millisecond ahead', () => {
    const journey = orderIn('REQUESTED');
    expect(journey.give('schedule', { startTime: iso(journey.now + 1) }).types).toEqual(['APPOINTMENT_SCHEDULED']);
  });

  it.each([
    ['one millisecond less than 365 days ahead', HORIZON_MS - 1],
    ['exactly 365 days ahead', HORIZON_MS],
  ])('takes a start %s', (_when, offset) => {
    const journey = orderIn('REQUESTED');
    expect(journey.give('schedule', { startTime: iso(journey.now + offset) }).types).toEqual(['APPOINTMENT_SCHEDULED']);
  });

  it('refuses a start one millisecond more than 365 days ahead', () => {
    const journey = orderIn('REQUESTED');
    expect(pointers(journey.refusal('schedule', { startTime: iso(journey.now + HORIZON_MS + 1) }))).toEqual(['/startTime']);
  });

  it('refuses a start that is no instant', () => {
    expect(pointers(orderIn('REQUESTED').refusal('schedule', { startTime: 'tomorrow' }))).toEqual(['/startTime']);
  });

  it.each([
    ['ends a minute before midnight', '2027-01-15T21:59:00-08:00', 120, '2027-01-16T08:00:00Z'],
    ['ends at midnight', '2027-01-15T22:00:00-08:00', 120, '2027-01-16T08:00:00Z'],
    ['goes on after midnight', '2027-01-15T22:01:00-08:00', 120, '2027-01-17T08:00:00Z'],
  ])('a visit that %s is late from the midnight after its last day', (_what, startTime, durationInMinutes, midnight) => {
    const journey = orderIn('REQUESTED');
    journey.give('schedule', { startTime, durationInMinutes });
    expect(iso(activeAppointment(journey.state)?.lateCompletionAt ?? 0)).toBe(iso(Date.parse(midnight)));
    expect(durationInMinutes * MINUTE_MS).toBeLessThan(DAY_MS);
  });
});
