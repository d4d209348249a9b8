import { Temporal } from 'temporal-polyfill';

/** Milliseconds since the epoch. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** @returns the instant as RFC 3339 in UTC with milliseconds. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}

/**
 * Length of an ISO 8601 duration of weeks, days, hours, minutes and seconds; a day is 24 h.
 * @returns milliseconds, or null where the text is not such a duration (years and months have no fixed length)
 */
export function durationMs(text: string): number | null {
  const m = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(text);
  if (!m || m.slice(2).every((part) => part === undefined) || text.endsWith('T')) return null;
  const [weeks, days, hours, minutes, seconds] = m.slice(2).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  const length = (weeks * 7 + days) * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + Math.round(seconds * 1000);
  return m[1] ? -length : length;
}

/** The same for durations that are known to be right (pack data is checked when it is loaded). @throws RangeError */
export function msOf(duration: string): number {
  const length = durationMs(duration);
  if (length === null) throw new RangeError(`not a duration: ${duration}`);
  return length;
}

/** Local calendar day of an instant, `YYYY-MM-DD`. */
export function localDay(at: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** First instant of the local day that lies `days` after the local day of `at`; right over DST, where a day is 23 or 25 h. */
export function startOfLocalDay(at: Instant, timeZone: string, days: number): Instant {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().add({ days });
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}

/**
 * End of a window counted in days: the start of the local day after the last one, so that it is half-open.
 * Source: service guarantee, "within 30 days from the date of completion"; the zone is the service location's.
 */
export function endOfWindow(from: Instant, timeZone: string, days: number): Instant {
  return startOfLocalDay(from, timeZone, days + 1);
}

/** Whether the runtime knows this IANA zone name (offsets such as `+02:00` are not zone names). */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
