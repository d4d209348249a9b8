// Goal: the contact with support is recorded once for each defect, and stops the provider's late-completion clock.
// Method: pure decisions on one and on two defects.
import { describe, expect, it } from '@jest/globals';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('contact-support', () => {
  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)('records the contact while the order is %s', (name) => {
    const journey = orderIn(name);
    journey.give('report-defect');
    expect(journey.give('contact-support').types).toEqual(['SUPPORT_CONTACTED']);
    expect(journey.state.holds[0]?.defect?.contactedAt).toBe(journey.now);
    expect(journey.state.lateCompletionPause).toEqual({ since: journey.now, pausedMs: 0 });
  });

  it('is possible between two visits, where a defect was left undecided', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('reschedule');
    expect(journey.give('contact-support').types).toEqual(['SUPPORT_CONTACTED']);
  });

  it('is refused without a defect', () => {
    expect(unmetIds(orderIn('IN_PROGRESS').refusal('contact-support'))).toEqual(['defect.open']);
  });

  it('is refused about an unknown hold, and about one of another kind', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-guardian', { present: false });
    expect(pointers(journey.refusal('contact-support', { holdId: 'hold-9' }))).toEqual(['/holdId']);
    expect(pointers(journey.refusal('contact-support', { holdId: 'hold-2' }))).toEqual(['/holdId']);
  });

  it('is taken once for each defect, and says who asked first', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-defect');
    journey.give('contact-support', { holdId: 'hold-1' });
    const refusal = journey.refusal('contact-support', { holdId: 'hold-1' });
    expect(unmetIds(refusal)).toEqual(['support.uncontacted']);
    expect(refusal).toMatchObject({ decidedBy: 'provider:prov-1', decidedAt: journey.now });
    journey.give('contact-support', { holdId: 'hold-2' });
    expect(unmetIds(journey.refusal('contact-support', { holdId: 'hold-2' }))).toEqual(['support.uncontacted']);
  });

  it.each(['REQUESTED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('contact-support'))).toEqual(['order.state']);
  });
});
