import type { Party } from '../actor.ts';
import type { Condition } from '../condition.ts';

/** One condition that is not met, and who can clear it. */
export interface Unmet {
  readonly id: string;
  readonly message: string;
  readonly clearedBy: Party | null;
}

/** One value of the body that is wrong; `pointer` is a JSON Pointer into it. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Why a command was not accepted. Refusals are values: an exception means a bug or broken infrastructure.
 * The API maps each code to its HTTP status in one place (api/http/problems.ts).
 */
export type Refusal =
  | {
      readonly code: 'not_allowed_now';
      readonly message: string;
      readonly unmet: readonly Unmet[];
      readonly decidedBy?: string;
      readonly decidedAt?: number;
    }
  | { readonly code: 'stale_version'; readonly message: string; readonly changedBy: string; readonly changedAt: number }
  | { readonly code: 'invalid_request'; readonly message: string; readonly errors: readonly FieldError[] }
  | { readonly code: 'claim_not_eligible'; readonly message: string; readonly conditions: readonly Condition[] }
  | { readonly code: 'forbidden'; readonly message: string };

export function notAllowed(message: string, ...unmet: Unmet[]): Refusal {
  return { code: 'not_allowed_now', message, unmet };
}

export function invalid(pointer: string, message: string): Refusal {
  return { code: 'invalid_request', message, errors: [{ pointer, message }] };
}

export function forbidden(message: string): Refusal {
  return { code: 'forbidden', message };
}

export function unmet(id: string, message: string, clearedBy: Party | null): Unmet {
  return { id, message, clearedBy };
}

/** Something the caller should know although the command was accepted. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
