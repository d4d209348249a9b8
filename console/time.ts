import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../domain/shared/time.ts';
import { type Html, html } from './html.ts';

// Times are never shown without their zone, and never computed by hand: Intl writes, Temporal counts.

export const LANGUAGE = 'en-GB';

/** `Fri 15 Jan 2027, 10:00 PST`: the zone's own short name, or its offset where English has none. */
export function absolute(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(LANGUAGE, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

/** `in 3 hours`, `2 days ago`: one unit, the largest that fits. */
export function relative(at: Instant, now: Instant): string {
  const distance = at - now;
  const size = Math.abs(distance);
  const words = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'always' });
  if (size < MINUTE_MS) return distance < 0 ? 'just now' : 'in less than a minute';
  if (size < HOUR_MS) return words.format(Math.trunc(distance / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return words.format(Math.trunc(distance / HOUR_MS), 'hour');
  return words.format(Math.trunc(distance / DAY_MS), 'day');
}

/** An instant in the order's zone, with the zone's name in its tooltip. */
export function timeTag(at: Instant | string, timeZone: string): Html {
  const instant = typeof at === 'string' ? Date.parse(at) : at;
  return html`<time datetime="${new Date(instant).toISOString()}" title="${timeZone}">${absolute(instant, timeZone)}</time>`;
}

/** The same with how far away it is; `console.js` keeps the distance right while the page is open. `now` is the order's own time. */
export function countdown(at: Instant | string, now: Instant, timeZone: string): Html {
  const instant = typeof at === 'string' ? Date.parse(at) : at;
  const late = instant < now;
  return html`<span class="${late ? 'due late' : 'due'}"><span data-relative="${new Date(instant).toISOString()}" data-now="${new Date(now).toISOString()}">${relative(instant, now)}</span>${late && html` <b class="tag bad">overdue</b>`} <span class="abs">${timeTag(instant, timeZone)}</span></span>`;
}

export type Localised = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

/**
 * What a `datetime-local` field holds, as an instant with the offset that the zone has there. A local time that the zone skips,
 * or has twice, is refused rather than moved: a visit must not shift by an hour without a word.
 * @param local `2027-01-15T10:00`; an instant that already has an offset is taken as it is
 */
export function withOffset(local: string, timeZone: string): Localised {
  const text = local.trim();
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(text)) return { ok: true, value: text };
  let plain: Temporal.PlainDateTime;
  try {
    plain = Temporal.PlainDateTime.from(text);
  } catch {
    return { ok: false, message: 'must be a date and a time' };
  }
  try {
    const zoned = plain.toZonedDateTime(timeZone, { disambiguation: 'reject' });
    return { ok: true, value: zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' }) };
  } catch {
    return { ok: false, message: `does not exist, or exists twice, in ${timeZone}: the clocks change at that time. Choose another.` };
  }
}

/** An instant as a `datetime-local` field of that zone shows it, to the minute. */
export function localValue(at: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
