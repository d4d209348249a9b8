// Goal: what a decision sets going comes to an end: refunds, linked orders, withdrawals; and the test clock of the order counts.
// Method: pure decisions, each allowed case with its refused twin.
import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../domain/shared/time.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { ClaimJourney } from './support/claim-journey.ts';
import { completedOrder } from './support/orders.ts';
import { claimIn, DENIED, LARGE, REDO } from './support/stages.ts';

describe('a refund', () => {
  it('is settled by the claimant’s word, which ends its right to appeal', () => {
    const journey = claimIn('DECIDED');
    expect(journey.give('settle')).toEqual(['CLAIM_SETTLED']);
    expect(journey.state).toMatchObject({ name: 'SETTLED', ended: true, appealableUntil: null, settledBy: 'CLAIMANT' });
    expect(unmetIds(journey.refusal('appeal'))).toEqual(['claim.state']);
    expect(journey.effects.at(-1)).toMatchObject({ kind: 'order-notice', notice: { as: 'SETTLED', approved: true } });
  });

  it('is proven by the provider and confirmed by support; the claimant may still appeal until its window is over', () => {
    const journey = claimIn('DECIDED');
    expect(unmetIds(journey.refusal('settle', {}, { as: 'support' }))).toEqual(['payment.stated']);
    expect(pointers(journey.refusal('settle', { proofDocumentId: 'doc-unknown' }, { as: 'provider' }))).toEqual(['/proofDocumentId']);
    journey.give('settle', {}, { as: 'provider' });
    expect(journey.state.name).toBe('DECIDED');
    expect(unmetIds(journey.refusal('settle', {}, { as: 'provider' }))).toEqual(['payment.unstated']);
    journey.give('settle', {}, { as: 'support' });
    expect(journey.state).toMatchObject({ name: 'SETTLED', ended: false, settledBy: 'SUPPORT' });
    const appealed = journey.fork();
    appealed.give('appeal');
    // Fifty dollars were paid: of the whole price only the rest is owed.
    expect(appealed.give('decide-appeal', LARGE)).toEqual(['APPEAL_DECIDED', 'REFUND_OWED']);
    expect(appealed.state.owed?.amount.amountMinor).toBe(7_900);
    expect(journey.pass('P20D')).toEqual(['CLAIM_ENDED']);
  });

  it('unpaid past its deadline climbs its ladder', () => {
    const journey = claimIn('DECIDED');
    expect(journey.pass('P7D')).toEqual(['RUNG_REACHED']);
    expect(journey.last('RUNG_REACHED').data).toMatchObject({ ladder: 'refund-payment', action: 'REMIND', to: 'PROVIDER' });
    journey.pass('P7D');
    expect(journey.last('RUNG_REACHED').data).toMatchObject({ action: 'ESCALATE', to: 'SUPPORT' });
    journey.pass('P7D');
    expect(journey.last('RUNG_REACHED').data).toMatchObject({ action: 'ESCALATE', to: 'SUPERVISOR' });
  });
});

describe('a redo', () => {
  const redoing = (): ClaimJourney => {
    const journey = claimIn('INVESTIGATING');
    journey.give('decide', REDO);
    return journey;
  };
  const ends = (journey: ClaimJourney, outcome: 'COMPLETED' | 'CANCELLED') => {
    const recallOrderId = journey.state.recall?.recallOrderId ?? '';
    return journey.tell({ kind: 'recall-ended', noticeId: `${recallOrderId}-end`, recallOrderId, outcome });
  };

  it('settles with its linked order', () => {
    const journey = redoing();
    expect(journey.effects.at(-1)).toMatchObject({ kind: 'recall-order', recallOrderId: 'redo1-cl-1' });
    expect(unmetIds(journey.refusal('settle'))).toEqual(['refund.owed']);
    expect(ends(journey, 'COMPLETED')).toEqual(['REDO_COMPLETED', 'CLAIM_SETTLED']);
    expect(ends(journey, 'COMPLETED')).toEqual([]);
    expect(journey.state).toMatchObject({ name: 'SETTLED', settledBy: 'REDO' });
  });

  it('whose order is cancelled goes back to support, which chooses the remedy again', () => {
    const journey = redoing();
    expect(unmetIds(journey.refusal('decide'))).toEqual(['claim.undecided']);
    expect(ends(journey, 'CANCELLED')).toEqual(['REDO_CANCELLED']);
    expect(journey.state.name).toBe('DECIDED');
    expect(pointers(journey.refusal('decide', DENIED))).toEqual(['/outcome']);
    expect(journey.give('decide', REDO)).toEqual(['CLAIM_DECIDED', 'REDO_ORDERED']);
    expect(journey.state.recall?.recallOrderId).toBe('redo2-cl-1');
    ends(journey, 'CANCELLED');
    expect(journey.give('decide')).toEqual(['CLAIM_DECIDED', 'REFUND_OWED']);
  });

  it('that an appeal overturns is no longer wanted; what the linked order says then changes nothing', () => {
    const journey = redoing();
    const recallOrderId = journey.state.recall?.recallOrderId ?? '';
    journey.give('appeal', {}, { as: 'provider' });
    expect(journey.give('decide-appeal', DENIED)).toEqual(['APPEAL_DECIDED', 'REDO_DROPPED', 'CLAIM_CLOSED']);
    expect(journey.effects).toContainEqual({ kind: 'recall-cancel', recallOrderId });
    expect(journey.tell({ kind: 'recall-ended', noticeId: 'n', recallOrderId, outcome: 'COMPLETED' })).toEqual([]);
  });

  it('that is completed while an appeal is open settles when the appeal upholds it', () => {
    const journey = redoing();
    journey.give('appeal');
    expect(ends(journey, 'COMPLETED')).toEqual(['REDO_COMPLETED']);
    expect(journey.give('decide-appeal', REDO)).toEqual(['APPEAL_DECIDED', 'CLAIM_SETTLED']);
    expect(journey.state).toMatchObject({ name: 'SETTLED', ended: true });
  });
});

describe('the claimant', () => {
  it('withdraws before the decision, not after it', () => {
    expect(claimIn('WITHDRAWN').state).toMatchObject({ name: 'WITHDRAWN', ended: true });
    expect(unmetIds(claimIn('DECIDED').refusal('withdraw'))).toEqual(['claim.state']);
  });

  it('that is a seller speaks through its backend, and no customer speaks for it', () => {
    const journey = claimIn('INVESTIGATING', { marketplace: 'IN' });
    expect(journey.refusal('withdraw', {}, { as: 'customer' }).code).toBe('forbidden');
    expect(journey.give('withdraw', {}, { as: 'system' })).toEqual(['CLAIM_WITHDRAWN']);
  });
});

describe('the test clock', () => {
  it('of the order is the claim’s too, and each deadline keeps its own time', () => {
    const journey = new ClaimJourney(completedOrder({ sandbox: true }));
    const by = journey.state.partnerAnswersBy;
    expect(journey.tell({ kind: 'clock-advanced', noticeId: 'c-1', offsetMs: 10 * DAY_MS })).toEqual(['CLOCK_ADVANCED']);
    expect(journey.tell({ kind: 'clock-advanced', noticeId: 'c-0', offsetMs: 9 * DAY_MS })).toEqual([]);
    journey.passTo(journey.now + 10 * DAY_MS);
    expect(journey.last('PARTNER_SILENT').at).toBe(by);
  });
});
