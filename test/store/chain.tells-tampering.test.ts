// Goal: whoever changes, removes or swaps an event of an order behind the program's back is found out; erasing texts is not tampering.
// Method: a recorded timeline from a real store, then each kind of change made to a copy.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '../../store/contract/store.ts';
import { verifyChain } from '../../store/event-log/chain.ts';
import { describeEachEngine } from '../support/database.ts';
import { create, give, note } from './orders.ts';

describeEachEngine('the hash chain', (open) => {
  let events: readonly StoredEvent[];
  let first: number;
  beforeAll(async () => {
    const store = await open();
    const created = await create(store);
    first = created.sequence + 1;
    const decided = await give(store, created, [note('wet paint'), note('mind the cat')]);
    await store.orders.record(created.orderId, decided.events);
    events = await store.orders.timeline(created.orderId);
  }, 60_000);

  /** The timeline with something done to one of its events. */
  function changed(sequence: number, change: (event: StoredEvent) => StoredEvent): readonly StoredEvent[] {
    return events.map((each) => (each.event.sequence === sequence ? change(each) : each));
  }

  it('verifies what was recorded, and names its last hash', () => {
    expect(verifyChain(events)).toEqual({ ok: true, events: events.length, lastHash: events.at(-1)?.hash, erased: [], sealed: [] });
    expect(verifyChain([])).toMatchObject({ ok: true, events: 0 });
  });

  it('binds what was given at creation', () => {
    expect(events[0]?.texts).toEqual({ givenSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('still verifies when texts were erased, and says which', () => {
    expect(verifyChain(changed(first, (event) => ({ ...event, texts: null, salt: null })))).toMatchObject({ ok: true, erased: [first] });
  });

  describe('finds', () => {
    it('a changed event', () => {
      const later = changed(first, (one) => ({ ...one, event: { ...one.event, at: one.event.at + 1 } }));
      expect(verifyChain(later)).toEqual({ ok: false, sequence: first, why: 'event' });
    });

    it('a changed text', () => {
      const other = changed(first, (one) => ({ ...one, texts: { text: 'dry paint' } }));
      expect(verifyChain(other)).toEqual({ ok: false, sequence: first, why: 'texts' });
    });

    it('a text that was slipped in where there was none', () => {
      const slipped = changed(first, (one) => ({ ...one, texts: null, textsHash: events[0]?.textsHash ?? '' }));
      expect(verifyChain(slipped)).toEqual({ ok: false, sequence: first, why: 'event' });
    });

    it('an event that was taken out, and events that changed places', () => {
      expect(verifyChain(events.filter(({ event }) => event.sequence !== first))).toEqual({ ok: false, sequence: first, why: 'gap' });
      expect(verifyChain(events.toReversed())).toMatchObject({ ok: false, why: 'gap' });
    });

    it('an event whose own hash was made to fit: the next one does not follow it', () => {
      const forged = changed(first, (one) => ({ ...one, hash: 'f'.repeat(64) }));
      expect(verifyChain(forged)).toMatchObject({ ok: false, sequence: first, why: 'event' });
      const relinked = changed(first + 1, (one) => ({ ...one, previousHash: 'f'.repeat(64) }));
      expect(verifyChain(relinked)).toEqual({ ok: false, sequence: first + 1, why: 'link' });
    });

    it('an event of another order', () => {
      const other = changed(first, (one) => ({ ...one, orderId: 'so-other' }));
      expect(verifyChain(other)).toEqual({ ok: false, sequence: first, why: 'gap' });
    });
  });
});
