import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { StoredClaimEvent, StoredEvent } from '../contract/store.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { digestsHash, type TextDigests, textDigest, textsHashOf } from './text-digests.ts';

// Contract of the hash chain of an order; a claim has one of its own, with its `claimId` for the `orderId`
// 1. hash = SHA-256 of the previous hash and the canonical JSON of { orderId, event, texts: the texts' hash (text-digests.ts) }.
// 2. Texts enter by their hash alone: erasing them (texts = null) leaves a chain that still verifies.
// 3. The event is hashed as it is stored, without `words`.
// 4. A sealed link stands for an event that its reader may not see whole: its two hashes alone. The chain goes through it: it follows
//    the one before, the next one follows it, and the last hash binds it like all others. What it says cannot be checked, nor guessed.

/** Previous hash of an order's first event. */
export const CHAIN_START = '0'.repeat(64);

export function eventHash(previousHash: string, orderId: string, event: OrderEvent, textsHash: string): string {
  return sha256(previousHash + canonicalJson({ orderId, event, texts: textsHash }));
}

export function claimEventHash(previousHash: string, claimId: string, event: ClaimEvent, textsHash: string): string {
  return sha256(previousHash + canonicalJson({ claimId, event, texts: textsHash }));
}

export type ChainVerdict =
  | {
      readonly ok: true;
      readonly events: number;
      readonly lastHash: string;
      readonly erased: readonly number[];
      readonly sealed: readonly number[];
    }
  /** `gap`: a sequence is missing; `link`: it does not follow the one before; `event`, `texts`: the content was changed. */
  | { readonly ok: false; readonly sequence: number; readonly why: 'gap' | 'link' | 'event' | 'texts' };

/** A link of a chain as a pack shows it to somebody. */
export type ShownLink<E> = SealedLink | OpenLink<E>;

export interface SealedLink {
  readonly sealed: true;
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

export interface OpenLink<E> {
  readonly event: E;
  /** What the reader may read of them; null where there were none, or they were erased. */
  readonly texts: PrivateData | null;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
  /** In format 2: the digest of every field, and the salts of those that are here as they were recorded. */
  readonly digests?: TextDigests;
  readonly salts?: TextDigests;
}

/**
 * Whether the events of one order, complete from its first, are as they were recorded. A cut tail does not show in the
 * chain: compare `lastHash` with the order's.
 * @returns the first event at which it breaks; `erased`: sequences whose texts were taken out
 */
export function verifyChain(events: readonly StoredEvent[]): ChainVerdict {
  const [first] = events;
  return verifyLinks(
    events.map((stored) => ({
      ...open(stored, storedTexts(stored), eventHash, stored.orderId),
      isStray: stored.orderId !== first?.orderId,
    })),
  );
}

/** The same for the events of one claim. */
export function verifyClaimChain(events: readonly StoredClaimEvent[]): ChainVerdict {
  const [first] = events;
  return verifyLinks(
    events.map((stored) => ({
      ...open(stored, storedTexts(stored), claimEventHash, stored.claimId),
      isStray: stored.claimId !== first?.claimId,
    })),
  );
}

/** The same for the links of a pack; `sealed`: sequences of which there is the link alone. */
export function verifyShownChain(orderId: string, links: readonly ShownLink<OrderEvent>[]): ChainVerdict {
  return verifyLinks(links.map((link) => ('sealed' in link ? link : open(link, shownTexts(link), eventHash, orderId))));
}

export function verifyShownClaimChain(claimId: string, links: readonly ShownLink<ClaimEvent>[]): ChainVerdict {
  return verifyLinks(links.map((link) => ('sealed' in link ? link : open(link, shownTexts(link), claimEventHash, claimId))));
}

type Texts = 'kept' | 'erased' | 'changed';

/** A link as it is checked: what it says of itself, and what follows from its content, where that is there. */
interface Checked {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly made?: { readonly hash: string; readonly texts: Texts };
  readonly isStray?: boolean;
}

interface Content<E> {
  readonly event: E;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

function open<E extends { readonly sequence: number }>(
  { event, textsHash, previousHash, hash }: Content<E>,
  texts: Texts,
  hashOf: (previousHash: string, subject: string, event: E, textsHash: string) => string,
  subject: string,
): Checked {
  return { sequence: event.sequence, previousHash, hash, made: { hash: hashOf(previousHash, subject, event, textsHash), texts } };
}

function verifyLinks(links: readonly Checked[]): ChainVerdict {
  const erased: number[] = [];
  const sealed: number[] = [];
  let previous = CHAIN_START;
  for (const [index, { sequence, previousHash, hash, made, isStray = false }] of links.entries()) {
    if (sequence !== index + 1 || isStray) return { ok: false, sequence: index + 1, why: 'gap' };
    if (previousHash !== previous) return { ok: false, sequence, why: 'link' };
    if (made && made.hash !== hash) return { ok: false, sequence, why: 'event' };
    if (made?.texts === 'changed') return { ok: false, sequence, why: 'texts' };
    if (!made) sealed.push(sequence);
    else if (made.texts === 'erased') erased.push(sequence);
    previous = hash;
  }
  return { ok: true, events: links.length, lastHash: previous, erased, sealed };
}

const NO_TEXTS = textsHashOf(null, null);

function storedTexts({ texts, salt, textsHash }: Pick<StoredEvent, 'texts' | 'salt' | 'textsHash'>): Texts {
  if (textsHashOf(texts, salt) === textsHash) return 'kept';
  return texts === null ? 'erased' : 'changed';
}

function shownTexts({ texts, textsHash, digests, salts = {} }: Omit<OpenLink<unknown>, 'event'>): Texts {
  if (!digests) return storedTexts({ texts, salt: null, textsHash });
  if (digestsHash(digests) !== textsHash) return 'changed';
  const isAsRecorded = Object.entries(salts).every(([field, salt]) => textDigest(texts?.[field], salt) === digests[field]);
  return isAsRecorded && Object.keys(texts ?? {}).every((field) => Object.hasOwn(digests, field)) ? 'kept' : 'changed';
}

/** Whether texts of format 1 stand in an event's hash by a digest that tells them. */
export function isGuessable({ salt, textsHash }: Pick<StoredEvent, 'salt' | 'textsHash'>): boolean {
  return salt === null && textsHash !== NO_TEXTS;
}
