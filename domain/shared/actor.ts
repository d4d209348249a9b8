/** Who may call. `supervisor` is also support; `auditor` only reads. */
export type Role = 'system' | 'customer' | 'provider' | 'support' | 'supervisor' | 'auditor';

/** Who caused an event: a caller, or `timer` when a deadline acted by itself. */
export interface Actor {
  readonly role: Role | 'timer';
  readonly id: string;
  /** Support gave the command for somebody who told it by telephone; the timeline names both. */
  readonly onBehalfOf?: { readonly role: 'PROVIDER' | 'CUSTOMER'; readonly id: string };
}

export const TIMER: Actor = { role: 'timer', id: 'holdfast' };

/** The program itself speaks. */
export const HOLDFAST: Actor = { role: 'system', id: 'holdfast' };

/** Who an order can wait for. */
export type Party = 'CUSTOMER' | 'PROVIDER' | 'SUPPORT' | 'SUPERVISOR' | 'SYSTEM';

/** Who caused a cancellation or a reschedule: a different question from who asked for it. */
export type Attribution = 'PROVIDER' | 'CUSTOMER' | 'PRODUCT' | 'MARKETPLACE' | 'FORCE_MAJEURE';
export const ATTRIBUTIONS: readonly Attribution[] = ['PROVIDER', 'CUSTOMER', 'PRODUCT', 'MARKETPLACE', 'FORCE_MAJEURE'];

/** Who asked for a cancellation or a reschedule. */
export type Initiator = 'CUSTOMER' | 'PROVIDER' | 'MARKETPLACE';

/** The roles that a caller's role stands for. */
export function rolesOf(role: Role): readonly Role[] {
  return role === 'supervisor' ? ['supervisor', 'support'] : [role];
}

/** Given by support for somebody who told it by telephone; every command takes it (not sign-off, rate). */
export interface OnBehalf {
  readonly onBehalfOf?: { readonly role: 'PROVIDER' | 'CUSTOMER'; readonly id: string };
}
