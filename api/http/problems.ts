import type { Condition } from '../../domain/shared/condition.ts';
import type { FieldError, Refusal, Unmet } from '../../domain/shared/deciding/refusal.ts';
import { type Instant, iso } from '../../domain/shared/time.ts';

export type ProblemCode =
  | 'malformed_json'
  | 'ambiguous_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_allowed_now'
  | 'order_exists'
  | 'stale_version'
  | 'too_large'
  | 'misdirected_request'
  | 'quota_exceeded'
  | 'unsupported_media_type'
  | 'invalid_request'
  | 'idempotency_key_reused'
  | 'message_blocked'
  | 'claim_not_eligible'
  | 'too_many_requests'
  | 'temporarily_unavailable'
  | 'internal_error';

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** Every way a request can fail. Clients branch on the code, people read the detail. */
export const PROBLEMS: Readonly<Record<ProblemCode, Kind>> = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  ambiguous_request: { status: 400, title: 'The request says two things' },
  unauthenticated: { status: 401, title: 'No or bad credentials' },
  forbidden: { status: 403, title: 'Not for this role' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_allowed_now: { status: 409, title: 'Not allowed now' },
  order_exists: { status: 409, title: 'The order id is taken' },
  stale_version: { status: 412, title: 'The order has changed' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Only JSON in UTF-8' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  misdirected_request: { status: 421, title: 'Not for this host' },
  quota_exceeded: { status: 422, title: 'There is no room for more' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  claim_not_eligible: { status: 422, title: 'The claim is not eligible' },
  message_blocked: { status: 422, title: 'The message was not taken' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  temporarily_unavailable: { status: 503, title: 'Temporarily unavailable' },
  internal_error: { status: 500, title: 'Internal error' },
};

/** Why a request was not served; `code` gives the status. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly unmet?: readonly Unmet[];
  readonly conditions?: readonly Condition[];
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly changedBy?: string;
  readonly changedAt?: string;
  readonly reasons?: readonly { readonly code: string; readonly excerpt: string }[];
  /** Which command of several was refused, from 0. */
  readonly index?: number;
}

/** RFC 9457. `instance` is the path without its query, which may hold a name. */
export function problemDocument({ code, detail, ...members }: Problem, instance: string, requestId: string) {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:holdfast:problem:${code}`, title, status, detail, instance, code, requestId, ...members };
}

/** The one place where the rules' refusals become HTTP. */
export function refusalProblem(refusal: Refusal): Problem {
  switch (refusal.code) {
    case 'not_allowed_now':
      return {
        code: 'not_allowed_now',
        detail: refusal.message,
        unmet: refusal.unmet,
        ...(refusal.decidedBy === undefined ? {} : { decidedBy: refusal.decidedBy }),
        ...when('decidedAt', refusal.decidedAt),
      };
    case 'stale_version':
      return {
        code: 'stale_version',
        detail: refusal.message,
        changedBy: refusal.changedBy,
        ...when('changedAt', refusal.changedAt),
      };
    case 'invalid_request':
      return { code: 'invalid_request', detail: detailOf(refusal.errors) ?? refusal.message, errors: refusal.errors };
    case 'claim_not_eligible':
      return { code: 'claim_not_eligible', detail: refusal.message, conditions: refusal.conditions };
    case 'forbidden':
      return { code: 'forbidden', detail: refusal.message };
  }
}

export function invalidProblem(errors: readonly FieldError[]): Problem {
  return { code: 'invalid_request', detail: detailOf(errors) ?? 'The request is not valid.', errors };
}

export function invalidField(pointer: string, message: string): Problem {
  return invalidProblem([{ pointer, message }]);
}

export const NOT_FOUND: Problem = { code: 'not_found', detail: 'There is nothing here that you can see.' };
export const KEY_REUSED: Problem = {
  code: 'idempotency_key_reused',
  detail: 'This Idempotency-Key was used for a request with another method, path or body.',
};

function detailOf([first]: readonly FieldError[]): string | null {
  return first ? `${first.pointer === '' ? 'The body' : first.pointer} ${first.message}.` : null;
}

function when<K extends string>(key: K, at: Instant | undefined): Partial<Record<K, string>> {
  return at === undefined ? {} : ({ [key]: iso(at) } as Record<K, string>);
}
