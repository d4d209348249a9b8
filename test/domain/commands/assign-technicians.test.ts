// Goal: nobody is assigned without a clear background check and the required licences on the appointment's own local date.
// Method: pure decisions with the register's word on the day before, on and after the last valid day.
import { describe, expect, it } from '@jest/globals';
import type { TechnicianFact } from '../../../domain/order/command.ts';
import { activeAppointment } from '../../../domain/order/state.ts';
import { clearedTechnician } from '../support/given.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

// The appointment is at 18:00 on 15 January in Los Angeles: in UTC it is the 16th already.
const EVENING = { startsAt: Date.parse('2027-01-16T02:00:00Z') };

function refused(journey: Journey, technicians: readonly TechnicianFact[], technicianIds = ['tech-1']): readonly string[] {
  return unmetIds(journey.refusal('assign-technicians', { technicianIds }, { facts: { technicians } }));
}

describe('assign-technicians', () => {
  it('replaces the whole set of the active appointment', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('assign-technicians', { technicianIds: ['tech-1', 'tech-2'] });
    journey.give('assign-technicians', { technicianIds: ['tech-2'] });
    expect(activeAppointment(journey.state)?.technicianIds).toEqual(['tech-2']);
  });

  it.each(['provider', 'support', 'supervisor'] as const)('is given by %s', (as) => {
    expect(orderIn('SCHEDULED').give('assign-technicians', {}, { as }).types).toEqual(['TECHNICIANS_ASSIGNED']);
  });

  it('is refused without an appointment', () => {
    expect(unmetIds(orderIn('REQUESTED').refusal('assign-technicians'))).toEqual(['order.state']);
  });

  it.each(['2027-01-15', '2027-01-16'])(
    'takes checks that are valid until %s: on the local day of the visit, or after it',
    (validUntil) => {
      const technicians = [clearedTechnician('tech-1', validUntil)];
      expect(orderIn('SCHEDULED', EVENING).give('assign-technicians', {}, { facts: { technicians } }).types).toEqual([
        'TECHNICIANS_ASSIGNED',
      ]);
    },
  );

  it('refuses checks that end the day before the visit', () => {
    const technicians = [clearedTechnician('tech-1', '2027-01-14')];
    expect(refused(orderIn('SCHEDULED', EVENING), technicians)).toEqual(['technician.background_check', 'technician.licence']);
  });

  it.each(['PENDING', 'FAILED'] as const)('refuses a background check that is %s', (status) => {
    const technicians = [{ ...clearedTechnician('tech-1'), backgroundCheck: { status, validUntil: '2029-12-31' } }];
    expect(refused(orderIn('SCHEDULED'), technicians)).toEqual(['technician.background_check']);
  });

  it('refuses a missing background check', () => {
    expect(refused(orderIn('SCHEDULED'), [{ ...clearedTechnician('tech-1'), backgroundCheck: null }])).toEqual([
      'technician.background_check',
    ]);
  });

  it('refuses a licence for something else', () => {
    const technicians = [{ ...clearedTechnician('tech-1'), licences: [{ skill: 'PLUMBING', validUntil: '2029-12-31' }] }];
    expect(refused(orderIn('SCHEDULED'), technicians)).toEqual(['technician.licence']);
  });

  it('names every failing check of every technician', () => {
    const technicians = [
      { ...clearedTechnician('tech-1'), backgroundCheck: null },
      { ...clearedTechnician('tech-2'), licences: [] },
    ];
    expect(refused(orderIn('SCHEDULED'), technicians, ['tech-1', 'tech-2', 'tech-3'])).toEqual([
      'technician.background_check',
      'technician.licence',
      'technician.registered',
    ]);
  });

  it('refuses a technician of another provider, and one of whom nothing is known', () => {
    expect(refused(orderIn('SCHEDULED'), [{ ...clearedTechnician('tech-1'), known: false }])).toEqual(['technician.registered']);
    expect(unmetIds(orderIn('SCHEDULED').refusal('assign-technicians', {}, { facts: {} }))).toEqual(['technician.registered']);
  });

  it.each([
    ['nobody', []],
    ['somebody twice', ['tech-1', 'tech-1']],
  ])('refuses a list that names %s', (_who, technicianIds) => {
    expect(pointers(orderIn('SCHEDULED').refusal('assign-technicians', { technicianIds }))).toEqual(['/technicianIds']);
  });

  it('checks nobody where the work is done online', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    expect(journey.give('assign-technicians', {}, { facts: {} }).warnings).toEqual([]);
  });
});
