// Goal: support decides a defect once, after the contact and the written confirmation; each decision leaves its own way.
// Method: pure decisions from each stage of the defect and of the visit.
import { describe, expect, it } from '@jest/globals';
import type { HoldDecision } from '../../../domain/order/bodies.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { complete, defectReadyToDecide, orderIn } from '../support/stages.ts';

function decided(name: 'ON_SITE' | 'IN_PROGRESS' | 'WORK_FINISHED', decision: HoldDecision): Journey {
  const journey = orderIn(name);
  journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision });
  return journey;
}

describe('decide-hold', () => {
  it('is refused until support was asked and the customer has it in writing', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(unmetIds(journey.refusal('decide-hold'))).toEqual(['support.contacted', 'defect.confirmed']);
    journey.give('contact-support');
    expect(unmetIds(journey.refusal('decide-hold'))).toEqual(['defect.confirmed']);
    journey.give('send-message', { purpose: 'QUESTION', text: 'x' });
    expect(unmetIds(journey.refusal('decide-hold'))).toEqual(['defect.confirmed']);
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION', text: 'x' });
    expect(journey.give('decide-hold').types).toEqual(['HOLD_DECIDED', 'HOLD_LIFTED']);
  });

  it('is refused where only the confirmation is there', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION', text: 'x' });
    expect(unmetIds(journey.refusal('decide-hold'))).toEqual(['support.contacted']);
  });

  it.each([
    ['ON_SITE', 'ON_SITE'],
    ['IN_PROGRESS', 'IN_PROGRESS'],
    ['WORK_FINISHED', 'IN_PROGRESS'],
  ] as const)('RESUME in %s lifts the hold and leads to %s', (from, to) => {
    const journey = decided(from, 'RESUME');
    expect(journey.state).toMatchObject({ name: to, holds: [], scopeCheck: null, signOff: null });
  });

  it('RESUME asks for scope check and signature again', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('confirm-scope');
    journey.give('sign-off');
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'RESUME' });
    journey.give('finish-work');
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['scope.confirmed']);
    complete(journey);
    expect(journey.state.name).toBe('COMPLETED');
  });

  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)(
    'RESCHEDULE in %s keeps the hold and leaves reschedule and the customer’s cancel',
    (from) => {
      const journey = decided(from, 'RESCHEDULE');
      expect(journey.state.holds).toHaveLength(1);
      for (const as of ['customer', 'provider', 'support'] as const) expect(journey.ask('reschedule', {}, { as }).ok).toBe(true);
      expect(journey.ask('cancel', {}, { as: 'customer' }).ok).toBe(true);
      expect(unmetIds(journey.refusal('cancel', {}, { as: 'provider' }))).toContain('hold.decision');
      expect(unmetIds(journey.refusal('cancel', {}, { as: 'support' }))).toEqual(['hold.decision']);
    },
  );

  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)('CANCEL in %s keeps the hold and leaves cancel', (from) => {
    const journey = decided(from, 'CANCEL');
    for (const as of ['customer', 'provider', 'support'] as const) expect(journey.ask('cancel', {}, { as }).ok).toBe(true);
    expect(unmetIds(journey.refusal('reschedule', {}, { as: 'provider' }))).toContain('hold.decision');
  });

  it.each(['RESCHEDULE', 'CANCEL'] as const)('%s stops the work, and leaves reports, notes and messages', (decision) => {
    const journey = decided('IN_PROGRESS', decision);
    expect(unmetIds(journey.refusal('finish-work'))).toEqual(['hold.decision']);
    for (const command of ['report-defect', 'report-guardian', 'add-job-note', 'send-message'] as const)
      expect(journey.ask(command).ok).toBe(true);
  });

  it.each([
    [undefined, 'PRODUCT', 0],
    ['CUSTOMER', 'CUSTOMER', 0],
    ['PROVIDER', 'PROVIDER', 1],
  ] as const)('CANCEL attributed to %s is a cancellation by %s with %d fees, and nothing to review', (given, attributedTo, fees) => {
    const journey = orderIn('IN_PROGRESS');
    const holdId = defectReadyToDecide(journey);
    journey.give('decide-hold', { holdId, decision: 'CANCEL', ...(given ? { attributedTo: given } : {}) });
    journey.give('cancel', { reasonCode: 'PRODUCT_DEFECT' }, { as: 'provider' });
    expect(journey.state.cancellation?.attributedTo).toBe(attributedTo);
    expect(journey.state.fees.map(({ status }) => status)).toEqual(fees === 0 ? [] : ['PROPOSED']);
    expect(journey.state.holds).toEqual([]);
  });

  it.each(['RESUME', 'RESCHEDULE', 'CANCEL'] as const)(
    'the first decision wins: after %s a second one is told who decided and when',
    (decision) => {
      const journey = decided('IN_PROGRESS', decision);
      const at = journey.now;
      journey.pass('PT5M');
      const refusal = journey.refusal('decide-hold', { holdId: 'hold-1', decision: 'CANCEL' }, { as: 'supervisor' });
      expect(unmetIds(refusal)).toEqual(['hold.undecided']);
      expect(refusal).toMatchObject({ decidedBy: 'support:agent-7', decidedAt: at });
    },
  );

  it('is refused without a defect, and for an unknown hold', () => {
    expect(unmetIds(orderIn('IN_PROGRESS').refusal('decide-hold'))).toEqual(['defect.open']);
    const journey = orderIn('IN_PROGRESS');
    defectReadyToDecide(journey);
    expect(pointers(journey.refusal('decide-hold', { holdId: 'hold-7' }))).toEqual(['/holdId']);
  });

  it('judges the hold that it names, where another is ready', () => {
    const journey = orderIn('IN_PROGRESS');
    defectReadyToDecide(journey);
    journey.give('report-defect');
    expect(unmetIds(journey.refusal('decide-hold', { holdId: 'hold-2' }))).toEqual(['support.contacted', 'defect.confirmed']);
    expect(journey.ask('decide-hold', { holdId: 'hold-1' }).ok).toBe(true);
  });

  it.each(['REQUESTED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('decide-hold'))).toEqual(['order.state']);
  });
});
