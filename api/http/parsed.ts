import type { z } from 'zod';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { escapedKey } from './sound.ts';

/** At most this many errors are told at once: a list of a thousand helps nobody. */
const ERRORS_MAX = 20;
const MESSAGE_LENGTH_MAX = 300;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A value by its schema, or what is wrong with it, each with its place as a JSON Pointer below `prefix`. */
export function parseBy<T>(schema: z.ZodType<T>, value: unknown, prefix = ''): Parsed<T> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const errors = result.error.issues.slice(0, ERRORS_MAX).map(({ path, message }) => ({
    pointer: prefix + path.map((step) => `/${escapedKey(String(step))}`).join(''),
    message: message.slice(0, MESSAGE_LENGTH_MAX),
  }));
  return { ok: false, errors };
}
