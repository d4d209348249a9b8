import type { ClaimTerms } from '../policy/claim-terms.ts';
import type * as aggregate from '../shared/deciding/aggregate.ts';
import type { Outcome as SharedOutcome } from '../shared/deciding/outcome.ts';
import type { DocumentFact } from '../shared/documents.ts';
import type { ClaimCommandBodies, ClaimCommandName } from './bodies.ts';
import type { ClaimEvent, NewClaimEvent } from './events.ts';
import type { ClaimState } from './state.ts';

/** What a decision on a claim needs from the store, read when the command is sent. */
export interface ClaimFacts extends aggregate.CommonFacts {
  /** Subjects of people who decided something on the order, as it stands now; added to those known at filing. */
  readonly orderDeciders?: readonly string[];
  /** The documents that the body names. */
  readonly documents?: readonly DocumentFact[];
  /** Who sold the order, which never changes: the claim itself knows it of a seller's claim alone. */
  readonly sellerId?: string | null;
}

/** The types of a claim. */
export interface ClaimTypes extends aggregate.AggregateTypes {
  readonly type: 'claim';
  readonly state: ClaimState;
  readonly terms: ClaimTerms;
  readonly bodies: ClaimCommandBodies;
  readonly facts: ClaimFacts;
  readonly newEvent: NewClaimEvent;
  readonly event: ClaimEvent;
}

export type ClaimCommand<N extends ClaimCommandName = ClaimCommandName> = aggregate.Command<ClaimTypes, N>;
export type ClaimCommandRequest = aggregate.Request<ClaimTypes>;
export type ClaimSituation = aggregate.Situation<ClaimTypes>;
export type ClaimCommandSpec<N extends ClaimCommandName = ClaimCommandName> = aggregate.CommandSpec<ClaimTypes, N>;
export type ClaimDecisionOutcome = SharedOutcome<NewClaimEvent>;
