// Goal: support gives the order to another provider before work starts; what belonged to the former one lapses.
// Method: pure decisions with the register's word beside them.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { waitingFor } from '../../../domain/order/time/deadlines.ts';
import { HOUR_MS } from '../../../domain/shared/time.ts';
import { STARTS_AT } from '../support/given.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('reassign-provider', () => {
  it.each([
    ['REQUESTED', 'REQUESTED'],
    ['SCHEDULED', 'SCHEDULED'],
    ['ON_SITE', 'SCHEDULED'],
  ] as const)('from %s leads to %s', (from, to) => {
    const journey = orderIn(from);
    expect(journey.give('reassign-provider').types).toEqual(['PROVIDER_REASSIGNED']);
    expect(journey.state.name).toBe(to);
    expect(journey.state.providerId).toBe('prov-2');
  });

  it.each(['IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('reassign-provider'))).toEqual(['order.state']);
  });

  it('lets technicians, arrival and inspection lapse', () => {
    const journey = orderIn('ON_SITE');
    journey.give('record-inspection');
    journey.give('reassign-provider');
    expect(activeAppointment(journey.state)).toMatchObject({ technicianIds: [], arrivedAt: null, status: 'ACTIVE' });
    expect(journey.state.inspection).toBeNull();
    expect(unmetIds(journey.refusal('arrive'))).toEqual(['technicians.assigned']);
  });

  it('lifts the hold that an incident set, and keeps a defect of the product', () => {
    const journey = orderIn('ON_SITE');
    journey.give('report-defect');
    journey.put('HOLD_OPENED', { holdId: 'hold-2', kind: 'INCIDENT' });
    expect(journey.give('reassign-provider').types).toEqual(['PROVIDER_REASSIGNED', 'HOLD_LIFTED']);
    expect(journey.state.holds.map(({ kind }) => kind)).toEqual(['DEFECT']);
  });

  it.each([
    ['the provider that has it', { providerId: 'prov-1' }, { providerId: 'prov-1', known: true, servesMarketplace: true }],
    ['an unknown provider', {}, { providerId: 'prov-2', known: false, servesMarketplace: false }],
    ['a provider of another marketplace', {}, { providerId: 'prov-2', known: true, servesMarketplace: false }],
  ])('refuses %s', (_who, body, provider) => {
    expect(pointers(orderIn('SCHEDULED').refusal('reassign-provider', body, { facts: { provider } }))).toEqual(['/providerId']);
  });

  it('refuses a provider of whom nothing is known', () => {
    expect(pointers(orderIn('SCHEDULED').refusal('reassign-provider', {}, { facts: {} }))).toEqual(['/providerId']);
  });

  it('never makes the new provider late or a no-show for a start that had passed: it agrees, moves or cancels freely', () => {
    for (const from of ['SCHEDULED', 'ON_SITE'] as const) {
      const journey = orderIn(from);
      journey.passTo(STARTS_AT + 3 * HOUR_MS);
      journey.give('reassign-provider');
      const before = journey.log.length;
      expect(waitingFor(journey.state, journey.terms)).toMatchObject([{ who: 'PROVIDER', what: 'agree-to-reschedule' }]);
      journey.pass('P3D');
      expect(new Set(journey.log.slice(before).map(({ type }) => type))).toEqual(new Set(['RUNG_REACHED']));
      journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
      expect(journey.state.fees).toEqual([]);
    }
  });

  it('binds the new provider to a start that lies ahead', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reassign-provider');
    journey.passTo(STARTS_AT + 2 * HOUR_MS);
    expect(journey.count('NO_SHOW_RECORDED')).toBe(1);
  });
});
