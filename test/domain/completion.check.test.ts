// Goal: the completion check gives each requirement its verdict by pack and location, with what proves it and who clears it.
// Method: the table of gates written out by hand, on orders with and without what is asked for.
import { describe, expect, it } from '@jest/globals';
import { completionCheck } from '../../domain/order/visit/completion.ts';
import type { LocationType } from '../../domain/policy/pack.ts';
import type { Marketplace } from './support/given.ts';
import { type Journey, unmetIds } from './support/journey.ts';
import { orderIn } from './support/stages.ts';

function verdicts(journey: Journey): Readonly<Record<string, string>> {
  return Object.fromEntries(completionCheck(journey.state, journey.terms).map(({ id, verdict }) => [id, verdict]));
}

const IDS = [
  'appointment.active',
  'technicians.cleared',
  'inspection.passed',
  'holds.none',
  'work.finished',
  'scope.confirmed',
  'signature.collected',
  'notes.recorded',
];

const PLACES: readonly (readonly [Marketplace, LocationType])[] = [
  ['US', 'IN_HOME'],
  ['US', 'IN_STORE'],
  ['UK', 'IN_HOME'],
  ['UK', 'BUSINESS'],
  ['IN', 'IN_HOME'],
  ['IN', 'OTHER'],
  ['IN', 'ONLINE'],
];

describe('the completion check', () => {
  it.each(PLACES)('has the same eight requirements, in the order of the gates (%s, %s)', (marketplace, locationType) => {
    const journey = orderIn('SCHEDULED', { marketplace, locationType });
    expect(completionCheck(journey.state, journey.terms).map(({ id }) => id)).toEqual(IDS);
  });

  it.each(PLACES)('of an order without an appointment fails what applies (%s, %s)', (marketplace, locationType) => {
    const visit = locationType === 'ONLINE' ? 'NOT_APPLICABLE' : 'FAILED';
    expect(verdicts(orderIn('REQUESTED', { marketplace, locationType }))).toEqual({
      'appointment.active': 'FAILED',
      'technicians.cleared': visit,
      'inspection.passed': visit,
      'holds.none': 'PASSED',
      'work.finished': 'FAILED',
      'scope.confirmed': 'FAILED',
      'signature.collected': 'FAILED',
      'notes.recorded': 'FAILED',
    });
  });

  it.each(PLACES)('of a completed order passes what applies (%s, %s)', (marketplace, locationType) => {
    const visit = locationType === 'ONLINE' ? 'NOT_APPLICABLE' : 'PASSED';
    const expected = Object.fromEntries(
      IDS.map((id) => [id, id === 'technicians.cleared' || id === 'inspection.passed' ? visit : 'PASSED']),
    );
    expect(verdicts(orderIn('COMPLETED', { marketplace, locationType }))).toEqual(expected);
  });

  it('shows what a supervisor waived as WAIVED, by whom, and only while it is missing', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('waive', { requirementId: 'notes.recorded' });
    const notes = () => completionCheck(journey.state, journey.terms).find(({ id }) => id === 'notes.recorded');
    expect(notes()).toMatchObject({ verdict: 'WAIVED', evidence: 'supervisor:lead-1', clearedBy: null });
    journey.give('add-job-note');
    expect(notes()).toMatchObject({ verdict: 'PASSED', evidence: '1 notes' });
  });

  it.each([
    ['US', 'FAILED'],
    ['UK', 'FAILED'],
    ['IN', 'PASSED'],
  ] as const)('takes a reason in place of a signature only where it is ADVISED: %s %s', (marketplace, verdict) => {
    const journey = orderIn('WORK_FINISHED', { marketplace, locationType: 'IN_HOME' });
    journey.give('confirm-scope');
    journey.give('sign-off', { proofType: 'NO_SIGNATURE', reason: 'left early' });
    expect(verdicts(journey)['signature.collected']).toBe(verdict);
  });

  it.each([
    ['DEFECT', 'SUPPORT'],
    ['GUARDIAN', 'CUSTOMER'],
    ['INCIDENT', 'SUPERVISOR'],
  ] as const)('names an open %s hold, which %s clears', (kind, clearedBy) => {
    const journey = orderIn('WORK_FINISHED');
    journey.put('HOLD_OPENED', { holdId: 'hold-1', kind });
    const holds = completionCheck(journey.state, journey.terms).find(({ id }) => id === 'holds.none');
    expect(holds).toMatchObject({ verdict: 'FAILED', clearedBy, message: `Open: ${kind} hold hold-1.` });
  });

  it('a failed inspection and a negative scope check fail', () => {
    const inspected = orderIn('ON_SITE');
    inspected.give('record-inspection', { items: [{ condition: 'DAMAGED' }] });
    expect(verdicts(inspected)['inspection.passed']).toBe('FAILED');
    const checked = orderIn('WORK_FINISHED');
    checked.give('confirm-scope', { qualityAccepted: false });
    expect(verdicts(checked)['scope.confirmed']).toBe('FAILED');
  });

  it('is what the command refuses by', () => {
    for (const name of ['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const) {
      const journey = orderIn(name);
      const failing = IDS.filter((id) => verdicts(journey)[id] === 'FAILED');
      expect(unmetIds(journey.refusal('complete'))).toEqual(failing);
    }
  });

  it('passes exactly when the command is accepted', () => {
    const journey = orderIn('WORK_FINISHED');
    for (const command of ['confirm-scope', 'add-job-note', 'sign-off'] as const) {
      expect(journey.ask('complete').ok).toBe(false);
      journey.give(command);
    }
    expect(Object.values(verdicts(journey)).every((verdict) => verdict === 'PASSED')).toBe(true);
    expect(journey.ask('complete').ok).toBe(true);
  });
});
