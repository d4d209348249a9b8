// Goal: after an outage reminders that came too late are dropped, decisions never; what blames somebody waits for earlier commands.
// Method: the same order, with time passing in one leap instead of step by step.
import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/shared/time.ts';
import { CREATED_AT, STARTS_AT } from './support/given.ts';
import { rungs } from './support/rungs.ts';
import { defectReadyToDecide, orderIn, startOf } from './support/stages.ts';

describe('after an outage', () => {
  it.each([
    [HOUR_MS, false],
    [HOUR_MS + 1, true],
  ])('a reminder %d ms late is dropped: %s', (late, dropped) => {
    const journey = orderIn('REQUESTED');
    const [reminder] = journey.passTo(CREATED_AT + DAY_MS + late);
    expect(reminder).toMatchObject({ type: 'RUNG_REACHED', at: CREATED_AT + DAY_MS, data: { skipped: dropped } });
  });

  it('an escalation is dropped only where the one above it is due as well', () => {
    const journey = orderIn('IN_PROGRESS');
    defectReadyToDecide(journey);
    expect(rungs(journey.passTo(STARTS_AT + 4 * DAY_MS + 2 * HOUR_MS))).toEqual([
      '2027-01-16T18:00:00 support-response 1 ESCALATE SUPERVISOR TEXT skipped',
      '2027-01-18T18:00:00 support-response 2 ESCALATE SUPERVISOR TEXT skipped',
      '2027-01-19T18:00:00 support-response 3 ESCALATE SUPERVISOR SECOND skipped',
      '2027-01-19T18:00:00 support-response 4 ESCALATE SUPERVISOR THIRD',
    ]);
  });

  it('what was dropped still counts: the ladder goes on from where it should be', () => {
    const journey = orderIn('REQUESTED');
    expect(rungs(journey.passTo(CREATED_AT + 10 * DAY_MS))).toEqual([
      '2027-01-11T10:00:00 schedule 1 REMIND CUSTOMER MAIL skipped',
      '2027-01-14T10:00:00 schedule 2 REMIND CUSTOMER MAIL skipped',
      '2027-01-17T10:00:00 schedule 3 ESCALATE SUPPORT MAIL',
    ]);
    expect(rungs(journey.passTo(CREATED_AT + 14 * DAY_MS))).toEqual(['2027-01-24T10:00:00 schedule 4 ESCALATE SUPPORT MAIL']);
  });

  it('decisions are made with their own time: late start and no-show', () => {
    const journey = orderIn('SCHEDULED');
    expect(journey.passTo(STARTS_AT + 9 * HOUR_MS)).toMatchObject([
      { type: 'STARTED_LATE', at: STARTS_AT + 30 * MINUTE_MS },
      { type: 'NO_SHOW_RECORDED', at: STARTS_AT + 2 * HOUR_MS },
    ]);
  });

  it('a decided hold goes back to support with its own time, though its reminders are dropped', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'CANCEL' });
    const events = journey.passTo(STARTS_AT + 2 * DAY_MS + 12 * HOUR_MS);
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ['RUNG_REACHED', STARTS_AT + DAY_MS],
      ['RUNG_REACHED', STARTS_AT + 2 * DAY_MS],
      ['HOLD_RETURNED_TO_SUPPORT', STARTS_AT + 2 * DAY_MS],
    ]);
    expect(events[0]).toMatchObject({ data: { skipped: true } });
  });

  it('one leap and many steps lead to the same order, but for what was dropped', () => {
    const leap = orderIn('IN_PROGRESS');
    const steps = leap.fork();
    leap.pass('P9D');
    for (let hour = 0; hour < 9 * 24; hour += 1) steps.pass('PT1H');
    expect(leap.state).toEqual(steps.state);
  });

  it('a second look at the same instant does nothing', () => {
    const journey = orderIn('SCHEDULED');
    journey.pass('P30D');
    expect(journey.passTo(journey.now)).toEqual([]);
  });
});

describe('what blames or releases somebody', () => {
  const NO_SHOW_AT = STARTS_AT + 2 * HOUR_MS;

  it.each([
    [NO_SHOW_AT - 1, false],
    [NO_SHOW_AT, true],
  ])('is judged only up to the oldest undecided command (%d): %s', (judgeUntil, judged) => {
    const journey = orderIn('SCHEDULED');
    journey.passTo(STARTS_AT + HOUR_MS);
    journey.passTo(NO_SHOW_AT + HOUR_MS, judgeUntil);
    expect(journey.count('NO_SHOW_RECORDED')).toBe(judged ? 1 : 0);
  });

  it('waits, and an arrival received before it wins', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('assign-technicians');
    journey.passTo(NO_SHOW_AT + HOUR_MS, STARTS_AT);
    journey.now = NO_SHOW_AT - 1;
    journey.give('arrive');
    journey.passTo(NO_SHOW_AT + HOUR_MS);
    expect(journey.count('NO_SHOW_RECORDED')).toBe(0);
  });

  it('includes the close of the claim window, the end of corrections and a hold that goes back to support', () => {
    const completed = orderIn('COMPLETED');
    completed.passTo(STARTS_AT + 60 * DAY_MS, STARTS_AT);
    expect(completed.state.name).toBe('COMPLETED');
    const cancelled = orderIn('SCHEDULED');
    cancelled.give('cancel', {}, { as: 'customer' });
    cancelled.passTo(STARTS_AT + 60 * DAY_MS, STARTS_AT);
    expect(cancelled.state.ended).toBe(false);
    const held = orderIn('IN_PROGRESS');
    held.give('decide-hold', { holdId: defectReadyToDecide(held), decision: 'CANCEL' });
    held.passTo(startOf(held) + 5 * DAY_MS, startOf(held));
    expect(held.count('HOLD_RETURNED_TO_SUPPORT')).toBe(0);
    expect(rungs(held.log, 'hold-follow-up')).toHaveLength(1);
  });

  it('does not keep reminders that were due before it from going out', () => {
    const journey = orderIn('REQUESTED');
    expect(rungs(journey.pass('P1D'))).toHaveLength(1);
    const waiting = orderIn('REQUESTED');
    expect(rungs(waiting.passTo(CREATED_AT + DAY_MS, CREATED_AT))).toHaveLength(1);
  });
});
