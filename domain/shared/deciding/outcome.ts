import type { Refusal, Warning } from './refusal.ts';

export interface Accepted<E> {
  readonly ok: true;
  readonly events: readonly E[];
  readonly because: readonly string[];
  readonly warnings: readonly Warning[];
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** How the rules answer a command: what follows, or why not. */
export type Outcome<E> = Accepted<E> | Refused;

export function accept<E>(events: readonly E[], because: readonly string[], warnings: readonly Warning[] = []): Accepted<E> {
  return { ok: true, events, because, warnings };
}

export function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
