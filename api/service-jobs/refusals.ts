import type { FieldError, Refusal } from '../../domain/shared/deciding/refusal.ts';

/** A refusal of the rules as errors of the job, at the place of the difference that led to it. */
export function errorsOf(refusal: Refusal, pointer: string): readonly FieldError[] {
  switch (refusal.code) {
    case 'not_allowed_now':
      return [{ pointer, message: [refusal.message, ...refusal.unmet.map((one) => one.message)].filter(isFirst).join(' ') }];
    case 'invalid_request':
      return refusal.errors.map((error) => ({ pointer, message: `${error.pointer} ${error.message}` }));
    case 'claim_not_eligible':
    case 'stale_version':
    case 'forbidden':
      return [{ pointer, message: refusal.message }];
  }
}

function isFirst(message: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(message) === index;
}
