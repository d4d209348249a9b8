// Goal: a pack of one who may not read everything still verifies, and tells nothing of the rest: neither by what is in it nor to who guesses.
// Method: one chain with events of both formats of digests, shown to each reader, checked, changed, and attacked with the right guess.
import { describe, expect, it } from '@jest/globals';
import { shownChain } from '../../api/evidence/links.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { ORDER_EVENT_READERS } from '../../domain/order/readers/index.ts';
import type { Reader } from '../../domain/shared/reading/readers.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { StoredEvent } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { CHAIN_START, eventHash, type OpenLink, type ShownLink, verifyChain, verifyShownChain } from '../../store/event-log/chain.ts';
import { newSalt, textsHashOf } from '../../store/event-log/text-digests.ts';

const SUPPORT: Reader = { role: 'support', id: 'agent-9', relations: ['SUPPORT'] };
const PROVIDER: Reader = { role: 'provider', id: 'prov-1', relations: ['PROVIDER', 'ASSIGNED'] };
const SYSTEM: Reader = { role: 'system', id: 'backend', relations: ['SYSTEM'] };

const AGENT = { role: 'support', id: 'agent-7' } as const;
const event = (sequence: number, more: Partial<OrderEvent>): OrderEvent =>
  ({ sequence, at: sequence, actor: AGENT, commandId: `cmd-${sequence}`, step: 0, because: [], data: {}, ...more }) as OrderEvent;

const note = (sequence: number) => event(sequence, { type: 'JOB_NOTE_ADDED', command: 'add-job-note', data: { noteId: 'n', topics: [] } });
const reassigned = (sequence: number) =>
  event(sequence, { type: 'PROVIDER_REASSIGNED', command: 'reassign-provider', data: { from: 'a', to: 'b' } });
const lifted = (sequence: number, commandId: string) =>
  event(sequence, { type: 'HOLD_LIFTED', command: 'complete', commandId, data: { holdId: 'h', kind: 'INCIDENT' } });
const amended = (sequence: number) =>
  event(sequence, { type: 'ORDER_AMENDED', command: 'amend', data: { scopeItemIds: null, locale: null, addressChanged: true } });

/** As the first version wrote its events, up to `oldest`; then as they are written now. */
function chain(given: readonly (readonly [OrderEvent, PrivateData | null])[], oldest: number): readonly StoredEvent[] {
  let previousHash = CHAIN_START;
  return given.map(([one, texts]) => {
    const salt = one.sequence <= oldest ? null : newSalt();
    const textsHash = textsHashOf(texts, salt);
    const hash = eventHash(previousHash, 'so-1', one, textsHash);
    const stored = { position: one.sequence, orderId: 'so-1', event: one, texts, salt, textsHash, previousHash, hash, recordedAt: 0 };
    previousHash = hash;
    return stored;
  });
}

const SECRET = { reason: 'No.' };
const BOTH = chain(
  [
    [note(1), { text: 'Mind the cat.' }],
    [reassigned(2), SECRET],
    // Another event of that same request: it has no text of its own, but the request's id.
    [lifted(3, 'cmd-2'), null],
    [note(4), { text: 'Wet paint.' }],
    [reassigned(5), SECRET],
    [amended(6), { address: { city: 'Springfield', phone: '555 0100' } }],
    [lifted(7, 'cmd-7'), null],
  ],
  4,
);

const shown = (reader: Reader): readonly ShownLink<OrderEvent>[] => shownChain(ORDER_EVENT_READERS, BOTH, reader);
const sealedFor = (reader: Reader): readonly number[] => {
  const verdict = verifyShownChain('so-1', shown(reader));
  if (!verdict.ok) throw new Error(JSON.stringify(verdict));
  expect(verdict).toMatchObject({ events: BOTH.length, lastHash: BOTH.at(-1)?.hash, erased: [] });
  return verdict.sealed;
};

it('holds as it is stored, with digests of both formats', () => {
  expect(verifyChain(BOTH)).toMatchObject({ ok: true, events: 7, sealed: [] });
});

it('stands whole for the desk, and with sealed links for others: old texts that they may not read, and what came with them', () => {
  expect(sealedFor(SUPPORT)).toEqual([]);
  expect(sealedFor(PROVIDER)).toEqual([2, 3]);
  expect(sealedFor(SYSTEM)).toEqual([2, 3]);
});

it('shows a new event whole, its withheld text by a salted digest; of a text the lines that may be read', () => {
  const links = shown(PROVIDER) as readonly OpenLink<OrderEvent>[];
  expect(links[4]).toMatchObject({
    event: { sequence: 5 },
    texts: null,
    digests: { reason: expect.stringMatching(/^[0-9a-f]{64}$/) },
    salts: {},
  });
  expect(links[5]).toMatchObject({ texts: { address: { city: 'Springfield' } }, salts: {} });
  expect(JSON.stringify(links)).not.toContain('555 0100');
  expect(links[3]).toMatchObject({ texts: { text: 'Wet paint.' } });
});

it('cannot be guessed, by whoever knows everything else', () => {
  const seen = JSON.stringify(shown(PROVIDER));
  const [, old, , , fresh] = BOTH;
  if (!old || !fresh) throw new Error('they are there');
  // The unsalted digest of the right guess, and what would turn it into the event's hash.
  expect(seen).not.toContain(sha256(canonicalJson(SECRET)));
  expect(seen).not.toContain(String(old.event.commandId));
  // The digests of a new event do not follow from the text, however it is put.
  const guesses = [SECRET, SECRET.reason].map((guess) => sha256(canonicalJson(guess)));
  for (const guess of guesses) expect(seen).not.toContain(guess);
  expect(seen).not.toContain(String(fresh.salt));
});

describe('a pack that was changed', () => {
  const changed = (reader: Reader, sequence: number, more: object): readonly ShownLink<OrderEvent>[] =>
    shown(reader).map((link, index) => (index + 1 === sequence ? ({ ...link, ...more } as ShownLink<OrderEvent>) : link));

  it.each([
    ['a text that may be read', 7 - 3, { texts: { text: 'Dry paint.' } }, 'texts'],
    ['the digest of a withheld text', 5, { digests: { reason: 'f'.repeat(64) } }, 'texts'],
    ['a text that was slipped in', 7, { texts: { text: 'Slipped in.' } }, 'texts'],
    ['an event', 5, { event: reassigned(5) && { ...reassigned(5), at: 99 } }, 'event'],
    ['a sealed link', 2, { hash: 'f'.repeat(64) }, 'link'],
    ['a link that was sealed over', 5, { sealed: true, sequence: 5, hash: 'f'.repeat(64) }, 'link'],
    ['the number of a sealed link', 2, { sequence: 9 }, 'gap'],
  ])('is found: %s', (_title, sequence, more, why) => {
    expect(verifyShownChain('so-1', changed(PROVIDER, sequence, more))).toMatchObject({ ok: false, why });
  });
});
