import { type Decider, deciderOf } from '../shared/decider.ts';
import type { ClaimTypes } from './command.ts';
import { CLAIM_JUDGEMENT } from './decide.ts';
import { type ClaimDetails, evolveClaimDetails } from './details.ts';
import { type ClaimEffect, claimEffectsOf } from './effects.ts';
import { type ClaimDeadline, nextClaimDeadline } from './time/deadlines.ts';

export interface Claim extends ClaimTypes {
  readonly type: 'claim';
  readonly deadline: ClaimDeadline;
  readonly effect: ClaimEffect;
  readonly details: ClaimDetails;
}

/** A claim under a guarantee programme. */
export const CLAIM: Decider<Claim> = deciderOf<Claim>({
  ...CLAIM_JUDGEMENT,
  evolveDetails: evolveClaimDetails,
  effectsOf: claimEffectsOf,
  nextDeadline: ({ state, terms }) => nextClaimDeadline(state, terms),
});
