import { ApplicationFailure } from '@temporalio/common';
import { type Fault, faultOf } from '../store/engine/fault.ts';

// What a workflow's history may know of an error: its kind and a code. Never its message, stack or cause, which can hold
// an address, a text or a row of the database.

/** SQLSTATE classes for which another attempt cannot help: the data is wrong (22) or breaks a rule of the database (23). */
const WRONG_DATA = /^2[23]\d{3}$|^2[23][0-9A-Z]{3}$/;
const NEVER_RIGHT: ReadonlySet<string> = new Set(['ZodError', 'EffectMismatch']);
const CODE = /^[A-Z0-9_]{2,40}$/;

/** Try again later: network, database away, serialisation conflicts, and whatever is not known (a bug is fixed by a deploy). */
export function retryable(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: false });
}

/** Another attempt would end the same way; a person must look. */
export function permanent(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}

const faults = new WeakMap<object, Fault>();

/** What a failure was made from, as a log may tell it; null where it was made as a failure. It never leaves this process. */
export function faultBehind(failure: unknown): Fault | null {
  return typeof failure === 'object' && failure !== null ? (faults.get(failure) ?? null) : null;
}

/** The error as an ApplicationFailure of the right retry class; one that is already one is left as it is. */
export function failureOf(doing: string, error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const failure = classified(doing, error);
  faults.set(failure, faultOf(error));
  return failure;
}

function classified(doing: string, error: unknown): ApplicationFailure {
  const name = nameOf(error);
  const code = codeOf(error);
  if (NEVER_RIGHT.has(name)) return permanent(name === 'EffectMismatch' ? 'EFFECT_MISMATCH' : 'INVALID_INPUT', `${doing}: ${name}`);
  if (WRONG_DATA.test(code)) return permanent('DATABASE_REFUSED', `${doing}: ${code}`);
  return retryable('TRY_AGAIN', `${doing}: ${code || name}`);
}

/** The code of a database or network error; empty where there is none that is fit to be shown. */
export function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' && CODE.test(code) ? code : '';
}

/** The error's class, as far as it says; by its field, since an error of another realm is no `instanceof Error`. */
export function nameOf(error: unknown): string {
  const name: unknown = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  return typeof name === 'string' && /^[A-Za-z]{1,40}$/.test(name) ? name : 'unknown';
}

/** Runs one activity; whatever it throws leaves as an ApplicationFailure. */
export async function guarded<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(doing, error);
  }
}
