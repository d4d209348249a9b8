import type { ClaimTerms } from '../policy/claim-terms.ts';
import type { Actor, Role } from '../shared/actor.ts';
import type { Authority } from '../shared/authority.ts';
import type { DocumentFact } from '../shared/documents.ts';
import type { Outcome as SharedOutcome } from '../shared/outcome.ts';
import type { Unmet } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { ClaimCommandBodies, ClaimCommandName } from './bodies.ts';
import type { NewClaimEvent } from './events.ts';
import type { ClaimState, ClaimStateName } from './state.ts';

/** What a decision on a claim needs from the store, read when the command is sent. */
export interface ClaimFacts {
  /** Subjects of people who decided something on the order, as it stands now; added to those known at filing. */
  readonly orderDeciders?: readonly string[];
  /** The documents that the body names. */
  readonly documents?: readonly DocumentFact[];
  /** Who sold the order, which never changes: the claim itself knows it of a seller's claim alone. */
  readonly sellerId?: string | null;
}

/** A command as it travels into the claim's workflow: text redacted, facts beside it. */
export interface ClaimCommand<N extends ClaimCommandName = ClaimCommandName> {
  readonly command: N;
  readonly body: ClaimCommandBodies[N];
  readonly facts: ClaimFacts;
  readonly occurredAt?: string;
}

export interface ClaimCommandRequest {
  readonly commandId: string;
  readonly actor: Actor;
  /** Absent in requests of before it was kept. */
  readonly authority?: Authority;
  /** Receipt by the database's clock; lateness goes by it. */
  readonly receivedAt: Instant;
  readonly expectedVersion?: number;
  readonly commands: readonly ClaimCommand[];
}

/** What a command's rules see. `now` is the receipt time, moved by the order's test clock where it has one. */
export interface ClaimSituation {
  readonly state: ClaimState;
  readonly terms: ClaimTerms;
  readonly now: Instant;
  readonly actor: Actor;
  readonly authority?: Authority;
  readonly facts: ClaimFacts;
  readonly commandId: string;
}

export type ClaimDecisionOutcome = SharedOutcome<NewClaimEvent>;

export type ClaimMoves = Readonly<Partial<Record<ClaimStateName, readonly ClaimStateName[]>>>;

/**
 * One command of a claim: who may give it, in which states, what must hold, and what follows. The same form as a command of
 * an order (domain/order/command.ts).
 */
export interface ClaimCommandSpec<N extends ClaimCommandName = ClaimCommandName> {
  readonly command: N;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
  readonly moves: ClaimMoves;
  readonly privateFields: readonly string[];
  readonly unmet: (situation: ClaimSituation) => readonly Unmet[];
  readonly decide: (situation: ClaimSituation, body: ClaimCommandBodies[N]) => ClaimDecisionOutcome;
}
