// Goal: each deadline of scheduling and of the visit acts at its instant, and not one millisecond before.
// Method: time passes over pure state; the US pack's numbers are written out.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../domain/order/state.ts';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../domain/shared/time.ts';
import { STARTS_AT } from './support/given.ts';
import type { Journey } from './support/journey.ts';
import { at, rungs } from './support/rungs.ts';
import { orderIn, startOf, unagreedReschedule } from './support/stages.ts';

function armed(journey: Journey): readonly string[] {
  return deadlinesOf(journey.state, journey.terms).map(({ kind, due }) => `${kind} ${iso(due)}`);
}

describe('an order without an appointment', () => {
  it('reminds the customer after 1 and 4 days, support after 7, and then every week', () => {
    const journey = orderIn('REQUESTED');
    expect(journey.passTo(at('2027-01-11T09:59:59.999Z'))).toEqual([]);
    const passed = ['2027-01-11T10:00Z', '2027-01-14T10:00Z', '2027-01-17T10:00Z', '2027-01-24T10:00Z', '2027-01-31T10:00Z'].flatMap(
      (day) => rungs(journey.passTo(at(day))),
    );
    expect(passed).toEqual([
      '2027-01-11T10:00:00 schedule 1 REMIND CUSTOMER MAIL',
      '2027-01-14T10:00:00 schedule 2 REMIND CUSTOMER MAIL',
      '2027-01-17T10:00:00 schedule 3 ESCALATE SUPPORT MAIL',
      '2027-01-24T10:00:00 schedule 4 ESCALATE SUPPORT MAIL',
      '2027-01-31T10:00:00 schedule 5 ESCALATE SUPPORT MAIL',
    ]);
  });

  it('is waited for until it is scheduled', () => {
    const journey = orderIn('REQUESTED');
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([
      { who: 'CUSTOMER', what: 'appointment', until: at('2027-01-11T10:00Z') },
    ]);
    journey.give('schedule', { startTime: '2027-02-10T10:00:00Z' });
    expect(rungs(journey.pass('P20D'))).toEqual([]);
  });
});

describe('a new time that the other side has not agreed to', () => {
  it.each([
    ['provider', 'CUSTOMER'],
    ['customer', 'PROVIDER'],
  ] as const)('put forward by the %s: the %s is reminded after 24 h, support acts after 48 h, then daily', (by, other) => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, by);
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([
      { who: other, what: 'agree-to-reschedule', until: at('2027-01-11T10:00Z') },
    ]);
    expect(journey.passTo(at('2027-01-11T09:59:59.999Z'))).toEqual([]);
    expect(['2027-01-11T10:00Z', '2027-01-12T10:00Z', '2027-01-13T10:00Z'].flatMap((day) => rungs(journey.passTo(at(day))))).toEqual([
      `2027-01-11T10:00:00 reschedule-agreement 1 REMIND ${other} MAIL`,
      '2027-01-12T10:00:00 reschedule-agreement 2 ESCALATE SUPPORT MAIL',
      '2027-01-13T10:00:00 reschedule-agreement 3 ESCALATE SUPPORT MAIL',
    ]);
  });

  it('stops waiting once it is accepted', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'provider');
    journey.give('accept-reschedule', {}, { as: 'customer' });
    expect(rungs(journey.pass('P3D'))).toEqual([]);
  });

  it('never makes the provider who did not agree late or a no-show', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'customer');
    const types = journey.pass('P10D').map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['RUNG_REACHED']));
  });

  it('binds the provider who put it forward, or who names the customer as the one who asked', () => {
    for (const initiatedBy of [undefined, 'CUSTOMER'] as const) {
      const journey = orderIn('SCHEDULED');
      journey.give('reschedule', { agreedByCounterpart: false, ...(initiatedBy ? { initiatedBy } : {}) }, { as: 'provider' });
      expect(journey.pass('P10D').map(({ type }) => type)).toContain('NO_SHOW_RECORDED');
    }
  });
});

describe('the start of a visit', () => {
  it('is late half an hour after the start', () => {
    const journey = orderIn('SCHEDULED');
    expect(journey.passTo(STARTS_AT + 30 * MINUTE_MS - 1)).toEqual([]);
    expect(journey.passTo(STARTS_AT + 30 * MINUTE_MS)).toMatchObject([{ type: 'STARTED_LATE', because: ['deadline.late-start'] }]);
    expect(activeAppointment(journey.state)?.startedLate).toBe(true);
  });

  it('is not late where the provider came in time', () => {
    const journey = orderIn('ON_SITE');
    expect(journey.passTo(STARTS_AT + 6 * HOUR_MS)).toEqual([]);
  });

  it('is a no-show of the provider two hours after it: the customer chooses freely', () => {
    const journey = orderIn('SCHEDULED');
    journey.passTo(STARTS_AT + HOUR_MS);
    expect(journey.passTo(STARTS_AT + 2 * HOUR_MS - 1)).toEqual([]);
    expect(journey.passTo(STARTS_AT + 2 * HOUR_MS)).toMatchObject([{ type: 'NO_SHOW_RECORDED', data: { party: 'PROVIDER' } }]);
    expect(activeAppointment(journey.state)?.noShow).toEqual({ party: 'PROVIDER', at: STARTS_AT + 2 * HOUR_MS });
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([{ who: 'CUSTOMER', what: 'reschedule-or-cancel' }]);
    expect(armed(journey)).toEqual(['customer-choice 2027-01-16T20:00:00.000Z']);
    for (const command of ['reschedule', 'cancel'] as const) expect(journey.ask(command, {}, { as: 'customer' }).ok).toBe(true);
  });

  it('after a no-show, cancelling is attributed to the provider, with a fee', () => {
    const journey = orderIn('SCHEDULED');
    journey.passTo(STARTS_AT + 2 * HOUR_MS);
    journey.give('cancel', { reasonCode: 'CUSTOMER_REQUEST' }, { as: 'customer' });
    expect(journey.state.cancellation?.attributedTo).toBe('PROVIDER');
    expect(journey.state.fees.map(({ status }) => status)).toEqual(['PROPOSED']);
  });

  it('after a no-show the customer is reminded after a day, support acts a day later, then every two days', () => {
    const journey = orderIn('SCHEDULED');
    journey.passTo(STARTS_AT + 2 * HOUR_MS);
    expect([1, 2, 4].flatMap((days) => rungs(journey.passTo(STARTS_AT + 2 * HOUR_MS + days * DAY_MS)))).toEqual([
      '2027-01-16T20:00:00 customer-choice 1 REMIND CUSTOMER MAIL',
      '2027-01-17T20:00:00 customer-choice 2 ESCALATE SUPPORT MAIL',
      '2027-01-19T20:00:00 customer-choice 3 ESCALATE SUPPORT MAIL',
    ]);
  });

  it('online is late, and nobody has to come', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    expect(journey.passTo(STARTS_AT + 4 * DAY_MS).map(({ type }) => type)).not.toContain('NO_SHOW_RECORDED');
    expect(journey.count('STARTED_LATE')).toBe(1);
    expect(journey.count('COMPLETION_LATE')).toBe(1);
  });

  it('counts for the new appointment after a reschedule, not for the old one', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { startTime: iso(STARTS_AT + DAY_MS) });
    expect(journey.passTo(STARTS_AT + DAY_MS + 30 * MINUTE_MS - 1)).toEqual([]);
    expect(journey.passTo(STARTS_AT + DAY_MS + 30 * MINUTE_MS).map(({ type }) => type)).toEqual(['STARTED_LATE']);
  });
});

describe('completion', () => {
  const MIDNIGHT = at('2027-01-16T08:00Z');

  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const)(
    'is late at midnight of the appointment date while the order is %s',
    (name) => {
      const journey = orderIn(name);
      expect(journey.passTo(MIDNIGHT - 1)).toEqual([]);
      const [late, ...overdue] = journey.passTo(MIDNIGHT);
      expect(late).toMatchObject({ type: 'COMPLETION_LATE', at: MIDNIGHT });
      expect(rungs(overdue)).toEqual(['2027-01-16T08:00:00 overdue-work 1 REMIND PROVIDER MAIL']);
      expect([1, 3, 5].flatMap((days) => rungs(journey.passTo(MIDNIGHT + days * DAY_MS)))).toEqual([
        '2027-01-17T08:00:00 overdue-work 2 ESCALATE SUPPORT MAIL',
        '2027-01-19T08:00:00 overdue-work 3 ESCALATE SUPPORT MAIL',
        '2027-01-21T08:00:00 overdue-work 4 ESCALATE SUPPORT MAIL',
      ]);
    },
  );

  it('is not late any more once the order is completed', () => {
    const journey = orderIn('COMPLETED');
    expect(journey.passTo(MIDNIGHT + 5 * DAY_MS)).toEqual([]);
  });

  it('goes by the midnight of the service location', () => {
    const journey = orderIn('IN_PROGRESS', { marketplace: 'IN', startsAt: at('2027-01-15T04:30Z') });
    expect(armed(journey)).toEqual(['late-completion 2027-01-15T18:30:00.000Z']);
  });

  it('says how it came about', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(deadlinesOf(journey.state, journey.terms)[0]?.derivation).toEqual([
      'the appointment starts 2027-01-15T18:00:00.000Z',
      'midnight after that local day in America/Los_Angeles: 2027-01-16T08:00:00.000Z',
      'due 2027-01-16T08:00:00.000Z',
    ]);
  });

  it('under an INCIDENT hold is late too, and the order keeps climbing: nothing is forgotten', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.put('HOLD_OPENED', { holdId: 'hold-1', kind: 'INCIDENT' });
    journey.passTo(MIDNIGHT);
    expect(journey.state.completedLate).toBe(true);
    expect(deadlinesOf(journey.state, journey.terms)).not.toEqual([]);
    expect(waitingFor(journey.state, journey.terms)).not.toEqual([]);
  });
});

describe('the guardian', () => {
  it('is waited for: support acts after an hour, then daily, until one is there', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-guardian', { present: false });
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([
      { who: 'CUSTOMER', what: 'guardian-present', until: startOf(journey) + HOUR_MS },
    ]);
    expect([HOUR_MS, HOUR_MS + DAY_MS].flatMap((later) => rungs(journey.passTo(STARTS_AT + later), 'guardian'))).toEqual([
      '2027-01-15T19:00:00 guardian 1 ESCALATE SUPPORT MAIL',
      '2027-01-16T19:00:00 guardian 2 ESCALATE SUPPORT MAIL',
    ]);
    journey.give('report-guardian', { present: true });
    expect(rungs(journey.pass('P3D'), 'guardian')).toEqual([]);
  });
});
