// Goal: the visit begins with assigned technicians who are judged again now; being early or late is a warning.
// Method: pure decisions at the tolerance's boundaries, and with checks that lapsed since the assignment.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/shared/time.ts';
import { clearedTechnician } from '../support/given.ts';
import { type Journey, unmetIds } from '../support/journey.ts';
import { orderIn, startOf } from '../support/stages.ts';

const TOLERANCE_MS = 30 * MINUTE_MS;

function assigned(): Journey {
  const journey = orderIn('SCHEDULED');
  journey.give('assign-technicians');
  return journey;
}

/** The technicians come; no timer has acted before. */
function arriveAt(offset: number) {
  const journey = assigned();
  journey.now = startOf(journey) + offset;
  const { warnings } = journey.give('arrive');
  return { warnings, active: activeAppointment(journey.state), state: journey.state.name, journey };
}

describe('arrive', () => {
  it.each([-TOLERANCE_MS, -1, 0, 1, TOLERANCE_MS])('is on time %d ms from the start', (offset) => {
    const { warnings, active, state } = arriveAt(offset);
    expect(warnings).toEqual([]);
    expect(state).toBe('ON_SITE');
    expect(active?.startedLate).toBe(false);
    expect(active?.arrivedAt).toBe((active?.startAt ?? 0) + offset);
  });

  it('is early one millisecond before the tolerance, with a warning and not late', () => {
    const { warnings, active } = arriveAt(-TOLERANCE_MS - 1);
    expect(warnings).toEqual(['EARLY_ARRIVAL']);
    expect(active?.startedLate).toBe(false);
  });

  it('is late one millisecond after the tolerance, with a warning, and is still an arrival', () => {
    const { warnings, active, state } = arriveAt(TOLERANCE_MS + 1);
    expect(warnings).toEqual(['LATE_ARRIVAL']);
    expect(active?.startedLate).toBe(true);
    expect(state).toBe('ON_SITE');
  });

  it('is refused without an appointment, and where nobody is assigned', () => {
    expect(unmetIds(orderIn('REQUESTED').refusal('arrive'))).toEqual(['order.state']);
    expect(unmetIds(orderIn('SCHEDULED').refusal('arrive'))).toEqual(['technicians.assigned']);
  });

  it('is refused where a check lapsed since the assignment', () => {
    const technicians = [{ ...clearedTechnician('tech-1'), backgroundCheck: { status: 'FAILED' as const, validUntil: '2029-12-31' } }];
    expect(unmetIds(assigned().refusal('arrive', {}, { facts: { technicians } }))).toEqual(['technician.background_check']);
  });

  it('is refused after the no-show: the customer chooses', () => {
    const journey = assigned();
    journey.passTo(startOf(journey) + 2 * HOUR_MS);
    expect(unmetIds(journey.refusal('arrive'))).toEqual(['appointment.kept']);
  });

  it('is possible one millisecond before the no-show', () => {
    const journey = assigned();
    journey.passTo(startOf(journey) + 2 * HOUR_MS - 1);
    expect(journey.give('arrive').warnings).toEqual(['LATE_ARRIVAL']);
  });

  it('is passed over where the work is done online', () => {
    expect(unmetIds(orderIn('SCHEDULED', { marketplace: 'IN' }).refusal('arrive'))).toEqual(['visit.applicable']);
  });

  it('happens once', () => {
    expect(unmetIds(orderIn('ON_SITE').refusal('arrive'))).toEqual(['order.state']);
  });
});
