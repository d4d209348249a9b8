import type { ClaimCommandName } from '../../../../domain/claim/bodies.ts';
import type { ClaimStateName } from '../../../../domain/claim/state.ts';
import type { Role } from '../../../../domain/shared/actor.ts';

/** SUBMITTED is passed through when the claim is opened: no claim rests there. */
export const RESTING: readonly Exclude<ClaimStateName, 'SUBMITTED'>[] = [
  'AWAITING_PARTNER',
  'INVESTIGATING',
  'DECIDED',
  'APPEALED',
  'SETTLED',
  'CLOSED',
  'WITHDRAWN',
];

interface Row {
  /** c customer (the claimant here), p provider, u support, v supervisor only. A backend is no side of a customer's claim. */
  readonly who: string;
  /** P, C: support gives it for the provider, the customer. */
  readonly forOthers: string;
  /**
   * One letter for each resting state: AWAITING_PARTNER INVESTIGATING DECIDED APPEALED SETTLED CLOSED WITHDRAWN.
   * `+` accepted, `-` the state does not know it, `!` known, and refused by another condition.
   */
  readonly states: string;
}

/**
 * Written out by hand from the words of the rules, for the claims of support/cells.ts: never derived from the code, so that
 * the comparison can fail.
 */
export const EXPECTED: Readonly<Record<ClaimCommandName, Row>> = {
  //                              who     forOthers   states: A I D P S C W
  respond: { who: 'p', forOthers: 'P', states: '+------' },
  investigate: { who: 'u', forOthers: '', states: '!+-----' },
  'request-documents': { who: 'u', forOthers: '', states: '++-+---' },
  'submit-documents': { who: 'cp', forOthers: 'PC', states: '++-+---' },
  decide: { who: 'u', forOthers: '', states: '-+!----' },
  'confirm-decision': { who: 'v', forOthers: '', states: '-!!----' },
  appeal: { who: 'cp', forOthers: 'PC', states: '--+-+--' },
  'decide-appeal': { who: 'v', forOthers: '', states: '---+---' },
  settle: { who: 'cpu', forOthers: 'PC', states: '--+----' },
  withdraw: { who: 'c', forOthers: 'C', states: '++-----' },
};

const LETTERS: Readonly<Record<string, readonly Role[]>> = {
  c: ['customer'],
  p: ['provider'],
  u: ['support', 'supervisor'],
  v: ['supervisor'],
};

export interface Giver {
  readonly role: Role;
  readonly onBehalfOf?: 'PROVIDER' | 'CUSTOMER';
}

export type Verdict = 'accepted' | 'forbidden' | 'claim.state' | 'unmet';

/** What the contract says of a cell. */
export function expectedVerdict(command: ClaimCommandName, state: (typeof RESTING)[number], { role, onBehalfOf }: Giver): Verdict {
  const { who, forOthers, states } = EXPECTED[command];
  const isDesk = role === 'support' || role === 'supervisor';
  const may = onBehalfOf
    ? isDesk && forOthers.includes(onBehalfOf.charAt(0))
    : who.split('').some((letter) => LETTERS[letter]?.includes(role));
  if (!may) return 'forbidden';
  switch (states[RESTING.indexOf(state)]) {
    case '+':
      // Support alone confirms only what the provider has proven.
      return command === 'settle' && isDesk && !onBehalfOf ? 'unmet' : 'accepted';
    case '!':
      return 'unmet';
    default:
      return 'claim.state';
  }
}
