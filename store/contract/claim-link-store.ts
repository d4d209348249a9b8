import type { Actor } from '../../domain/shared/actor.ts';
import type { Instant } from '../../domain/shared/time.ts';

/** A number that an order has given: to the link of a letter, or to nobody when all links were revoked. */
export interface ClaimLinkRow {
  readonly number: number;
  /** The letter that carries it; null: a revocation. */
  readonly messageId: string | null;
  /** When the letter was queued, by the order's own time. */
  readonly letterAt: Instant | null;
  readonly createdAt: Instant;
  readonly revoked: { readonly by: Actor; readonly reason: string } | null;
}

export interface LetterToPin {
  readonly messageId: string;
  readonly orderId: string;
  readonly letterAt: Instant;
  readonly subject: string;
  readonly text: string;
  /** Offset of the link's place in the text, in UTF-16 code units. */
  readonly linkAt: number;
}

export interface PinnedLetter {
  readonly subject: string;
  readonly text: string;
  readonly linkAt: number;
  /** Of its link. */
  readonly number: number;
}

export interface ClaimLinks {
  /** All of an order, oldest first. */
  of(orderId: string): Promise<readonly ClaimLinkRow[]>;
  /** The letter as it was pinned with its link; null: it was not. */
  pinned(messageId: string): Promise<PinnedLetter | null>;
  /** Pins the letter and gives its link a number, which ends all links before it. What was pinned before stands. */
  pin(letter: LetterToPin): Promise<PinnedLetter>;
}
