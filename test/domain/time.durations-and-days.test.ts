// Goal: durations and local days are read as the contract writes them, and nothing else is.
// Method: examples at the edges of the format; zones that change their clocks.
import { describe, expect, it } from '@jest/globals';
import { DAY_MS, durationMs, HOUR_MS, iso, isTimeZone, localDay, MINUTE_MS, msOf, startOfLocalDay } from '../../domain/shared/time.ts';
import { at } from './support/rungs.ts';

describe('durations', () => {
  it.each([
    ['P30D', 30 * DAY_MS],
    ['P1W', 7 * DAY_MS],
    ['PT15M', 15 * MINUTE_MS],
    ['PT24H', DAY_MS],
    ['P1DT2H3M4.5S', DAY_MS + 2 * HOUR_MS + 3 * MINUTE_MS + 4_500],
    ['PT0S', 0],
    ['PT0.001S', 1],
    ['-PT1H', -HOUR_MS],
  ])('%s is %d ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
    expect(msOf(text)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', '1D', 'P1.5D', 'p1d', 'P1D ', 'PT1H30', 'P-1D', 'PT1.2345S'])('%j is none', (text) => {
    expect(durationMs(text)).toBeNull();
    expect(() => msOf(text)).toThrow(RangeError);
  });
});

describe('local days', () => {
  it('are 23, 24 and 25 hours long', () => {
    const length = (day: string): number =>
      startOfLocalDay(at(day), 'America/Los_Angeles', 1) - startOfLocalDay(at(day), 'America/Los_Angeles', 0);
    expect(['2027-03-14T20:00Z', '2027-03-15T20:00Z', '2027-11-07T20:00Z'].map((day) => length(day) / HOUR_MS)).toEqual([23, 24, 25]);
  });

  it('go by the zone', () => {
    const instant = at('2027-01-15T20:00:00Z');
    expect(['America/Los_Angeles', 'UTC', 'Asia/Kolkata', 'Pacific/Kiritimati'].map((zone) => localDay(instant, zone))).toEqual([
      '2027-01-15',
      '2027-01-15',
      '2027-01-16',
      '2027-01-16',
    ]);
  });

  it('are written as RFC 3339 in UTC with milliseconds', () => {
    expect(iso(at('2027-01-15T10:00:00-08:00'))).toBe('2027-01-15T18:00:00.000Z');
  });
});

describe('zones', () => {
  it.each(['America/Los_Angeles', 'Asia/Kolkata', 'UTC', 'Pacific/Apia'])('%s is one', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['', '+02:00', 'Mars/Olympus', '05:30', 'America/'])('%j is none', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});
