import type { Channel } from '../channels/channel.ts';
import type { ClaimEvent } from '../domain/claim/events.ts';
import type { ClaimNotice } from '../domain/claim/orders/notice-kinds.ts';
import type { OrderNotice } from '../domain/order/claims/notice.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { PolicyPack } from '../domain/policy/pack.ts';
import type { Actor } from '../domain/shared/actor.ts';
import type { Instant } from '../domain/shared/time.ts';
import type { GivenCommand, OrderRecord, Store } from '../store/contract/store.ts';

/** Where messages to the desk go; the sender's own address is the channel's. */
interface Desk {
  readonly supervisorAddress: string;
  readonly supportAddress: string;
}

/** The part of a logger (pino) that activities use. Fields are ids and codes, never names, addresses or text. */
interface ActivityLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface ClaimRef {
  readonly orderId: string;
  readonly claimId: string;
}

/** What an activity does to other workflows than its own. @throws where Temporal does not answer */
interface OtherWorkflows {
  /** Starts the order's workflow from the store; one that runs already is left alone. */
  beginOrder(orderId: string): Promise<void>;
  beginClaim(claimId: string): Promise<void>;
  /** @returns whether there was a running workflow to tell */
  tellOrder(orderId: string, notice: OrderNotice): Promise<boolean>;
  tellClaim(claim: ClaimRef, notice: ClaimNotice): Promise<boolean>;
  /** Gives a command of the program itself, once by its id. @returns how it ended; null: not decided yet */
  command(order: OrderRecord, given: OwnCommand): Promise<'ACCEPTED' | 'REFUSED' | null>;
}

export interface OwnCommand {
  readonly commandId: string;
  readonly actor: Actor;
  readonly command: GivenCommand;
}

/**
 * The signed address of the claim page, for the number that the letter's link was given.
 * @throws where the address of this program is not known yet: later it is
 */
export type ClaimLinkMaker = (number: number) => string;

export interface ActivityPorts {
  readonly store: Store;
  readonly channel: Channel;
  /** What the order's workflow has after this sequence. @throws where Temporal does not answer */
  readonly eventsAfter: (orderId: string, sequence: number) => Promise<readonly OrderEvent[]>;
  readonly claimEventsAfter: (claim: ClaimRef, sequence: number) => Promise<readonly ClaimEvent[]>;
  readonly workflows: OtherWorkflows;
  /** The pack in force for a new order of a marketplace. */
  readonly packFor: (marketplaceId: string, at: Instant) => PolicyPack | null;
  /** The claim link that the customer of an order may have. Null, or absent: there is none. */
  readonly claimLinkOf?: (order: OrderRecord) => ClaimLinkMaker | null;
  readonly desk: Desk;
  readonly logger: ActivityLog;
  /**
   * The store's clock, ms, without an order's own test clock. Default: store.now(); tests that skip a workflow's time give
   * that workflow's virtual time.
   */
  readonly now?: (orderId: string) => Promise<Instant>;
  /** How long a message is tried, counted from when it was queued; ms, default 3 days. */
  readonly retryForMs?: number;
  /** How long one attempt holds a message; longer than the channel's own limit for an attempt; ms. */
  readonly leaseMs?: number;
}

/** Every effect carries the events that it follows from: they are recorded before anything is done because of them. */
export interface EffectInput {
  readonly orderId: string;
  readonly events: readonly OrderEvent[];
}

export interface ClaimEffectInput extends ClaimRef {
  readonly events: readonly ClaimEvent[];
}
