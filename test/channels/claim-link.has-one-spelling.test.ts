// Goal: a claim link is read in the one spelling in which it was made, by a key that counts, and ends when its order's record says so.
// Method: generated respellings and forgeries of real tokens; a table of what ends a link, each row beside its allowed twin.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type ClaimLink, claimLinkFor, customersClaimLink, readClaimLink, signClaimLink } from '../../channels/claim-link.ts';
import { type LinkRecord, linkEnd } from '../../channels/claim-link-standing.ts';
import { orderIn } from '../domain/support/stages.ts';

const KEY = Buffer.alloc(32, 1);
const OLD_KEY = Buffer.alloc(32, 2);
const { state } = orderIn('COMPLETED');
const target = claimLinkFor(state);
if (!target) throw new Error('a completed order has a link');
const link: ClaimLink = { ...target, number: 2 };
const token = signClaimLink(KEY, link);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a token', () => {
  it('says what was signed', () => {
    expect(readClaimLink([KEY], token)).toEqual(link);
  });

  it('is read in one spelling: no other character at any place, and nothing more or less', () => {
    const [said = '', signed = ''] = token.split('.');
    const last = ALPHABET.split('').map((one) => `${said}.${signed.slice(0, -1)}${one}`);
    const flipped = Array.from(token, (one, at) => `${token.slice(0, at)}${one === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`);
    const recased = Array.from(token, (one, at) => {
      const other = one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase();
      return `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    });
    const dressed = [
      `${token}=`,
      `${token} `,
      ` ${token}`,
      `${token}\n`,
      `${token}.`,
      `.${token}`,
      `${token}/`,
      `${said}=.${signed}`,
      `${said}..${signed}`,
    ];
    const standard = [
      Buffer.from(said, 'base64url').toString('base64'),
      Buffer.from(said, 'base64url').toString('base64').replace(/=+$/, ''),
    ];
    const others = [...last, ...flipped, ...recased, ...dressed, ...standard.map((one) => `${one}.${signed}`), said, signed, '', '.', '..'];
    expect(others.filter((other) => other !== token && readClaimLink([KEY], other) !== null)).toEqual([]);
    // The four spellings of the last letter were four tokens.
    expect(
      last.filter((other) => Buffer.from(other.split('.')[1] ?? '', 'base64url').equals(Buffer.from(signed, 'base64url'))),
    ).toHaveLength(4);
    expect(last.filter((other) => readClaimLink([KEY], other) !== null)).toEqual([token]);
  });

  it('holds for one order, one claimant, one window and one number', () => {
    const others: readonly ClaimLink[] = [
      { ...link, orderId: 'so-other' },
      { ...link, claimant: { ...link.claimant, id: 'cust-other' } },
      { ...link, claimant: { ...link.claimant, role: 'SELLER' } },
      { ...link, until: link.until + 1 },
      { ...link, number: 3 },
    ];
    const [, signed] = token.split('.');
    for (const other of others) expect(readClaimLink([KEY], `${signClaimLink(KEY, other).split('.')[0]}.${signed}`)).toBeNull();
  });

  it('counts by the key of before a change as long as that key is kept, and by no other', () => {
    const old = signClaimLink(OLD_KEY, link);
    expect(readClaimLink([KEY, OLD_KEY], old)).toEqual(link);
    expect(readClaimLink([KEY], old)).toBeNull();
    expect(readClaimLink([], token)).toBeNull();
  });

  it('of a program that gave no numbers has the number 0', () => {
    // What the version before signed, with a key of 32 bytes of 1.
    const said = Buffer.from(JSON.stringify([link.orderId, link.claimant.role, link.claimant.id, link.until])).toString('base64url');
    const signed = createHmac('sha256', KEY).update(`holdfast claim link ${said}`).digest('base64url');
    expect(readClaimLink([KEY], `${said}.${signed}`)).toEqual({ ...link, number: 0 });
  });
});

const AT = link.until - 20 * 86_400_000;
const record: LinkRecord = { state, claims: [], given: [], now: AT };
const letter = (number: number, letterAt = AT) => ({ number, letterAt, revoked: null });
const revocation = (number: number) => ({ number, letterAt: null, revoked: { by: 'agent-1' } });
const claim = (name: string, more: { readonly ended?: boolean; readonly endedAt?: number; readonly id?: string } = {}) => ({
  state: {
    name,
    claimant: { role: link.claimant.role, id: more.id ?? link.claimant.id },
    ended: more.ended ?? false,
    endedAt: more.endedAt ?? null,
  },
});

describe('a link ends', () => {
  it.each([
    ['with its window', { now: link.until }, 'WINDOW_OVER'],
    ['not a millisecond before', { now: link.until - 1 }, null],
    ['not while its claimant follows a claim', { now: link.until, claims: [claim('INVESTIGATING')] }, null],
    ['although somebody else made a claim', { now: link.until, claims: [claim('INVESTIGATING', { id: 'other' })] }, 'WINDOW_OVER'],
    ['when the order is closed', { state: { ...state, name: 'CLOSED' as const } }, 'ORDER_CLOSED'],
    ['when the order is cancelled', { state: { ...state, name: 'CANCELLED' as const } }, 'ORDER_CLOSED'],
    [
      'with a closed order whose claims are over',
      { state: { ...state, name: 'CLOSED' as const }, claims: [claim('SETTLED', { ended: true })] },
      'ORDER_CLOSED',
    ],
    ['not with a closed order whose claim still runs', { state: { ...state, name: 'CLOSED' as const }, claims: [claim('DECIDED')] }, null],
    [
      'when the claim is withdrawn',
      { claims: [claim('WITHDRAWN', { ended: true, endedAt: AT })], given: [letter(2, AT)] },
      'CLAIM_WITHDRAWN',
    ],
    ['not when it was sent after that', { claims: [claim('WITHDRAWN', { ended: true, endedAt: AT - 1 })], given: [letter(2, AT)] }, null],
    ['not when somebody else withdrew', { claims: [claim('WITHDRAWN', { ended: true, endedAt: AT, id: 'other' })] }, null],
    ['with the next link', { given: [letter(2), letter(3)] }, 'REPLACED'],
    ['not with those before it', { given: [letter(1), letter(2)] }, null],
    ['when links are revoked', { given: [letter(2), revocation(3)] }, 'REVOKED'],
    ['not by a revocation before it', { given: [revocation(1), letter(2)] }, null],
    ['revoked, also when another was sent since', { given: [letter(2), revocation(3), letter(4)] }, 'REVOKED'],
    ['where it is not the claimant’s', { state: { ...state, customerId: 'cust-other' } }, 'NOT_THE_CLAIMANT'],
  ] as const)('%s', (_when, more, end) => {
    expect(linkEnd(link, { ...record, ...more })).toBe(end);
  });

  it('of a program that gave no numbers: with the first that has one, else like any other', () => {
    const old = { ...link, number: 0 };
    expect(linkEnd(old, record)).toBeNull();
    expect(linkEnd(old, { ...record, given: [letter(1)] })).toBe('REPLACED');
    expect(linkEnd(old, { ...record, given: [revocation(1)] })).toBe('REVOKED');
    expect(linkEnd(old, { ...record, now: link.until })).toBe('WINDOW_OVER');
    expect(linkEnd(old, { ...record, claims: [claim('WITHDRAWN', { ended: true, endedAt: AT })] })).toBe('CLAIM_WITHDRAWN');
  });
});

describe('the link of a seller', () => {
  const window = state.claimWindow;
  if (!window) throw new Error('a completed order has a window');
  const ofSeller = { ...state, sellerId: 'seller-1', claimWindow: { ...window, claimant: 'SELLER' as const } };

  it('is not the customer’s, unless they are one person', () => {
    expect(claimLinkFor(ofSeller)?.claimant).toEqual({ role: 'SELLER', id: 'seller-1' });
    expect(customersClaimLink(ofSeller)).toBeNull();
    expect(customersClaimLink({ ...ofSeller, sellerId: state.customerId })?.claimant).toEqual({ role: 'SELLER', id: state.customerId });
    expect(customersClaimLink(state)?.claimant).toEqual({ role: 'CUSTOMER', id: state.customerId });
  });

  it('has ended where a program without numbers mailed it to the customer', () => {
    const sellers: ClaimLink = { ...link, claimant: { role: 'SELLER', id: 'seller-1' }, number: 0 };
    expect(linkEnd(sellers, { ...record, state: ofSeller })).toBe('NOT_THE_CLAIMANT');
    expect(linkEnd({ ...sellers, number: 1 }, { ...record, state: ofSeller })).toBeNull();
    const same = { ...ofSeller, sellerId: state.customerId };
    expect(linkEnd({ ...sellers, claimant: { role: 'SELLER', id: state.customerId } }, { ...record, state: same })).toBeNull();
  });
});
