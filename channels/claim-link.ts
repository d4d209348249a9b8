import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OrderState } from '../domain/order/state.ts';
import type { Instant } from '../domain/shared/time.ts';

/** For whom a link stands: one order, one claimant. */
export interface ClaimLink {
  readonly orderId: string;
  readonly claimant: { readonly role: 'CUSTOMER' | 'SELLER'; readonly id: string };
  /** End of the claim window, by the order's own time: from then on it opens nothing new. */
  readonly until: Instant;
}

const TOKEN = /^([A-Za-z0-9_-]{1,600})\.([A-Za-z0-9_-]{43})$/;

/** The link that an order's programme gives to its claimant; null: no window is known, or there is nobody to give it to. */
export function claimLinkFor({ orderId, claimWindow, customerId, sellerId }: OrderState): ClaimLink | null {
  if (!claimWindow) return null;
  const role = claimWindow.claimant;
  const id = role === 'CUSTOMER' ? customerId : sellerId;
  return id === null ? null : { orderId, claimant: { role, id }, until: claimWindow.closesAt };
}

/** The token of a link: what it says, and a signature that only this installation can make. */
export function signClaimLink(key: Uint8Array, { orderId, claimant, until }: ClaimLink): string {
  const said = Buffer.from(JSON.stringify([orderId, claimant.role, claimant.id, until]), 'utf8').toString('base64url');
  return `${said}.${signature(key, said).toString('base64url')}`;
}

/** What a token says; null where it was not signed here, whatever is wrong with it. */
export function readClaimLink(key: Uint8Array, token: string): ClaimLink | null {
  const [, said, signed] = TOKEN.exec(token) ?? [];
  if (said === undefined || signed === undefined) return null;
  const given = Buffer.from(signed, 'base64url');
  const own = signature(key, said);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
  const [orderId, role, id, until] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [
    string,
    'CUSTOMER' | 'SELLER',
    string,
    number,
  ];
  return { orderId, claimant: { role, id }, until };
}

function signature(key: Uint8Array, said: string): Buffer {
  return createHmac('sha256', key).update(`holdfast claim link ${said}`, 'utf8').digest();
}
