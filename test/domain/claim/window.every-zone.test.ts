// Goal: the claim window ends with the 30th local day after completion, in every zone of the world, over every change of clocks.
// Method: IANA zones × completion hours of 2024–2030 against luxon, a second calendar library; 100,000 cases with HOLDFAST_DEEP=1.
import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { claimWindowFrom } from '../../../domain/order/visit/completion.ts';
import { termsFor } from '../../../domain/policy/pack.ts';
import { HOUR_MS, iso } from '../../../domain/shared/time.ts';
import { packOf } from '../support/given.ts';
import { isDeep } from '../support/properties.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Date.parse('2024-01-01T00:00:00Z');
const HOURS = (Date.parse('2031-01-01T00:00:00Z') - FROM) / HOUR_MS;
const CASES = isDeep ? 100_000 : 2_000;
/** Prime to the number of hours, so that the cases spread over zones, seasons and hours of the day alike. */
const STRIDE = 7_919;

const terms = termsFor(packOf('US'), 'IN_HOME');

/** By luxon: the local day of an instant. */
function dayOf(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toISODate() ?? '';
}

/** By luxon: the day after the 30th one that follows the day of completion. */
function dayAfterWindow(completedAt: number, zone: string): string {
  const { year, month, day } = DateTime.fromMillis(completedAt, { zone });
  return DateTime.utc(year, month, day).plus({ days: 31 }).toISODate() ?? '';
}

describe('the claim window', () => {
  it(`ends in ${CASES} zones and hours where luxon says, to the millisecond`, () => {
    const wrong: string[] = [];
    for (let index = 0; index < CASES; index += 1) {
      const zone = ZONES[index % ZONES.length] ?? 'UTC';
      const completedAt = FROM + ((index * STRIDE) % HOURS) * HOUR_MS;
      const closesAt = claimWindowFrom(completedAt, zone, terms)?.closesAt ?? 0;
      const firstDayOut = dayAfterWindow(completedAt, zone);
      const isRight = dayOf(closesAt, zone) >= firstDayOut && dayOf(closesAt - 1, zone) < firstDayOut;
      if (!isRight) wrong.push(`${zone} ${iso(completedAt)} → ${iso(closesAt)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is not thirty times 24 hours where the clocks change', () => {
    const completedAt = Date.parse('2027-02-20T18:00:00Z');
    const closesAt = claimWindowFrom(completedAt, 'America/Los_Angeles', terms)?.closesAt ?? 0;
    expect(iso(closesAt)).toBe('2027-03-23T07:00:00.000Z');
  });
});
