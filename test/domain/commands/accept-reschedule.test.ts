// Goal: only the side that did not put the time forward agrees to it, or support; once.
// Method: pure decisions on a reschedule by each side.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { HOUR_MS } from '../../../domain/shared/time.ts';
import { unmetIds } from '../support/journey.ts';
import { orderIn, startOf, unagreedReschedule } from '../support/stages.ts';

describe('accept-reschedule', () => {
  it.each([
    ['customer', 'provider'],
    ['provider', 'customer'],
  ] as const)('put forward by the %s is accepted by the %s, and not by its own side', (by, other) => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, by);
    expect(unmetIds(journey.refusal('accept-reschedule', {}, { as: by }))).toEqual(['agreement.counterpart']);
    expect(journey.give('accept-reschedule', {}, { as: other }).types).toEqual(['RESCHEDULE_ACCEPTED']);
    expect(activeAppointment(journey.state)?.awaitingAgreement).toBeNull();
  });

  it.each(['support', 'supervisor'] as const)('is accepted by %s for either side', (as) => {
    for (const by of ['customer', 'provider'] as const) {
      const journey = orderIn('SCHEDULED');
      unagreedReschedule(journey, by);
      expect(journey.give('accept-reschedule', {}, { as }).types).toEqual(['RESCHEDULE_ACCEPTED']);
    }
  });

  it('by telephone counts as the party, not as support', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'provider');
    expect(unmetIds(journey.refusal('accept-reschedule', {}, { onBehalfOf: 'PROVIDER' }))).toEqual(['agreement.counterpart']);
    expect(journey.give('accept-reschedule', {}, { onBehalfOf: 'CUSTOMER' }).types).toEqual(['RESCHEDULE_ACCEPTED']);
  });

  it('is refused where the appointment is agreed: never moved, moved with agreement, or accepted already', () => {
    const journey = orderIn('SCHEDULED');
    expect(unmetIds(journey.refusal('accept-reschedule'))).toEqual(['agreement.awaited']);
    journey.give('reschedule', { agreedByCounterpart: true });
    expect(unmetIds(journey.refusal('accept-reschedule'))).toEqual(['agreement.awaited']);
    unagreedReschedule(journey, 'provider');
    journey.give('accept-reschedule', {}, { as: 'customer' });
    expect(unmetIds(journey.refusal('accept-reschedule', {}, { as: 'customer' }))).toEqual(['agreement.awaited']);
  });

  it('is refused without an appointment', () => {
    expect(unmetIds(orderIn('REQUESTED').refusal('accept-reschedule'))).toEqual(['order.state']);
  });

  it('is not needed any more once the technicians have come', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'customer');
    journey.give('assign-technicians');
    journey.give('arrive');
    expect(activeAppointment(journey.state)?.awaitingAgreement).toBeNull();
  });

  it('is not needed any more once work that is done online has started', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    unagreedReschedule(journey, 'customer');
    journey.give('start-work');
    expect(activeAppointment(journey.state)?.awaitingAgreement).toBeNull();
  });

  it.each([
    [-1, true],
    [0, false],
  ])('%d ms from the instant that would make it a no-show at once, is possible: %s', (offset, ok) => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'customer');
    journey.passTo(startOf(journey) + 2 * HOUR_MS + offset);
    if (ok) expect(journey.give('accept-reschedule', {}, { as: 'provider' }).types).toEqual(['RESCHEDULE_ACCEPTED']);
    else expect(unmetIds(journey.refusal('accept-reschedule', {}, { as: 'provider' }))).toEqual(['appointment.ahead']);
    for (const command of ['reschedule', 'cancel'] as const)
      expect(journey.ask(command, {}, { as: ok ? 'customer' : 'provider' }).ok).toBe(true);
  });
});
