import type { ClaimEvent } from '../domain/claim/events.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { PrivateData } from '../domain/shared/redaction.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { StoredClaimEvent, StoredEvent } from './store.ts';

// Contract of the hash chain of an order; a claim has one of its own, with its `claimId` for the `orderId`
// 1. hash = SHA-256 of the previous hash and the canonical JSON of { orderId, event, texts: SHA-256 of the canonical texts }.
// 2. Texts enter by their hash alone: erasing them (texts = null) leaves a chain that still verifies.
// 3. The event is hashed as it is stored, without `words`.

/** Previous hash of an order's first event. */
export const CHAIN_START = '0'.repeat(64);

export function textsHashOf(texts: PrivateData | null): string {
  return sha256(canonicalJson(texts));
}

export function eventHash(previousHash: string, orderId: string, event: OrderEvent, textsHash: string): string {
  return sha256(previousHash + canonicalJson({ orderId, event, texts: textsHash }));
}

export function claimEventHash(previousHash: string, claimId: string, event: ClaimEvent, textsHash: string): string {
  return sha256(previousHash + canonicalJson({ claimId, event, texts: textsHash }));
}

export type ChainVerdict =
  | { readonly ok: true; readonly events: number; readonly lastHash: string; readonly erased: readonly number[] }
  /** `gap`: a sequence is missing; `link`: it does not follow the one before; `event`, `texts`: the content was changed. */
  | { readonly ok: false; readonly sequence: number; readonly why: 'gap' | 'link' | 'event' | 'texts' };

/**
 * Whether the events of one order, complete from its first, are as they were recorded. A cut tail does not show in the
 * chain: compare `lastHash` with the order's.
 * @returns the first event at which it breaks; `erased`: sequences whose texts were taken out
 */
export function verifyChain(events: readonly StoredEvent[]): ChainVerdict {
  return verifyLinks(events, ({ orderId }) => orderId, eventHash);
}

/** The same for the events of one claim. */
export function verifyClaimChain(events: readonly StoredClaimEvent[]): ChainVerdict {
  return verifyLinks(events, ({ claimId }) => claimId, claimEventHash);
}

type Link<E> = Omit<StoredEvent, 'event' | 'orderId' | 'position'> & { readonly event: E };

function verifyLinks<E extends { readonly sequence: number }, L extends Link<E>>(
  events: readonly L[],
  subjectOf: (link: L) => string,
  hashOf: (previousHash: string, subject: string, event: L['event'], textsHash: string) => string,
): ChainVerdict {
  const noTexts = textsHashOf(null);
  const erased: number[] = [];
  let previous = CHAIN_START;
  for (const [index, link] of events.entries()) {
    const { event, texts, textsHash, previousHash, hash } = link;
    const { sequence } = event;
    const [first = link] = events;
    const subject = subjectOf(link);
    if (sequence !== index + 1 || subject !== subjectOf(first)) return { ok: false, sequence: index + 1, why: 'gap' };
    if (previousHash !== previous) return { ok: false, sequence, why: 'link' };
    if (hashOf(previous, subject, event, textsHash) !== hash) return { ok: false, sequence, why: 'event' };
    if (texts === null && textsHash !== noTexts) erased.push(sequence);
    else if (textsHashOf(texts) !== textsHash) return { ok: false, sequence, why: 'texts' };
    previous = hash;
  }
  return { ok: true, events: events.length, lastHash: previous, erased };
}
