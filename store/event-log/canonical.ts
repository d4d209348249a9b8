import { createHash } from 'node:crypto';

/**
 * JSON with the keys of every object sorted, so that equal content gives equal text: what hashes are taken of.
 * Drops what JSON drops (`undefined`), so that a value and its way through the database agree.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlain(inner) ? sorted(inner) : inner)) ?? 'null';
}

/** @returns SHA-256 in lower-case hexadecimal */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Integer-like keys come first in any object, whatever the order here: that, too, is the same every time.
function sorted(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
