import type { Reader } from '../../domain/shared/reading/readers.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import { type EventReaders, type Seen, seenEvent } from '../../domain/shared/reading/seen.ts';
import type { Recorded } from '../../domain/shared/recorded.ts';
import { isGuessable, type ShownLink } from '../../store/event-log/chain.ts';
import { digestsOf, fieldSalt } from '../../store/event-log/text-digests.ts';

type AnyEvent = Recorded<string> & { readonly type: string; readonly data: object };

interface StoredLink<E> {
  readonly event: E;
  readonly texts: PrivateData | null;
  readonly salt: string | null;
  readonly textsHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * The hash chain as this reader may have it, so that it can still be recomputed by it without us. An event of which it may read all
 * facts stands whole, withheld texts by their salted digests. Every other one is a sealed link; so is one whose unsalted digests
 * would let a withheld text be guessed, with the other events of its command, whose id would help to.
 */
export function shownChain<E extends AnyEvent>(
  readers: EventReaders<E>,
  links: readonly StoredLink<E>[],
  reader: Reader,
): readonly ShownLink<E>[] {
  const seen = links.map((link) => ({ link, seen: seenEvent(readers, link, reader) }));
  const guessed = new Set(seen.flatMap((one) => (tells(one) ? [one.link.event.commandId ?? one.link.event] : [])));
  return seen.map((one) => {
    const { event, previousHash, hash } = one.link;
    if (one.seen?.isWholeEvent && !guessed.has(event.commandId ?? event)) return opened(one.link, one.seen);
    return { sealed: true, sequence: event.sequence, previousHash, hash };
  });
}

interface SeenLink<E> {
  readonly link: StoredLink<E>;
  readonly seen: Seen<E> | null;
}

function tells<E>({ link, seen }: SeenLink<E>): boolean {
  return isGuessable(link) && !(seen && readsTexts(link, seen));
}

function readsTexts<E>({ texts, salt }: StoredLink<E>, { wholeTexts }: Seen<E>): boolean {
  // Erased texts of the first format have left their digest behind: it tells them as before.
  if (texts === null) return salt !== null;
  return Object.keys(texts).every((field) => wholeTexts.has(field));
}

function opened<E>({ event, texts, salt, textsHash, previousHash, hash }: StoredLink<E>, seen: Seen<E>): ShownLink<E> {
  const link = { event, texts: seen.texts, textsHash, previousHash, hash };
  if (salt === null) return link;
  const salts = Object.fromEntries([...seen.wholeTexts].map((field) => [field, fieldSalt(salt, field)]));
  return { ...link, digests: digestsOf(texts, salt), salts };
}
