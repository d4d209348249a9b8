import type { FieldError } from '../../domain/shared/deciding/refusal.ts';

/** Deeper than any document of the contract; an import is the deepest. */
export const DEPTH_MAX = 20;

// What a database, a mail header or a terminal would trip over. Line breaks and tabs are text; half a character is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const UNSOUND_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f]|\p{Surrogate}/u;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What is wrong with a JSON value whatever it means; null: nothing. Every body and query passes here before its schema.
 * @param given texts are kept as they came, and names too where even those are judged later: of an import, job by job
 */
export function unsoundness(value: unknown, given: { readonly anyText?: boolean; readonly anyName?: boolean } = {}): FieldError | null {
  return unsoundAt(value, { pointer: '', depth: 1 }, given);
}

interface At {
  readonly pointer: string;
  readonly depth: number;
}

function unsoundAt(value: unknown, { pointer, depth }: At, given: NonNullable<Parameters<typeof unsoundness>[1]>): FieldError | null {
  if (typeof value === 'string') return given.anyText ? null : textError(value, pointer);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEPTH_MAX) return { pointer, message: `is nested deeper than ${DEPTH_MAX} levels` };
  for (const [key, inner] of Object.entries(value)) {
    // The key itself is not repeated where it is what is wrong.
    if (!given.anyName && (FORBIDDEN_KEYS.has(key) || UNSOUND_TEXT.test(key)))
      return { pointer, message: 'has a field of a forbidden name' };
    const found = unsoundAt(inner, { pointer: `${pointer}/${escapedKey(key)}`, depth: depth + 1 }, given);
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
