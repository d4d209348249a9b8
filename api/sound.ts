import type { FieldError } from '../domain/shared/refusal.ts';

/** Deeper than any document of the contract; an import is the deepest. */
export const DEPTH_MAX = 20;

// What a database, a mail header or a terminal would trip over. Line breaks and tabs are text; half a character is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const UNSOUND_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f]|\p{Surrogate}/u;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What is wrong with a JSON value whatever it means; null: nothing. Every body and query passes here before its schema.
 * @param anyText texts are not judged, only names and depth: an import keeps what came
 */
export function unsoundness(value: unknown, { anyText }: { readonly anyText: boolean } = { anyText: false }): FieldError | null {
  return unsoundAt(value, '', 1, anyText);
}

function unsoundAt(value: unknown, pointer: string, depth: number, anyText: boolean): FieldError | null {
  if (typeof value === 'string') return anyText ? null : textError(value, pointer);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEPTH_MAX) return { pointer, message: `is nested deeper than ${DEPTH_MAX} levels` };
  for (const [key, inner] of Object.entries(value)) {
    // The key itself is not repeated where it is what is wrong.
    if (FORBIDDEN_KEYS.has(key) || UNSOUND_TEXT.test(key)) return { pointer, message: 'has a field of a forbidden name' };
    const found = unsoundAt(inner, `${pointer}/${escapedKey(key)}`, depth + 1, anyText);
    if (found) return found;
  }
  return null;
}

export function isSoundText(text: string): boolean {
  return !UNSOUND_TEXT.test(text);
}

/** One step of a JSON Pointer (RFC 6901), bounded: keys come from outside. */
export function escapedKey(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

function textError(text: string, pointer: string): FieldError | null {
  return isSoundText(text) ? null : { pointer, message: 'has control characters or broken Unicode' };
}
