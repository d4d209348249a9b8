// Goal: whether an order can be claimed is explained by one function, the same before filing, at filing and in the refusal.
// Method: orders on the way to completion and after it, each condition met and not met, with the fact and the event it comes from.
import { describe, expect, it } from '@jest/globals';
import type { ClaimantRole } from '../../../domain/claim/bodies.ts';
import { claimEligibility, type Eligibility } from '../../../domain/claim/filing/eligibility.ts';
import { decideNotice } from '../../../domain/order/claims/notice.ts';
import type { Condition, ConditionId } from '../../../domain/shared/condition.ts';
import { iso } from '../../../domain/shared/time.ts';
import { type Journey, pointers } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';
import { completedOrder } from './support/orders.ts';

function ask(journey: Journey, claimantRole: ClaimantRole = 'CUSTOMER'): Eligibility {
  return claimEligibility({ state: journey.state, terms: journey.terms, claimantRole, now: journey.now, filing: null });
}

function condition(journey: Journey, id: ConditionId, claimantRole: ClaimantRole = 'CUSTOMER'): Condition {
  const found = ask(journey, claimantRole).conditions.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function conditionsOf(journey: Journey, body: object, as: 'customer' | 'system' | 'supervisor' = 'customer'): readonly Condition[] {
  const refusal = journey.refusal('file-claim', body, { as });
  if (refusal.code !== 'claim_not_eligible') throw new Error(JSON.stringify(refusal));
  return refusal.conditions;
}

const failed = (conditions: readonly Condition[]): readonly string[] =>
  conditions.filter(({ verdict }) => verdict === 'FAILED' || verdict === 'REQUIRES_ACTION').map(({ id }) => id);

describe('a receipt', () => {
  it('is one that can be used also where the programme asks for none', () => {
    const journey = completedOrder();
    const { terms } = journey;
    if (!terms.claimWindow) throw new Error('no programme');
    Object.assign(journey, { terms: { ...terms, claimWindow: { ...terms.claimWindow, pieces: [] } } });
    expect(pointers(journey.refusal('file-claim', { receiptDocumentId: 'doc-unknown' }))).toEqual(['/receiptDocumentId']);
    expect(journey.ask('file-claim', {}).ok).toBe(true);
  });
});

describe('eligibility before a claim is filed', () => {
  it('asks for what the claim itself would supply, and no more, once the order is completed', () => {
    const us = ask(completedOrder());
    expect(us.eligible).toBe('REQUIRES_ACTION');
    expect(us.conditions.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['programme.marketplace', 'PASSED'],
      ['partner.enrolled', 'NOT_APPLICABLE'],
      ['order.completed', 'PASSED'],
      ['window.open', 'PASSED'],
      ['partner.contacted_first', 'REQUIRES_ACTION'],
      ['documents.complete', 'REQUIRES_ACTION'],
      ['claim.none_open', 'PASSED'],
    ]);
  });

  it('says NO where nothing that anybody does would help', () => {
    expect(ask(orderIn('CANCELLED')).eligible).toBe('NO');
    expect(ask(orderIn('CLOSED')).eligible).toBe('NO');
    expect(condition(orderIn('CLOSED'), 'programme.marketplace')).toMatchObject({ verdict: 'FAILED' });
    expect(ask(completedOrder(), 'SELLER').eligible).toBe('NO');
    expect(ask(completedOrder({ marketplace: 'IN' }), 'CUSTOMER').eligible).toBe('NO');
  });

  it('before completion it says what is still to come', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(ask(journey)).toMatchObject({ eligible: 'REQUIRES_ACTION', closesAt: null });
    expect(condition(journey, 'order.completed')).toMatchObject({ verdict: 'REQUIRES_ACTION', fix: expect.any(String) });
    expect(condition(journey, 'window.open').message).toContain('30 days');
  });

  it('explains the arithmetic of the window: days, zone, last day and instant, from the event that opened it', () => {
    const journey = completedOrder();
    const { state } = journey;
    expect(condition(journey, 'window.open')).toMatchObject({
      verdict: 'PASSED',
      fact: {
        event: { sequence: state.completedSequence, type: 'ORDER_COMPLETED' },
        values: {
          completedOn: '2027-01-15',
          timeZone: 'America/Los_Angeles',
          days: 30,
          lastDay: '2027-02-14',
          closesAt: iso(state.claimWindow?.closesAt ?? 0),
        },
      },
    });
    journey.now = state.claimWindow?.closesAt ?? 0;
    expect(condition(journey, 'window.open')).toMatchObject({ verdict: 'FAILED', fix: expect.stringContaining('exception') });
  });
});

describe('the partner', () => {
  it('is enrolled as it was at completion: what its profile says later changes nothing', () => {
    const journey = orderIn('WORK_FINISHED', { marketplace: 'IN' });
    for (const command of ['confirm-scope', 'add-job-note', 'sign-off'] as const) journey.give(command);
    const never = journey.fork();
    const unbadged = journey.fork();
    const unknown = journey.fork();
    journey.give('complete', {}, { facts: { partner: { enrolled: true, badge: true } } });
    never.give('complete', {}, { facts: { partner: { enrolled: false, badge: false } } });
    unbadged.give('complete', {}, { facts: { partner: { enrolled: true, badge: false } } });
    unknown.give('complete', {}, { facts: {} });
    expect(condition(journey, 'partner.enrolled', 'SELLER')).toMatchObject({
      verdict: 'PASSED',
      fact: { values: { enrolled: true, badge: true } },
    });
    expect(condition(never, 'partner.enrolled', 'SELLER').message).toContain('was not enrolled');
    expect(condition(unbadged, 'partner.enrolled', 'SELLER').message).toContain('had no badge');
    expect(condition(unknown, 'partner.enrolled', 'SELLER').verdict).toBe('FAILED');
    expect(failed(conditionsOf(never, {}, 'system'))).toEqual(['partner.enrolled']);
    journey.give('file-claim', {}, { as: 'system' });
  });

  it('was approached first: an issue on file proves it, else the claimant’s word is taken and marked', () => {
    const proven = completedOrder();
    proven.give('raise-issue');
    expect(condition(proven, 'partner.contacted_first')).toMatchObject({
      verdict: 'PASSED',
      fact: { event: { type: 'ISSUE_RAISED', sequence: proven.last('ISSUE_RAISED').sequence }, values: { basis: 'RECORD' } },
    });
    proven.give('file-claim');
    expect(proven.last('CLAIM_FILED').data.contactedFirst).toMatchObject({ basis: 'RECORD', issueId: 'issue-1' });
    const stated = completedOrder();
    stated.give('file-claim');
    expect(stated.last('CLAIM_FILED').data.contactedFirst).toMatchObject({ basis: 'STATEMENT', outcome: 'UNRESOLVED' });
  });
});

describe('filing', () => {
  it('refuses a claim that lacks a piece, and names what is missing', () => {
    const journey = completedOrder({ marketplace: 'IN' });
    const lacking = conditionsOf(journey, { receiptDocumentId: 'doc-unknown' }, 'system');
    expect(failed(lacking)).toEqual(['documents.complete']);
    expect(lacking.find(({ id }) => id === 'documents.complete')).toMatchObject({
      message: 'The claim lacks an invoice or payment receipt.',
    });
    expect(pointers(journey.refusal('file-claim', { documentIds: ['doc-photo', 'doc-unknown'] }, { as: 'system' }))).toEqual([
      '/documentIds/1',
    ]);
  });

  it('takes one claim at a time, and another when that has ended', () => {
    const journey = completedOrder();
    journey.give('file-claim');
    expect(failed(conditionsOf(journey, { claimId: 'cl-2' }))).toEqual(['claim.none_open']);
    const ended = { kind: 'claim-ended', noticeId: 'n-1', claimId: 'cl-1', as: 'WITHDRAWN', approved: false } as const;
    const told = decideNotice(journey.state, ended, journey.now);
    journey.take(told.events, told.state);
    expect(decideNotice(journey.state, ended, journey.now).events).toEqual([]);
    expect(decideNotice(journey.state, { ...ended, noticeId: 'n-2', claimId: 'cl-9' }, journey.now).events).toEqual([]);
    expect(pointers(journey.refusal('file-claim', { claimId: 'cl-1' }))).toEqual(['/claimId']);
    expect(journey.give('file-claim', { claimId: 'cl-2' }).types).toEqual(['CLAIM_FILED']);
  });

  it('is the claimant’s own, or support’s; nobody claims for another party or another’s order', () => {
    const us = completedOrder();
    expect(us.refusal('file-claim', {}, { as: 'system' }).code).toBe('forbidden');
    expect(us.refusal('file-claim', {}, { as: 'provider' }).code).toBe('forbidden');
    expect(pointers(us.refusal('file-claim', { claimant: { role: 'CUSTOMER', id: 'cust-9' } }))).toEqual(['/claimant/id']);
    expect(pointers(us.refusal('file-claim', { raisedWithPartner: { at: iso(us.now + 1), channel: 'X', outcome: 'NO_ANSWER' } }))).toEqual([
      '/raisedWithPartner/at',
    ]);
    expect(pointers(us.refusal('file-claim', {}, { facts: { claimIdTaken: true } }))).toEqual(['/claimId']);
    us.give('file-claim', {}, { as: 'support' });
    expect(us.state.deciders).toEqual(['agent-7']);
  });

  it('late is refused; a supervisor’s exception lifts the window, and the window alone', () => {
    const late = completedOrder({ marketplace: 'IN' });
    late.pass('P40D');
    expect(late.state).toMatchObject({ name: 'CLOSED', ended: true });
    expect(failed(conditionsOf(late, {}, 'system'))).toEqual(['window.open']);
    const exception = { exception: { reason: 'ill in hospital' } };
    expect(late.refusal('file-claim', exception, { as: 'support' }).code).toBe('forbidden');
    expect(failed(conditionsOf(late, { ...exception, receiptDocumentId: 'doc-unknown' }, 'supervisor'))).toEqual(['documents.complete']);
    const taken = late.give('file-claim', exception, { as: 'supervisor' });
    expect(taken.events).toMatchObject([{ type: 'CLAIM_FILED', data: { isException: true } }]);
    expect(taken.because).toContain('claim.exception');
  });

  it('keeps the order open until the claim has ended, however long that takes, and then lets it close', () => {
    const journey = completedOrder();
    journey.give('file-claim');
    journey.pass('P90D');
    expect(journey.state.name).toBe('COMPLETED');
    const notice = { kind: 'claim-ended', noticeId: 'n-1', claimId: 'cl-1', as: 'SETTLED', approved: true } as const;
    const told = decideNotice(journey.state, notice, journey.now);
    journey.take(told.events, told.state);
    expect(journey.passTo(journey.now).map(({ type }) => type)).toEqual(['ORDER_CLOSED']);
  });
});
