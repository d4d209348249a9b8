// Goal: the claim window ends with the 30th local day after completion, in every zone; then the order closes by itself.
// Method: known instants in zones that change their clocks, and a comparison with luxon over many zones (all with HOLDFAST_DEEP=1).
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import { DAY_MS, endOfWindow, iso, startOfLocalDay } from '../../domain/shared/time.ts';
import { Journey } from './support/journey.ts';
import { isDeep, properties } from './support/properties.ts';
import { at } from './support/rungs.ts';

/** An order of online work in a zone, completed at an instant. */
function completedAt(timeZone: string, instant: number): Journey {
  const journey = new Journey({ marketplace: 'IN', timeZone, startsAt: instant }, instant - DAY_MS);
  journey.passTo(instant);
  for (const command of ['start-work', 'finish-work', 'confirm-scope', 'add-job-note', 'sign-off', 'complete'] as const)
    journey.give(command);
  return journey;
}

const KNOWN = [
  ['over the start of summer time', 'America/Los_Angeles', '2027-02-12T18:00:00Z', '2027-03-15T07:00:00Z'],
  ['over the end of summer time', 'America/Los_Angeles', '2027-10-08T18:00:00Z', '2027-11-08T08:00:00Z'],
  ['one millisecond before local midnight', 'America/Los_Angeles', '2027-01-16T07:59:59.999Z', '2027-02-15T08:00:00Z'],
  ['at local midnight', 'America/Los_Angeles', '2027-01-16T08:00:00Z', '2027-02-16T08:00:00Z'],
  ['half an hour off the hour', 'Asia/Kolkata', '2027-01-15T10:00:00Z', '2027-02-14T18:30:00Z'],
  ['at midnight in India', 'Asia/Kolkata', '2027-01-15T18:30:00Z', '2027-02-15T18:30:00Z'],
  ['over half an hour of summer time', 'Australia/Lord_Howe', '2027-03-05T01:00:00Z', '2027-04-04T13:30:00Z'],
  ['with a 30th day that never was', 'Pacific/Apia', '2011-11-30T22:00:00Z', '2011-12-30T10:00:00Z'],
  ['with a 31st day that never was', 'Pacific/Apia', '2011-11-29T22:00:00Z', '2011-12-30T10:00:00Z'],
  ['over the new year', 'Europe/London', '2027-12-20T12:00:00Z', '2028-01-20T00:00:00Z'],
  ['in a leap year', 'Europe/London', '2028-01-31T12:00:00Z', '2028-03-02T00:00:00Z'],
] as const;

describe('the claim window', () => {
  it.each(KNOWN)('%s (%s), completed %s, closes at %s', (_what, timeZone, completed, closes) => {
    expect(iso(endOfWindow(at(completed), timeZone, 30))).toBe(iso(at(closes)));
    expect(completedAt(timeZone, at(completed)).state.claimWindow).toMatchObject({
      opensAt: at(completed),
      closesAt: at(closes),
      timeZone,
      days: 30,
    });
  });

  it('is half-open: its last millisecond is on day 30, its end is the start of day 31', () => {
    const { claimWindow } = completedAt('America/Los_Angeles', at('2027-01-15T18:00:00Z')).state;
    const day = (instant: number) => DateTime.fromMillis(instant, { zone: 'America/Los_Angeles' }).toISODate();
    expect(day((claimWindow?.closesAt ?? 0) - 1)).toBe('2027-02-14');
    expect(day(claimWindow?.closesAt ?? 0)).toBe('2027-02-15');
  });

  it('reminds 3 days before its end, and closes the order a minute after it', () => {
    const journey = completedAt('Asia/Kolkata', at('2027-01-15T10:00:00Z'));
    const closesAt = at('2027-02-14T18:30:00Z');
    expect(waitingFor(journey.state, journey.terms)).toMatchObject([{ who: 'SYSTEM', what: 'claim-window', until: closesAt }]);
    expect(deadlinesOf(journey.state, journey.terms).map(({ kind, due }) => [kind, due])).toEqual([
      ['claim-window-reminder', closesAt - 3 * DAY_MS],
      ['claim-window-close', closesAt + 60_000],
    ]);
    expect(journey.passTo(closesAt - 3 * DAY_MS - 1)).toEqual([]);
    expect(journey.passTo(closesAt - 3 * DAY_MS)).toMatchObject([{ type: 'CLAIM_WINDOW_REMINDER', data: { skipped: false } }]);
    expect(journey.passTo(closesAt + 59_999)).toEqual([]);
    expect(journey.state.name).toBe('COMPLETED');
    expect(journey.passTo(closesAt + 60_000)).toMatchObject([{ type: 'ORDER_CLOSED', data: { why: 'CLAIM_WINDOW_OVER' } }]);
    expect(journey.state).toMatchObject({ name: 'CLOSED', ended: true, closedAt: closesAt + 60_000 });
    expect(deadlinesOf(journey.state, journey.terms)).toEqual([]);
    expect(waitingFor(journey.state, journey.terms)).toEqual([]);
  });

  it('is not reminded of in a burst after an outage, and closes all the same', () => {
    const journey = completedAt('Asia/Kolkata', at('2027-01-15T10:00:00Z'));
    expect(journey.pass('P60D')).toMatchObject([{ type: 'CLAIM_WINDOW_REMINDER', data: { skipped: true } }, { type: 'ORDER_CLOSED' }]);
  });
});

const ZONES = Intl.supportedValuesOf('timeZone');
const ANY_INSTANT = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') });

/** By luxon: the instant is on the local day or after it, and the millisecond before is earlier. */
function isStartOf(instant: number, day: string, zone: string): boolean {
  const local = (moment: number): string => DateTime.fromMillis(moment, { zone }).toISODate() ?? '';
  return local(instant) >= day && local(instant - 1) < day;
}

function dayAfter(from: number, zone: string, days: number): string {
  const local = DateTime.fromMillis(from, { zone });
  return DateTime.utc(local.year, local.month, local.day).plus({ days }).toISODate() ?? '';
}

describe('local days', () => {
  it('agree with luxon in any zone at any time', () => {
    properties(
      fc.property(fc.constantFrom(...ZONES), ANY_INSTANT, fc.integer({ min: 0, max: 90 }), (zone, from, days) => {
        expect(isStartOf(startOfLocalDay(from, zone, days), dayAfter(from, zone, days), zone)).toBe(true);
        expect(isStartOf(endOfWindow(from, zone, days), dayAfter(from, zone, days + 1), zone)).toBe(true);
      }),
      200,
    );
  });

  it('agree with luxon around every change of the clocks of a year', () => {
    const zones = isDeep
      ? ZONES
      : ['America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Havana', 'Asia/Beirut', 'Pacific/Chatham'];
    for (const zone of zones) {
      for (let from = at('2026-12-31T12:00:00Z'); from < at('2028-01-02T00:00:00Z'); from += 7 * DAY_MS) {
        expect([zone, iso(from), isStartOf(endOfWindow(from, zone, 30), dayAfter(from, zone, 31), zone)]).toEqual([zone, iso(from), true]);
      }
    }
  });
});
