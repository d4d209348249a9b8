// Goal: a claim goes from the partner's answer to its settlement as the contract's table says, and each right ends when it should.
// Method: pure decisions, each allowed case with its refused twin.
import { describe, expect, it } from '@jest/globals';
import { openClaimOf } from '../../../domain/claim/filing/open.ts';
import { claimTermsFor } from '../../../domain/policy/pack.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../../domain/shared/time.ts';
import { packOf } from '../support/given.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';
import { ClaimJourney } from './support/claim-journey.ts';
import { completedOrder } from './support/orders.ts';
import { claimIn, DENIED, LARGE, REDO } from './support/stages.ts';

const PARTIAL = { outcome: 'PARTIAL', remedy: 'REFUND', amount: { amountMinor: 3000, currency: 'USD' } } as const;

describe('opening a claim', () => {
  it('gives the same events whoever opens it and however late', () => {
    const order = completedOrder();
    order.give('file-claim');
    const filed = order.last('CLAIM_FILED');
    const terms = claimTermsFor(packOf('US'));
    if (!terms) throw new Error('no programme');
    const first = openClaimOf({ order: order.state, filed, terms });
    order.give('raise-issue');
    order.pass('P50D');
    expect(openClaimOf({ order: order.state, filed, terms })).toEqual(first);
    expect(first.events.map(({ type }) => type)).toEqual(['CLAIM_OPENED', 'PARTNER_TOLD']);
  });

  it('follows what the parties agreed on, else the programme', () => {
    const journey = claimIn('INVESTIGATING');
    expect(journey.state.remedies).toEqual(['REDO', 'REFUND']);
    const agreed = completedOrder();
    const only = new ClaimJourney(Object.assign(agreed.fork(), { state: { ...agreed.state, agreedRemedies: ['REDO'] } }));
    only.give('respond');
    only.give('investigate');
    expect(pointers(only.refusal('decide'))).toEqual(['/remedy']);
    expect(only.give('decide', REDO)).toEqual(['CLAIM_DECIDED', 'REDO_ORDERED']);
  });
});

describe('the partner', () => {
  it('answers once, up to the last millisecond of its time', () => {
    const journey = claimIn('AWAITING_PARTNER');
    journey.passTo(journey.state.partnerAnswersBy - 1);
    const late = journey.fork();
    journey.give('respond', { position: 'ACCEPT', text: 'so be it' });
    expect(unmetIds(journey.refusal('respond'))).toEqual(['partner.unanswered']);
    late.now += 1;
    expect(unmetIds(late.refusal('respond'))).toEqual(['partner.in_time']);
  });

  it('whose answer was received in time is heard, although the timer was first', () => {
    const journey = claimIn('AWAITING_PARTNER');
    const by = journey.state.partnerAnswersBy;
    expect(journey.passTo(by + MINUTE_MS, by - 1)).not.toContain('PARTNER_SILENT');
    journey.now = by - 1;
    journey.give('respond');
    expect(journey.passTo(by + MINUTE_MS)).toEqual([]);
    expect(journey.state.partnerSilentAt).toBeNull();
  });

  it('is silent: that is recorded, and the claim goes on', () => {
    const journey = claimIn('AWAITING_PARTNER');
    expect(unmetIds(journey.refusal('investigate'))).toEqual(['partner.heard']);
    expect(journey.pass('P3D')).toEqual(['RUNG_REACHED', 'PARTNER_SILENT']);
    expect(journey.state.name).toBe('INVESTIGATING');
    journey.give('investigate');
    expect(unmetIds(journey.refusal('investigate', {}, { by: 'agent-8' }))).toEqual(['claim.untaken']);
  });
});

describe('documents', () => {
  it('asked for stop the clock of the decision, and make it go on where it was', () => {
    const journey = claimIn('INVESTIGATING');
    journey.pass('P4D');
    journey.give('request-documents');
    expect(unmetIds(journey.refusal('request-documents'))).toEqual(['documents.none_asked']);
    expect(journey.passTo(journey.now + 2 * DAY_MS)).toEqual([]);
    // The other side's documents do not answer what this one was asked.
    journey.give('submit-documents', {}, { as: 'provider' });
    expect(journey.state.request).not.toBeNull();
    journey.give('submit-documents');
    expect(journey.pass('PT23H')).toEqual([]);
    expect(journey.pass('PT1H')).toEqual(['RUNG_REACHED']);
    expect(journey.last('RUNG_REACHED').data).toMatchObject({ ladder: 'claim-decision', to: 'SUPPORT' });
  });

  it('asked for in an appeal stop the clock of the appeal', () => {
    const journey = claimIn('APPEALED');
    journey.give('request-documents', { kinds: ['PHOTO'], text: 'x', from: 'PROVIDER' });
    expect(journey.pass('P2D')).toEqual([]);
    journey.give('submit-documents', {}, { as: 'provider' });
    expect(journey.pass('P4D')).toEqual([]);
    expect(journey.pass('P1D')).toEqual(['RUNG_REACHED']);
    expect(journey.last('RUNG_REACHED').data).toMatchObject({ ladder: 'appeal-decision', to: 'SUPERVISOR' });
  });

  it('must be uploaded and belong to the order', () => {
    const journey = claimIn('INVESTIGATING');
    expect(pointers(journey.refusal('submit-documents', { documentIds: ['doc-more', 'doc-unknown'] }))).toEqual(['/documentIds/1']);
    expect(pointers(journey.refusal('submit-documents', {}, { facts: {} }))).toEqual(['/documentIds/0']);
  });
});

describe('the decision', () => {
  it('is made by somebody who decided nothing on the order, and did not file the claim', () => {
    const filed = completedOrder();
    filed.give('file-claim', {}, { as: 'support' });
    const journey = new ClaimJourney(filed);
    journey.pass('P3D');
    expect(unmetIds(journey.refusal('decide'))).toEqual(['decider.independent']);
    journey.give('decide', {}, { by: 'agent-8' });

    const waived = orderIn('WORK_FINISHED');
    waived.give('waive', { requirementId: 'signature.collected' });
    for (const command of ['confirm-scope', 'add-job-note', 'complete'] as const) waived.give(command);
    const other = new ClaimJourney(waived);
    other.pass('P3D');
    expect(unmetIds(other.refusal('decide', {}, { as: 'supervisor' }))).toEqual(['decider.independent']);
    // What was decided on the order since it was filed comes beside the command.
    expect(unmetIds(other.refusal('decide', {}, { facts: { orderDeciders: ['agent-7'] } }))).toEqual(['decider.independent']);
    other.give('decide');
  });

  it('keeps to the price, the currency and what goes together', () => {
    const journey = claimIn('INVESTIGATING');
    const money = (amountMinor: number, currency = 'USD') => ({ amount: { amountMinor, currency } });
    const refund = { outcome: 'APPROVED', remedy: 'REFUND' } as const;
    expect(pointers(journey.refusal('decide', { ...refund, ...money(12_901) }))).toEqual(['/amount/amountMinor']);
    expect(pointers(journey.refusal('decide', { ...refund, ...money(0) }))).toEqual(['/amount/amountMinor']);
    expect(pointers(journey.refusal('decide', { ...refund, ...money(5000, 'EUR') }))).toEqual(['/amount/currency']);
    expect(pointers(journey.refusal('decide', { ...REDO, ...money(1) }))).toEqual(['/amount']);
    expect(pointers(journey.refusal('decide', { outcome: 'PARTIAL', remedy: 'REFUND' }))).toEqual(['/amount']);
    expect(pointers(journey.refusal('decide', { outcome: 'APPROVED', remedy: 'NONE' }))).toEqual(['/remedy']);
    expect(pointers(journey.refusal('decide', { outcome: 'DENIED', remedy: 'REDO' }))).toEqual(['/remedy']);
    // Without an amount an approved refund is the whole price, which here takes two people.
    expect(journey.give('decide', refund)).toEqual(['DECISION_PROPOSED']);
    expect(journey.state.proposal?.amount).toEqual({ amountMinor: 12_900, currency: 'USD' });
  });

  it('above the limit takes two people; at the limit one is enough', () => {
    const journey = claimIn('INVESTIGATING');
    const atLimit = journey.fork();
    expect(atLimit.give('decide', { ...LARGE, amount: { amountMinor: 10_000, currency: 'USD' } })).toEqual([
      'CLAIM_DECIDED',
      'REFUND_OWED',
    ]);
    expect(journey.give('decide', LARGE, { as: 'supervisor' })).toEqual(['DECISION_PROPOSED']);
    expect(journey.state.name).toBe('INVESTIGATING');
    expect(unmetIds(journey.refusal('confirm-decision'))).toEqual(['decider.other']);
    journey.give('confirm-decision', {}, { by: 'lead-2' });
    expect(journey.state).toMatchObject({ name: 'DECIDED', decision: { by: 'lead-1', confirmedBy: 'lead-2' }, proposal: null });
    const first = journey.refusal('confirm-decision', {}, { by: 'lead-3' });
    expect(unmetIds(first)).toEqual(['decision.proposed']);
  });

  it('goes to both sides, and is made once', () => {
    const journey = claimIn('DECIDED');
    const letters = journey.effects.flatMap((effect) =>
      effect.kind === 'message' && effect.message.templateId === 'claim-decision' ? [effect.message.to] : [],
    );
    expect(letters).toEqual(['CUSTOMER', 'PROVIDER']);
    expect(journey.refusal('decide', {}, { by: 'agent-8' })).toMatchObject({ code: 'not_allowed_now', decidedBy: 'agent-7' });
  });
});

describe('an appeal', () => {
  it('is possible once, by either side, to the end of the window', () => {
    const journey = claimIn('DECIDED');
    const until = journey.state.appealableUntil ?? 0;
    expect(iso(until)).toBe('2027-01-30T08:00:00.000Z');
    const late = journey.fork();
    late.passTo(until);
    expect(unmetIds(late.refusal('appeal'))).toEqual(['appeal.window']);
    journey.passTo(until - 1);
    journey.give('appeal', {}, { as: 'provider' });
    expect(journey.state.name).toBe('APPEALED');
    journey.give('decide-appeal', PARTIAL, { by: 'lead-2' });
    expect(unmetIds(journey.refusal('appeal'))).toEqual(['appeal.once']);
  });

  it('is decided by another person, and what was owed before is taken back', () => {
    const journey = claimIn('APPEALED');
    expect(unmetIds(journey.refusal('decide-appeal', {}, { by: 'agent-7' }))).toEqual(['decider.other']);
    expect(journey.give('decide-appeal', PARTIAL)).toEqual(['APPEAL_DECIDED', 'REFUND_DROPPED', 'REFUND_OWED']);
    const ledger = journey.effects.flatMap((effect) =>
      effect.kind === 'obligation' ? [[effect.obligation.kind, effect.obligation.key]] : [],
    );
    expect(ledger).toEqual([
      ['OWED', 'claim:cl-1:refund:1'],
      ['DROPPED', 'claim:cl-1:refund:1:dropped'],
      ['OWED', 'claim:cl-1:refund:2'],
    ]);
  });

  it('of a denied claim can approve it; without one the claim closes when the window is over', () => {
    const journey = claimIn('INVESTIGATING');
    journey.give('decide', DENIED);
    const quiet = journey.fork();
    expect(quiet.pass('P20D')).toEqual(['CLAIM_CLOSED']);
    expect(quiet.state).toMatchObject({ name: 'CLOSED', ended: true });
    journey.give('appeal');
    expect(journey.give('decide-appeal', REDO)).toEqual(['APPEAL_DECIDED', 'REDO_ORDERED']);
  });
});
