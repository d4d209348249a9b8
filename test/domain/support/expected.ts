import type { CommandName } from '../../../domain/order/bodies.ts';
import { type HoldKind, ORDER_STATES, type OrderStateName } from '../../../domain/order/state.ts';
import type { Role } from '../../../domain/shared/actor.ts';

export const ROLES: readonly Role[] = ['system', 'customer', 'provider', 'support', 'supervisor', 'auditor'];

/** Who may give a command, by the contract's letters; `supervisor` is also support. */
const LETTERS: Readonly<Record<string, readonly Role[]>> = {
  s: ['system'],
  c: ['customer'],
  p: ['provider'],
  u: ['support', 'supervisor'],
  v: ['supervisor'],
};

interface Row {
  /** s system, c customer, p provider, u support, v supervisor only. */
  readonly who: string;
  /** P, C: support gives it for the provider, the customer, who told it by telephone. */
  readonly forOthers: string;
  /**
   * One letter for each state: REQUESTED SCHEDULED ON_SITE IN_PROGRESS WORK_FINISHED COMPLETED CLOSED CANCELLED.
   * `+` accepted, `-` the state does not know it, `!` known, and refused by another condition, `u` accepted from support only,
   * `e` refused by the conditions of eligibility.
   */
  readonly states: string;
}

/**
 * Written out by hand from the words of the rules, for orders with nothing in their way (support/cells.ts): never derived
 * from the code, so that the comparison can fail.
 */
export const EXPECTED: Readonly<Record<CommandName, Row>> = {
  //                            who       forOthers   states: R S O I W C L X
  schedule: { who: 'scpu', forOthers: 'PC', states: '+-------' },
  reschedule: { who: 'cpu', forOthers: 'PC', states: '-+++!---' },
  'accept-reschedule': { who: 'cpu', forOthers: 'PC', states: '-+------' },
  amend: { who: 'cus', forOthers: 'C', states: '++------' },
  'reassign-provider': { who: 'u', forOthers: '', states: '+++-----' },
  'assign-technicians': { who: 'pu', forOthers: 'P', states: '-++-----' },
  arrive: { who: 'p', forOthers: 'P', states: '-+------' },
  'record-inspection': { who: 'p', forOthers: 'P', states: '--+-----' },
  'start-work': { who: 'p', forOthers: 'P', states: '-!+-----' },
  'report-guardian': { who: 'pu', forOthers: 'P', states: '--+++---' },
  'finish-work': { who: 'p', forOthers: 'P', states: '---+----' },
  'resume-work': { who: 'p', forOthers: 'P', states: '----+---' },
  'report-defect': { who: 'p', forOthers: 'P', states: '--+++---' },
  'contact-support': { who: 'p', forOthers: 'P', states: '-++++---' },
  'decide-hold': { who: 'u', forOthers: '', states: '-++++---' },
  'confirm-scope': { who: 'p', forOthers: 'P', states: '----+---' },
  'add-job-note': { who: 'pu', forOthers: 'P', states: '++++++--' },
  'sign-off': { who: 'pc', forOthers: '', states: '----+---' },
  waive: { who: 'v', forOthers: '', states: '-++++---' },
  complete: { who: 'pu', forOthers: 'P', states: '!!!!+---' },
  cancel: { who: 'cpus', forOthers: 'PC', states: '++++u---' },
  'decide-fee': { who: 'v', forOthers: '', states: '-------+' },
  attribute: { who: 'u', forOthers: '', states: '-+++++!+' },
  'raise-issue': { who: 'csu', forOthers: 'C', states: '-----++-' },
  // A customer's claim is not a backend's to file; every state explains by conditions instead of naming itself.
  'file-claim': { who: 'scu', forOthers: 'C', states: 'eeeee+ee' },
  'resend-claim-link': { who: 'u', forOthers: '', states: '-----+--' },
  rate: { who: 'cs', forOthers: '', states: '-----++-' },
  'advance-clock': { who: 's', forOthers: '', states: '++++++++' },
  'send-message': { who: 'psu', forOthers: 'P', states: '++++++++' },
};

export type Verdict = 'accepted' | 'forbidden' | 'order.state' | 'unmet' | 'claim_not_eligible';

export interface Giver {
  readonly role: Role;
  readonly onBehalfOf?: 'PROVIDER' | 'CUSTOMER';
}

/** Everybody who could try: each role for itself, and support for each party. */
export const GIVERS: readonly Giver[] = [
  ...ROLES.map((role) => ({ role })),
  ...ROLES.flatMap((role) => [
    { role, onBehalfOf: 'PROVIDER' as const },
    { role, onBehalfOf: 'CUSTOMER' as const },
  ]),
];

/** What the contract says of a cell. */
export function expectedVerdict(command: CommandName, state: OrderStateName, giver: Giver): Verdict {
  const { states } = EXPECTED[command];
  if (!mayGive(command, giver)) return 'forbidden';
  const isSupport = giver.onBehalfOf === undefined && (giver.role === 'support' || giver.role === 'supervisor');
  switch (states[ORDER_STATES.indexOf(state)]) {
    case '+':
      // The side that put the time forward cannot agree to it: in these orders that is the customer.
      if (command === 'file-claim' && giver.role === 'system') return 'forbidden';
      if (command === 'accept-reschedule' && speaksFor(giver) === 'CUSTOMER') return 'unmet';
      return 'accepted';
    case 'u':
      return isSupport ? 'accepted' : 'unmet';
    case '!':
      return 'unmet';
    case 'e':
      return giver.role === 'system' ? 'forbidden' : 'claim_not_eligible';
    default:
      return 'order.state';
  }
}

function mayGive(command: CommandName, { role, onBehalfOf }: Giver): boolean {
  const { who, forOthers } = EXPECTED[command];
  if (onBehalfOf) return (role === 'support' || role === 'supervisor') && forOthers.includes(onBehalfOf.charAt(0));
  return who.split('').some((letter) => LETTERS[letter]?.includes(role));
}

function speaksFor({ role, onBehalfOf }: Giver): 'PROVIDER' | 'CUSTOMER' | 'OTHER' {
  if (onBehalfOf) return onBehalfOf;
  return role === 'customer' ? 'CUSTOMER' : role === 'provider' ? 'PROVIDER' : 'OTHER';
}

/** What provider or system do to advance the work or to change the visit. */
const ADVANCES: readonly CommandName[] = [
  'schedule',
  'reschedule',
  'accept-reschedule',
  'amend',
  'assign-technicians',
  'arrive',
  'record-inspection',
  'start-work',
  'finish-work',
  'resume-work',
  'confirm-scope',
  'sign-off',
  'complete',
  'cancel',
];

/** The contract's paragraph on holds, in a table. */
export function holdBlocks(kind: HoldKind, command: CommandName, giver: Giver): boolean {
  switch (kind) {
    case 'DEFECT':
      return command === 'sign-off' || command === 'complete';
    case 'GUARDIAN':
      return ['start-work', 'finish-work', 'confirm-scope', 'sign-off', 'complete'].includes(command);
    case 'INCIDENT':
      return (speaksFor(giver) === 'PROVIDER' || giver.role === 'system') && ADVANCES.includes(command);
  }
}
