import type { Channel } from '../channels/channel.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Instant } from '../domain/shared/time.ts';
import type { Store } from '../store/store.ts';

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

export interface ActivityPorts {
  readonly store: Store;
  readonly channel: Channel;
  /** What the order's workflow has after this sequence. @throws where Temporal does not answer */
  readonly eventsAfter: (orderId: string, sequence: number) => Promise<readonly OrderEvent[]>;
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
