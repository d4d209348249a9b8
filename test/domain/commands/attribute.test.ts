// Goal: support corrects who caused a reschedule or the cancellation, while the order can be corrected; a fee follows.
// Method: pure decisions on each attribution and fee status.
import { describe, expect, it } from '@jest/globals';
import type { Attribution } from '../../../domain/shared/actor.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

function cancelled(reasonCode: string): Journey {
  const journey = orderIn('SCHEDULED');
  journey.give('cancel', { reasonCode }, { as: 'provider' });
  return journey;
}

function attribute(journey: Journey, attributedTo: Attribution) {
  return journey.give('attribute', { attributedTo }).types;
}

describe('attribute: the cancellation', () => {
  it('to the provider proposes a fee; one in review becomes a proposal', () => {
    const bySupport = orderIn('SCHEDULED');
    bySupport.give('cancel', { reasonCode: 'WEATHER' }, { as: 'support' });
    expect(attribute(bySupport, 'PROVIDER')).toEqual(['ATTRIBUTION_CORRECTED', 'FEE_PROPOSED']);
    const reviewed = cancelled('WEATHER');
    expect(attribute(reviewed, 'PROVIDER')).toEqual(['ATTRIBUTION_CORRECTED', 'FEE_PROPOSED']);
    expect(reviewed.state.fees).toMatchObject([{ feeId: 'fee-1', status: 'PROPOSED' }]);
  });

  it('away from the provider waives a fee that is not posted, and reverses one that is', () => {
    const proposed = cancelled('PROVIDER_LATE');
    expect(attribute(proposed, 'CUSTOMER')).toEqual(['ATTRIBUTION_CORRECTED', 'FEE_WAIVED']);
    const posted = cancelled('PROVIDER_LATE');
    posted.give('decide-fee', { decision: 'POST' });
    expect(attribute(posted, 'CUSTOMER')).toEqual(['ATTRIBUTION_CORRECTED', 'FEE_REVERSED']);
    expect(posted.state.fees).toMatchObject([{ status: 'REVERSED' }]);
  });

  it('back to the provider after a reversal is a new fee, so that the ledger has a key for each', () => {
    const journey = cancelled('PROVIDER_LATE');
    journey.give('decide-fee', { decision: 'POST' });
    attribute(journey, 'CUSTOMER');
    attribute(journey, 'PROVIDER');
    expect(journey.state.fees.map(({ feeId, status }) => [feeId, status])).toEqual([
      ['fee-1', 'REVERSED'],
      ['fee-2', 'PROPOSED'],
    ]);
  });

  it('between others changes no fee, and nothing at all where the pack has none', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', { reasonCode: 'WEATHER' }, { as: 'support' });
    expect(attribute(journey, 'MARKETPLACE')).toEqual(['ATTRIBUTION_CORRECTED']);
    const india = orderIn('SCHEDULED', { marketplace: 'IN' });
    india.give('cancel', { reasonCode: 'WEATHER' }, { as: 'support' });
    expect(attribute(india, 'PROVIDER')).toEqual(['ATTRIBUTION_CORRECTED']);
  });

  it('is shown on the cancellation and on the appointment that it ended', () => {
    const journey = cancelled('PROVIDER_LATE');
    attribute(journey, 'CUSTOMER');
    expect(journey.state.cancellation?.attributedTo).toBe('CUSTOMER');
    expect(journey.state.appointments[0]?.attributedTo).toBe('CUSTOMER');
  });

  it('by the appointment that it ended is the same correction, and the fee follows', () => {
    const journey = cancelled('PROVIDER_LATE');
    expect(journey.give('attribute', { appointmentId: 'apt-1', attributedTo: 'CUSTOMER' }).types).toEqual([
      'ATTRIBUTION_CORRECTED',
      'FEE_WAIVED',
    ]);
    expect(journey.state.cancellation?.attributedTo).toBe('CUSTOMER');
  });

  it('is refused where it is attributed so already', () => {
    expect(unmetIds(cancelled('PROVIDER_LATE').refusal('attribute', { attributedTo: 'PROVIDER' }))).toEqual(['attribution.differs']);
  });

  it('is refused once the order is history: nobody would watch the fee', () => {
    const journey = cancelled('PROVIDER_LATE');
    journey.give('decide-fee', { decision: 'WAIVE' });
    journey.pass('P29D');
    expect(journey.ask('attribute', { attributedTo: 'CUSTOMER' }).ok).toBe(true);
    journey.pass('P3D');
    expect(journey.state.ended).toBe(true);
    expect(unmetIds(journey.refusal('attribute', { attributedTo: 'CUSTOMER' }))).toEqual(['order.open']);
  });
});

describe('attribute: a reschedule', () => {
  it.each(['SCHEDULED', 'COMPLETED', 'CANCELLED'] as const)('is corrected while the order is %s, and costs nothing', (name) => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    journey.give('reschedule');
    if (name === 'COMPLETED') {
      for (const command of ['start-work', 'finish-work', 'confirm-scope', 'add-job-note', 'sign-off', 'complete'] as const)
        journey.give(command);
    }
    if (name === 'CANCELLED') journey.give('cancel');
    expect(journey.give('attribute', { appointmentId: 'apt-1', attributedTo: 'PROVIDER' }).types).toEqual(['ATTRIBUTION_CORRECTED']);
    expect(journey.state.appointments[0]?.attributedTo).toBe('PROVIDER');
    expect(journey.state.fees).toEqual([]);
  });

  it('is refused for an unknown appointment, for one that was not moved, and where nothing was', () => {
    const journey = orderIn('SCHEDULED');
    expect(unmetIds(journey.refusal('attribute'))).toEqual(['attribution.given']);
    journey.give('reschedule');
    expect(pointers(journey.refusal('attribute', { appointmentId: 'apt-9' }))).toEqual(['/appointmentId']);
    expect(unmetIds(journey.refusal('attribute', { appointmentId: 'apt-2' }))).toEqual(['attribution.given']);
  });

  it.each(['provider', 'customer', 'system', 'auditor'] as const)('is forbidden to %s', (as) => {
    expect(cancelled('PROVIDER_LATE').refusal('attribute', {}, { as }).code).toBe('forbidden');
  });
});
