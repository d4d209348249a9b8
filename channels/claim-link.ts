import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OrderState } from '../domain/order/state.ts';
import type { Instant } from '../domain/shared/time.ts';

/** For whom a link stands: one order, one claimant. */
export interface ClaimLink {
  readonly orderId: string;
  readonly claimant: { readonly role: 'CUSTOMER' | 'SELLER'; readonly id: string };
  /** End of the claim window, by the order's own time: from then on it opens nothing new. */
  readonly until: Instant;
  /** Among the links of the order, from 1: a higher one ends those before it. 0: from a program that gave no numbers. */
  readonly number: number;
}

/** What an order says of its link; the number is given with the letter. */
export type ClaimLinkTarget = Omit<ClaimLink, 'number'>;

const TOKEN = /^([A-Za-z0-9_-]{1,600})\.([A-Za-z0-9_-]{43})$/;

/** The link that an order's programme gives to its claimant; null: no window is known, or there is nobody to give it to. */
export function claimLinkFor({ orderId, claimWindow, customerId, sellerId }: OrderState): ClaimLinkTarget | null {
  if (!claimWindow) return null;
  const role = claimWindow.claimant;
  const id = role === 'CUSTOMER' ? customerId : sellerId;
  return id === null ? null : { orderId, claimant: { role, id }, until: claimWindow.closesAt };
}

/** The same, where the order's customer may have it: the link of a seller who is somebody else is not theirs. */
export function customersClaimLink(state: OrderState): ClaimLinkTarget | null {
  const link = claimLinkFor(state);
  return link?.claimant.id === state.customerId ? link : null;
}

/** The token of a link: what it says, and a signature that only this installation can make. */
export function signClaimLink(key: Uint8Array, { orderId, claimant, until, number }: ClaimLink): string {
  const said = Buffer.from(JSON.stringify([orderId, claimant.role, claimant.id, until, number]), 'utf8').toString('base64url');
  return `${said}.${signature(key, said)}`;
}

/**
 * What a token says; null where it was not signed here, whatever is wrong with it. A link has one spelling: the texts of the
 * signatures are compared, not the bytes that they stand for, because the last letter of 32 bytes in base64url can be written in
 * four ways.
 * @param keys the one that signs, and those that signed before it
 */
export function readClaimLink(keys: readonly Uint8Array[], token: string): ClaimLink | null {
  const [, said, signed] = TOKEN.exec(token) ?? [];
  if (said === undefined || signed === undefined) return null;
  const given = Buffer.from(signed, 'latin1');
  if (!keys.some((key) => timingSafeEqual(given, Buffer.from(signature(key, said), 'latin1')))) return null;
  const [orderId, role, id, until, number = 0] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [
    string,
    'CUSTOMER' | 'SELLER',
    string,
    number,
    number?,
  ];
  return { orderId, claimant: { role, id }, until, number };
}

/** 43 characters: 32 bytes in base64url. */
function signature(key: Uint8Array, said: string): string {
  return createHmac('sha256', key).update(`holdfast claim link ${said}`, 'utf8').digest('base64url');
}
