import { z } from 'zod';
import { durationMs, isTimeZone } from '../../domain/shared/time.ts';

// Every string that comes in has a bound, and every id an alphabet.

export const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, dashes or underscores')
  .meta({ examples: ['so-1001'] });

/** Marketplace ids, skills, reason codes and the like: names in capitals by custom. */
export const code = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, 'must be a code of 1 to 100 characters');
export const label = line(200);
export const text = prose(4_000);

/** One line, not blank. */
export function line(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !/[\r\n\t]/.test(value) && value.trim() !== '', 'must be one line with something on it');
}

/** Written text, not blank. */
export function prose(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.trim() !== '', 'must not be blank');
}

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether it names an instant: an offset, a day that the calendar has, a year that every part of the system can hold. */
export function isInstant(value: string): boolean {
  const [, year, month, day] = RFC_3339.exec(value) ?? [];
  return year !== undefined && isDay(Number(year), Number(month), Number(day));
}

/** Whether every part of the system can hold it, whatever its offset. */
export function isWithinReach(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1900 && year <= 9_998;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 9_998 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const instant = z
  .string()
  .max(40)
  .refine(isInstant, 'must be an instant with an offset, such as 2027-01-15T10:00:00-08:00')
  .meta({ format: 'date-time', examples: ['2027-01-15T10:00:00-08:00'] });

export const date = z
  .string()
  .max(10)
  .refine((value) => isInstant(`${value}T00:00:00Z`), 'must be a date of the calendar, such as 2027-01-31')
  .meta({ format: 'date', examples: ['2027-01-31'] });

export const duration = z
  .string()
  .max(40)
  .refine((value) => durationMs(value) !== null, 'must be an ISO 8601 duration of weeks, days, hours, minutes and seconds')
  .meta({ examples: ['P29D'] });

export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be an IANA zone such as America/Los_Angeles')
  .meta({ examples: ['America/Los_Angeles'] });

export const locale = z
  .string()
  .max(35)
  .refine(isLocale, 'must be a language tag such as en-US')
  .meta({ examples: ['en-US'] });

function isLocale(value: string): boolean {
  try {
    return /^[A-Za-z]/.test(value) && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

export const money = z
  .strictObject({
    amountMinor: z.int().min(0).max(1_000_000_000_000),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  })
  .meta({ id: 'Money', examples: [{ amountMinor: 12900, currency: 'USD' }] });

export const contact = z
  .strictObject({
    channel: z.literal('EMAIL'),
    address: z
      .string()
      .max(254)
      .regex(/^[^\s@<>",;:\\]{1,64}@[A-Za-z0-9.-]{1,189}$/, 'must be a mail address')
      .meta({ examples: ['relay+1@marketplace.example'] }),
  })
  .meta({ id: 'Contact' });

/** The id that POST /v1/documents gave. */
export const documentId = id.meta({ examples: ['doc-1001'] });

/** Where documents are not taken yet: the field is known, every value is refused. */
export const noDocumentId = z
  .string()
  .max(100)
  .refine(() => false, 'unknown document');

const part = line(200).optional();
export const address = z
  .strictObject({
    name: part,
    addressLine1: part,
    addressLine2: part,
    addressLine3: part,
    city: part,
    county: part,
    district: part,
    stateOrRegion: part,
    postalCode: part,
    countryCode: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters')
      .optional(),
    phone: part,
  })
  .refine((value) => Object.keys(value).length > 0, 'must say something')
  .meta({ id: 'Address', examples: [{ name: 'Dana Reyes', addressLine1: '1 Example Street', city: 'Los Angeles', countryCode: 'US' }] });

export const appointmentTime = { startTime: instant, durationInMinutes: z.int().min(1).max(1_440) };
export const initiator = z.enum(['CUSTOMER', 'PROVIDER', 'MARKETPLACE']);
export const attribution = z.enum(['PROVIDER', 'CUSTOMER', 'PRODUCT', 'MARKETPLACE', 'FORCE_MAJEURE']);
export const scopeItem = z.strictObject({ itemId: id, description: line(500) });

export const onBehalfOf = z
  .strictObject({ role: z.enum(['PROVIDER', 'CUSTOMER']), id })
  .optional()
  .meta({ description: 'Support gives the command for somebody who told it by telephone; the timeline names both.' });
