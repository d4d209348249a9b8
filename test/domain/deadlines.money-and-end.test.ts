// Goal: fees and issues are never forgotten, and an order becomes history once nothing can change any more.
// Method: time passes over pure state; the packs' numbers are written out.
import { describe, expect, it } from '@jest/globals';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import { DAY_MS, iso } from '../../domain/shared/time.ts';
import { CREATED_AT, STARTS_AT } from './support/given.ts';
import { at, rungs } from './support/rungs.ts';
import { orderIn } from './support/stages.ts';

describe('a proposed fee', () => {
  it('is waited for: the supervisor is reminded after 3 days, told by text after 7, then every week', () => {
    const journey = orderIn('CANCELLED');
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([
      { who: 'SUPERVISOR', what: 'fee-decision', until: CREATED_AT + 3 * DAY_MS },
    ]);
    expect([3, 7, 14, 21].flatMap((days) => rungs(journey.passTo(CREATED_AT + days * DAY_MS)))).toEqual([
      '2027-01-13T10:00:00 fee-decision 1 REMIND SUPERVISOR MAIL',
      '2027-01-17T10:00:00 fee-decision 2 ESCALATE SUPERVISOR TEXT',
      '2027-01-24T10:00:00 fee-decision 3 ESCALATE SUPERVISOR TEXT',
      '2027-01-31T10:00:00 fee-decision 4 ESCALATE SUPERVISOR TEXT',
    ]);
  });

  it('in review is waited for in the same way, and a decided one is not', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', { reasonCode: 'WEATHER' }, { as: 'provider' });
    expect(rungs(journey.pass('P3D'))).toHaveLength(1);
    journey.give('decide-fee', { decision: 'WAIVE' });
    expect(rungs(journey.pass('P20D'))).toEqual([]);
  });

  it('keeps the order open, however long it takes', () => {
    const journey = orderIn('CANCELLED');
    journey.pass('P90D');
    expect(journey.state.ended).toBe(false);
    journey.give('decide-fee');
    expect(journey.passTo(journey.now).map(({ type }) => type)).toEqual(['ORDER_SETTLED']);
  });
});

describe('the time for corrections', () => {
  it('of a cancelled order ends with the 30th local day after it', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', {}, { as: 'customer' });
    const end = at('2027-02-10T08:00:00Z');
    expect(deadlinesOf(journey.state, journey.terms).map(({ kind, due }) => [kind, iso(due)])).toEqual([['corrections-end', iso(end)]]);
    expect(journey.passTo(end - 1)).toEqual([]);
    expect(journey.passTo(end)).toMatchObject([{ type: 'ORDER_SETTLED', at: end }]);
    expect(journey.state).toMatchObject({ name: 'CANCELLED', ended: true, closedAt: end });
    expect(deadlinesOf(journey.state, journey.terms)).toEqual([]);
  });

  it('of an order that closed at completion ends with the 30th local day after it', () => {
    const journey = orderIn('CLOSED');
    expect(journey.passTo(at('2027-02-15T00:00:00Z') - 1)).toEqual([]);
    expect(journey.passTo(at('2027-02-15T00:00:00Z')).map(({ type }) => type)).toEqual(['ORDER_SETTLED']);
    expect(journey.state).toMatchObject({ name: 'CLOSED', ended: true, closedAt: STARTS_AT });
  });

  it('is not over while a correction has led to a fee that nobody decided', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', {}, { as: 'customer' });
    journey.pass('P29D');
    journey.give('attribute', { attributedTo: 'PROVIDER' });
    journey.pass('P10D');
    expect(journey.state.ended).toBe(false);
  });
});

describe('an issue raised after completion', () => {
  it('is waited for: the provider is reminded after 2 days, support acts after 4, then every 2 days, until it is answered', () => {
    const journey = orderIn('COMPLETED');
    journey.give('raise-issue');
    expect([2, 4, 6].flatMap((days) => rungs(journey.passTo(STARTS_AT + days * DAY_MS)))).toEqual([
      '2027-01-17T18:00:00 issue-answer 1 REMIND PROVIDER MAIL',
      '2027-01-19T18:00:00 issue-answer 2 ESCALATE SUPPORT MAIL',
      '2027-01-21T18:00:00 issue-answer 3 ESCALATE SUPPORT MAIL',
    ]);
    journey.give('send-message', { purpose: 'ANSWER' }, { as: 'provider' });
    expect(rungs(journey.pass('P9D'))).toEqual([]);
  });

  it('is taken up by a claim that follows it: its partner is asked there, and not reminded here as well', () => {
    const journey = orderIn('COMPLETED');
    journey.give('raise-issue');
    journey.give('file-claim', {}, { as: 'customer' });
    expect(rungs(journey.pass('P9D'))).toEqual([]);
  });
});
