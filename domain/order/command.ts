import type { Terms } from '../policy/terms.ts';
import type { Actor, Role } from '../shared/actor.ts';
import type { Authority } from '../shared/authority.ts';
import type { DocumentFact } from '../shared/documents.ts';
import type { Outcome as SharedOutcome } from '../shared/outcome.ts';
import type { Unmet } from '../shared/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { CommandBodies, CommandName } from './bodies.ts';
import type { PartnerStanding } from './claims.ts';
import type { NewEvent } from './events.ts';
import type { OrderState, OrderStateName } from './state.ts';

/** A technician as the provider's register shows them when the command is sent. */
export interface TechnicianFact {
  readonly technicianId: string;
  /** Registered with the order's provider. */
  readonly known: boolean;
  readonly backgroundCheck: { readonly status: 'CLEAR' | 'PENDING' | 'FAILED'; readonly validUntil: string } | null;
  readonly licences: readonly { readonly skill: string; readonly validUntil: string }[];
}

/** What a decision needs from the store, read when the command is sent, so that replay sees what was seen. */
export interface Facts {
  readonly technicians?: readonly TechnicianFact[];
  /** Whose register was asked for the technicians; of another provider's they say nothing. */
  readonly techniciansOf?: string;
  readonly provider?: { readonly providerId: string; readonly known: boolean; readonly servesMarketplace: boolean };
  /** The provider's part in the guarantee programme, for what completes the order. */
  readonly partner?: PartnerStanding;
  /** The documents that a claim names, and whether its id is another claim's. */
  readonly documents?: readonly DocumentFact[];
  readonly claimIdTaken?: boolean;
  /** Receipt time of the oldest other command of this order that nobody has decided yet (advance-clock asks). */
  readonly oldestUndecidedAt?: Instant | null;
}

/** One command of a request, as it travels into the workflow: text redacted, facts beside it. */
export interface OrderCommand<N extends CommandName = CommandName> {
  readonly command: N;
  readonly body: CommandBodies[N];
  readonly facts: Facts;
  readonly occurredAt?: string;
}

/** A request of 1 to 20 commands: all are accepted or none. */
export interface CommandRequest {
  readonly commandId: string;
  readonly actor: Actor;
  /** Absent in requests of before it was kept, and where a signal asks: its actor is support, who is no party. */
  readonly authority?: Authority;
  /** Receipt by the database's clock; lateness goes by it. */
  readonly receivedAt: Instant;
  readonly expectedVersion?: number;
  readonly commands: readonly OrderCommand[];
}

/** What a command's rules see. `now` is the receipt time, moved by the order's test clock where it has one. */
export interface Situation {
  readonly state: OrderState;
  readonly terms: Terms;
  readonly now: Instant;
  readonly actor: Actor;
  readonly authority?: Authority;
  readonly facts: Facts;
  /** For new ids: unique in the order, the same on replay. */
  readonly commandId: string;
}

export type Outcome = SharedOutcome<NewEvent>;

export type Moves = Readonly<Partial<Record<OrderStateName, readonly OrderStateName[]>>>;

/** The command leaves the state as it is. */
export function stays(...states: readonly OrderStateName[]): Moves {
  return Object.fromEntries(states.map((state) => [state, [state]]));
}

/**
 * One command of the order: who may give it, in which states, what must hold, and what follows.
 * `unmet` looks at the state alone (it fills `allowedActions`); `decide` adds what depends on the body and is called
 * only when role, state, holds and `unmet` have passed.
 */
export interface CommandSpec<N extends CommandName = CommandName> {
  readonly command: N;
  /** One sentence for the form and the reference. */
  readonly summary: string;
  /** Who may give it in their own name; support and supervisor also for others (`onBehalfOf`) where `forOthers`. */
  readonly roles: readonly Role[];
  readonly forOthers: boolean;
  /** The transition table: the states that know the command, and where it can lead from each. */
  readonly moves: Moves;
  /** Body fields with free text or personal data, which never enter the workflow: dotted paths, `[]` for each item. */
  readonly privateFields: readonly string[];
  readonly unmet: (situation: Situation) => readonly Unmet[];
  /** Its `decide` refuses by the same conditions, in words of its own; it is asked also where some are unmet. */
  readonly explains?: true;
  readonly decide: (situation: Situation, body: CommandBodies[N]) => Outcome;
}
