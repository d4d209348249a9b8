import type { Terms } from '../policy/terms.ts';
import type * as aggregate from '../shared/deciding/aggregate.ts';
import type { Outcome as SharedOutcome } from '../shared/deciding/outcome.ts';
import type { DocumentFact } from '../shared/documents.ts';
import type { CommandBodies, CommandName } from './bodies.ts';
import type { PartnerStanding } from './claims/claims.ts';
import type { NewEvent, OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

/** A technician as the provider's register shows them when the command is sent. */
export interface TechnicianFact {
  readonly technicianId: string;
  /** Registered with the order's provider. */
  readonly known: boolean;
  readonly backgroundCheck: { readonly status: 'CLEAR' | 'PENDING' | 'FAILED'; readonly validUntil: string } | null;
  readonly licences: readonly { readonly skill: string; readonly validUntil: string }[];
}

/** What a decision needs from the store, read when the command is sent, so that replay sees what was seen. */
export interface Facts extends aggregate.CommonFacts {
  readonly technicians?: readonly TechnicianFact[];
  /** Whose register was asked for the technicians; of another provider's they say nothing. */
  readonly techniciansOf?: string;
  readonly provider?: { readonly providerId: string; readonly known: boolean; readonly servesMarketplace: boolean };
  /** The provider's part in the guarantee programme, for what completes the order. */
  readonly partner?: PartnerStanding;
  /** The documents that a claim names, and whether its id is another claim's. */
  readonly documents?: readonly DocumentFact[];
  readonly claimIdTaken?: boolean;
}

/** The types of an order. */
export interface OrderTypes extends aggregate.AggregateTypes {
  readonly type: 'order';
  readonly state: OrderState;
  readonly terms: Terms;
  readonly bodies: CommandBodies;
  readonly facts: Facts;
  readonly newEvent: NewEvent;
  readonly event: OrderEvent;
}

export type OrderCommand<N extends CommandName = CommandName> = aggregate.Command<OrderTypes, N>;
export type CommandRequest = aggregate.Request<OrderTypes>;
export type Situation = aggregate.Situation<OrderTypes>;
export type CommandSpec<N extends CommandName = CommandName> = aggregate.CommandSpec<OrderTypes, N>;
export type Outcome = SharedOutcome<NewEvent>;
