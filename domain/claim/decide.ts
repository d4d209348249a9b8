import type * as aggregate from '../shared/deciding/aggregate.ts';
import type { Parties } from '../shared/deciding/authority.ts';
import { decideBy } from '../shared/deciding/deciding.ts';
import * as judging from '../shared/deciding/judgement.ts';
import { forbidden, type Refusal } from '../shared/deciding/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { ClaimCommandRequest, ClaimFacts, ClaimSituation, ClaimTypes } from './command.ts';
import { CLAIM_COMMANDS } from './commands/index.ts';
import { evolveClaim } from './evolve.ts';
import { sideOfCaller } from './rules.ts';
import type { ClaimContext, ClaimState } from './state.ts';
import { tickClaim } from './time/tick.ts';

export type DecisionOnClaim = aggregate.Decision<ClaimTypes>;

/** What is a claim's own in the decision on its commands. */
export const CLAIM_JUDGEMENT: judging.Judgement<ClaimTypes> = {
  type: 'claim',
  commands: CLAIM_COMMANDS,
  evolve: evolveClaim,
  tick: tickClaim,
  partiesOf,
  refusesCaller,
  endsForGood: true,
  decidedBy,
};

/** The one decision on every command of a claim, whoever asks. */
export function decideOnClaim(context: ClaimContext, request: ClaimCommandRequest): DecisionOnClaim {
  return decideBy(CLAIM_JUDGEMENT, context, request);
}

/** Whose command it is, by its right as the claim stands, and whether the caller speaks for a side of it: the API checks it first (403). */
export function claimRightRefusal(looked: judging.Looked<ClaimTypes>, spec: judging.GivenBy<ClaimTypes>): Refusal | null {
  return judging.rightRefusal(CLAIM_JUDGEMENT, looked, spec);
}

/** Whose a claim is: as its order. */
function partiesOf({ customerId, providerId, marketplaceId, claimant }: ClaimState, facts: ClaimFacts): Parties {
  const sellerId = claimant.role === 'SELLER' ? claimant.id : (facts.sellerId ?? null);
  return { customerId, providerId, marketplaceId, sellerId };
}

function refusesCaller({ actor, state }: Pick<ClaimSituation, 'actor' | 'state'>, command: string): Refusal | null {
  if (sideOfCaller({ actor, state }) !== null) return null;
  return forbidden(`This is a claim of the ${state.claimant.role.toLowerCase()}; ${command} is not yours.`);
}

function decidedBy({ decision }: ClaimState): { readonly decidedBy: string; readonly decidedAt: Instant } | null {
  return decision ? { decidedBy: decision.confirmedBy ?? decision.by, decidedAt: decision.at } : null;
}
