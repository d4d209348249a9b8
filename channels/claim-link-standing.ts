import type { OrderState } from '../domain/order/state.ts';
import type { Instant } from '../domain/shared/time.ts';
import { type ClaimLink, claimLinkFor } from './claim-link.ts';

/** Why a link opens nothing any more. */
export type LinkEnd = 'WINDOW_OVER' | 'ORDER_CLOSED' | 'CLAIM_WITHDRAWN' | 'REPLACED' | 'REVOKED' | 'NOT_THE_CLAIMANT';

/** What is on record of an order and the links that it gave. */
export interface LinkRecord {
  readonly state: OrderState;
  /** All claims of the order. */
  readonly claims: readonly {
    readonly state: {
      readonly name: string;
      readonly claimant: { readonly role: string; readonly id: string };
      readonly ended: boolean;
      readonly endedAt: Instant | null;
    };
  }[];
  /** The numbers that the order has given, oldest first. */
  readonly given: readonly { readonly number: number; readonly letterAt: Instant | null; readonly revoked: object | null }[];
  /** By the order's own time. */
  readonly now: Instant;
}

/**
 * Why a genuine link has ended; null: it is good, to make a claim or to follow one. A link ends with the next link, when support
 * revokes it, with a claim that its claimant withdrew after it was sent, with the order unless a claim of its claimant still runs,
 * and with the window unless there is a claim of its claimant to follow.
 */
export function linkEnd(link: ClaimLink, { state, claims, given, now }: LinkRecord): LinkEnd | null {
  if (!isTheirs(link, state)) return 'NOT_THE_CLAIMANT';
  const later = given.filter(({ number }) => number > link.number);
  if (later.length > 0) return later.some(({ revoked }) => revoked !== null) ? 'REVOKED' : 'REPLACED';
  const sentAt = given.find(({ number }) => number === link.number)?.letterAt ?? Number.NEGATIVE_INFINITY;
  const own = claims.map((claim) => claim.state).filter(({ claimant }) => isSame(claimant, link.claimant));
  if (own.some(({ name, endedAt }) => name === 'WITHDRAWN' && (endedAt ?? now) >= sentAt)) return 'CLAIM_WITHDRAWN';
  const isOver = state.name === 'CLOSED' || state.name === 'CANCELLED';
  if (isOver && own.every(({ ended }) => ended)) return 'ORDER_CLOSED';
  return now < link.until || own.length > 0 ? null : 'WINDOW_OVER';
}

/** Programs that gave no numbers sent the customer every link, a seller's too: such a one was never in its claimant's hands. */
function isTheirs({ claimant, number }: ClaimLink, state: OrderState): boolean {
  const due = claimLinkFor(state);
  if (!due || !isSame(due.claimant, claimant)) return false;
  return number > 0 || claimant.id === state.customerId;
}

function isSame(one: { readonly role: string; readonly id: string }, other: ClaimLink['claimant']): boolean {
  return one.role === other.role && one.id === other.id;
}
