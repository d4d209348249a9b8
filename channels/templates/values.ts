import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../domain/shared/time.ts';
import type { VariableKind, VariableValue } from './template.ts';

/** In characters. A text variable longer than this is refused: no message may be longer either. */
const VARIABLE_LENGTH_MAX = 2000;

export interface ShowIn {
  /** BCP 47, known to be right. */
  readonly locale: string;
  /** IANA zone of the place of service. */
  readonly timeZone: string;
}

/**
 * What a template sees for a value of a kind: text for people, or null where the value is not of that kind.
 * Whatever it is, it is data from here on: nothing looks into it again.
 */
export function shown(kind: VariableKind, value: VariableValue, { locale, timeZone }: ShowIn): string | null {
  switch (kind) {
    case 'text':
    case 'words':
    case 'id':
      return textOf(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? new Intl.NumberFormat(locale).format(value) : null;
    case 'instant': {
      const at = instantOf(value);
      return at === null ? null : showInstant(at, { locale, timeZone });
    }
    case 'money':
      return moneyOf(value, locale);
  }
}

/** Local date and time with the name of the zone: a reader elsewhere must not have to guess. */
function showInstant(at: Instant, { locale, timeZone }: ShowIn): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'long',
  }).format(at);
}

function textOf(value: VariableValue): string | null {
  if (typeof value !== 'string') return null;
  // Line breaks and tabs are text; other control characters are not, and could reach a terminal or a header.
  const text = value
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  const { length } = Array.from(text);
  return length > 0 && length <= VARIABLE_LENGTH_MAX ? text : null;
}

function instantOf(value: VariableValue): Instant | null {
  if (value === null) return null;
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= 8.64e15 ? value : null;
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    return null;
  }
}

function moneyOf(value: VariableValue, locale: string): string | null {
  const match = /^(-?\d{1,15}) ([A-Z]{3})$/.exec(String(value));
  if (!match) return null;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: match[2] ?? '' });
  return format.format(Number(match[1]) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
