// Goal: after a defect the provider's clocks, then support's ladder, run until what they wait for has happened.
// Method: time passes over pure state; the US pack's numbers are written out.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../domain/order/state.ts';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import { DAY_MS, HOUR_MS, iso } from '../../domain/shared/time.ts';
import { STARTS_AT } from './support/given.ts';
import { Journey } from './support/journey.ts';
import { at, rungs } from './support/rungs.ts';
import { defectReadyToDecide, onSite, orderIn, startWork } from './support/stages.ts';

const MIDNIGHT = at('2027-01-16T08:00Z');

/** Passes each of these times after the start of the visit, so that nothing comes late. */
function pass(journey: Journey, hours: readonly number[], ladder: string): readonly string[] {
  return hours.flatMap((hour) => rungs(journey.passTo(STARTS_AT + hour * HOUR_MS), ladder));
}

describe('the provider’s clocks after a defect', () => {
  it('remind of the written confirmation after 4 h and ask support to step in after 8 h', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(pass(journey, [3.999, 4, 8, 32], 'defect-confirmation')).toEqual([
      '2027-01-15T22:00:00 defect-confirmation 1 REMIND PROVIDER MAIL',
      '2027-01-16T02:00:00 defect-confirmation 2 ESCALATE SUPPORT MAIL',
      '2027-01-17T02:00:00 defect-confirmation 3 ESCALATE SUPPORT MAIL',
    ]);
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION' });
    expect(rungs(journey.pass('P3D'), 'defect-confirmation')).toEqual([]);
  });

  it('remind of the contact with support after 2 h and ask support to step in after 4 h', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(pass(journey, [1.999, 2, 4, 28], 'defect-contact')).toEqual([
      '2027-01-15T20:00:00 defect-contact 1 REMIND PROVIDER MAIL',
      '2027-01-15T22:00:00 defect-contact 2 ESCALATE SUPPORT MAIL',
      '2027-01-16T22:00:00 defect-contact 3 ESCALATE SUPPORT MAIL',
    ]);
    journey.give('contact-support');
    expect(rungs(journey.pass('P3D'), 'defect-contact')).toEqual([]);
  });

  it('run for each defect of its own', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.pass('PT1H');
    journey.give('report-defect');
    journey.give('contact-support', { holdId: 'hold-1' });
    const kinds = deadlinesOf(journey.state, journey.terms).map(({ kind, subject }) => `${kind} ${subject}`);
    expect(kinds).toEqual(['defect-contact hold-2', 'defect-confirmation hold-1', 'defect-confirmation hold-2', 'support-response hold-1']);
  });
});

describe('support’s answer', () => {
  it('is due in 24 h; then the supervisor: a text, again after 2 days, a second and a third channel 1 day later, then daily', () => {
    const journey = orderIn('IN_PROGRESS');
    defectReadyToDecide(journey);
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([
      { who: 'SUPPORT', what: 'defect-guidance', until: STARTS_AT + DAY_MS },
    ]);
    expect(journey.passTo(STARTS_AT + DAY_MS - 1)).toEqual([]);
    expect(pass(journey, [24, 72, 96, 120, 144], 'support-response')).toEqual([
      '2027-01-16T18:00:00 support-response 1 ESCALATE SUPERVISOR TEXT',
      '2027-01-18T18:00:00 support-response 2 ESCALATE SUPERVISOR TEXT',
      '2027-01-19T18:00:00 support-response 3 ESCALATE SUPERVISOR SECOND',
      '2027-01-19T18:00:00 support-response 4 ESCALATE SUPERVISOR THIRD',
      '2027-01-20T18:00:00 support-response 5 ESCALATE SUPERVISOR THIRD',
      '2027-01-21T18:00:00 support-response 6 ESCALATE SUPERVISOR THIRD',
    ]);
  });

  it('ends the ladder', () => {
    const journey = orderIn('IN_PROGRESS');
    const holdId = defectReadyToDecide(journey);
    journey.pass('P2D');
    journey.give('decide-hold', { holdId, decision: 'RESUME' });
    expect(rungs(journey.pass('P9D'), 'support-response')).toEqual([]);
  });
});

describe('a decision that is not carried out', () => {
  it.each(['RESCHEDULE', 'CANCEL'] as const)(
    '%s: the provider is reminded after a day; after two it goes back to support, whose clock starts anew',
    (decision) => {
      const journey = orderIn('IN_PROGRESS');
      const holdId = defectReadyToDecide(journey);
      journey.pass('PT20H');
      journey.give('decide-hold', { holdId, decision });
      const decidedAt = journey.now;
      expect(waitingFor(journey.state, journey.terms)).toMatchObject([
        { who: 'PROVIDER', what: decision.toLowerCase(), until: decidedAt + DAY_MS },
      ]);
      expect(rungs(journey.passTo(decidedAt + DAY_MS))).toEqual(['2027-01-17T14:00:00 hold-follow-up 1 REMIND PROVIDER MAIL']);
      expect(journey.passTo(decidedAt + 2 * DAY_MS - 1)).toEqual([]);
      expect(journey.passTo(decidedAt + 2 * DAY_MS).map(({ type }) => type)).toEqual(['RUNG_REACHED', 'HOLD_RETURNED_TO_SUPPORT']);
      expect(journey.state.holds[0]?.defect).toMatchObject({ decision: null, returnedAt: decidedAt + 2 * DAY_MS });
      expect(waitingFor(journey.state, journey.terms)).toMatchObject([
        { who: 'SUPPORT', what: 'defect-guidance', until: decidedAt + 3 * DAY_MS },
      ]);
      expect(journey.give('decide-hold', { holdId, decision: 'RESUME' }).types).toEqual(['HOLD_DECIDED', 'HOLD_LIFTED']);
    },
  );

  it('goes round again, from the bottom of both ladders', () => {
    const journey = orderIn('IN_PROGRESS');
    const holdId = defectReadyToDecide(journey);
    for (let round = 0; round < 3; round += 1) {
      journey.give('decide-hold', { holdId, decision: 'RESCHEDULE' });
      const since = journey.now;
      expect(rungs(journey.passTo(since + DAY_MS), 'hold-follow-up')).toHaveLength(1);
      expect(journey.passTo(since + 2 * DAY_MS).map(({ type }) => type)).toContain('HOLD_RETURNED_TO_SUPPORT');
    }
  });

  it('is not returned once it is done', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'RESCHEDULE' });
    journey.give('reschedule', { startTime: iso(journey.now + 9 * DAY_MS) }, { as: 'provider' });
    expect(rungs(journey.pass('P8D'))).toEqual([]);
  });
});

describe('the late-completion clock', () => {
  it('stands still from the contact with support, and runs on once the hold is lifted', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.pass('PT1H');
    const holdId = defectReadyToDecide(journey);
    journey.pass('P3D');
    expect(journey.count('COMPLETION_LATE')).toBe(0);
    journey.give('decide-hold', { holdId, decision: 'RESUME' });
    expect(journey.passTo(MIDNIGHT + 3 * DAY_MS - 1).map(({ type }) => type)).toEqual([]);
    expect(journey.passTo(MIDNIGHT + 3 * DAY_MS).map(({ type }) => type)).toContain('COMPLETION_LATE');
  });

  it('does not stand still from the report alone', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(journey.passTo(MIDNIGHT).map(({ type }) => type)).toContain('COMPLETION_LATE');
  });

  it('adds up several pauses, and counts two at once a single time', () => {
    const journey = orderIn('IN_PROGRESS');
    const first = defectReadyToDecide(journey);
    journey.pass('PT1H');
    const second = defectReadyToDecide(journey);
    journey.pass('PT1H');
    journey.give('decide-hold', { holdId: first, decision: 'RESUME' });
    journey.pass('PT1H');
    journey.give('decide-hold', { holdId: second, decision: 'RESUME' });
    const third = defectReadyToDecide(journey);
    journey.pass('PT1H');
    journey.give('decide-hold', { holdId: third, decision: 'RESUME' });
    expect(journey.state.lateCompletionPause).toEqual({ since: null, pausedMs: 4 * HOUR_MS });
  });

  it('stands still also for the next visit, while support has not answered on a defect that was left open', () => {
    const journey = orderIn('IN_PROGRESS');
    defectReadyToDecide(journey);
    journey.give('reschedule', { startTime: iso(STARTS_AT + DAY_MS) });
    onSite(journey);
    startWork(journey);
    journey.pass('P2D');
    expect(journey.count('COMPLETION_LATE')).toBe(0);
  });

  it('starts afresh for the next visit where the decision was carried out', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'RESCHEDULE' });
    journey.give('reschedule', { startTime: iso(STARTS_AT + DAY_MS) }, { as: 'provider' });
    expect(journey.state.lateCompletionPause).toEqual({ since: null, pausedMs: 0 });
    onSite(journey);
    const midnight = activeAppointment(journey.state)?.lateCompletionAt ?? 0;
    expect(journey.passTo(midnight).map(({ type }) => type)).toContain('COMPLETION_LATE');
  });

  it('a visit that was late before the contact stays late', () => {
    const journey = new Journey();
    onSite(journey);
    journey.passTo(MIDNIGHT);
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'RESUME' });
    expect(journey.state.completedLate).toBe(true);
  });
});
