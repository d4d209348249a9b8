/** A parameter as both engines send it: text, bytes, or null. */
export type WireValue = string | Uint8Array | null;

/** Their number is sent in two bytes: one more would be another number. */
const VALUES_MAX = 65_535;

/**
 * The parameters of a statement in PostgreSQL's own words, so that both engines send the same. Whatever cannot be written throws
 * here, before anything of the statement was sent. What PostgreSQL does not take it refuses itself (NUL, `NaN` for an integer).
 */
export function wireValues(parameters: readonly unknown[]): readonly WireValue[] {
  if (parameters.length > VALUES_MAX)
    throw new RangeError(`a statement takes ${VALUES_MAX} values at most, and was given ${parameters.length}`);
  return parameters.map(wireValue);
}

function wireValue(value: unknown): WireValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return wellFormed(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new TypeError(`a ${typeof value} is no value of the database`);
}

/** Half a character has no bytes in UTF-8: it becomes the replacement character, as everywhere that text is encoded. */
function wellFormed(text: string): string {
  return HALF.test(text) ? text.replace(HALVES, '\ufffd') : text;
}

const HALF = /\p{Surrogate}/u;
const HALVES = /\p{Surrogate}/gu;

/** With its year as PostgreSQL reads it: more than four digits without a sign, and none before the year 1. */
function dateText(date: Date): string {
  const year = date.getUTCFullYear();
  // Refused by the database, as any other text that is no date.
  if (Number.isNaN(year)) return 'Invalid Date';
  const rest = date.toISOString().replace(/^[+-]?\d+/, '');
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
}

function arrayText(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function elementText(value: unknown): string {
  if (Array.isArray(value)) return arrayText(value);
  const wire = wireValue(value);
  if (wire === null) return 'NULL';
  const text = typeof wire === 'string' ? wire : `\\x${Buffer.from(wire).toString('hex')}`;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
