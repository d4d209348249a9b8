import { messageIdHeader } from '../channels/smtp.ts';
import { claimEffectsOf } from '../domain/claim/effects.ts';
import { evolveClaim } from '../domain/claim/evolve.ts';
import type { ClaimState } from '../domain/claim/state.ts';
import { effectsOf } from '../domain/order/effects.ts';
import { evolve } from '../domain/order/evolve.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { Evidence, Violation } from './evidence.ts';
import { groupBy } from './group.ts';

/** What goes out: each letter and each entry that the events ask for is there once, and nothing else is. */
export function checkEffects(evidence: Evidence): readonly Violation[] {
  const asked = askedFor(evidence);
  return [
    ...checkLedger(evidence, asked.keys),
    ...checkLetters(evidence, asked.letters),
    ...checkStories(evidence),
    ...checkMails(evidence),
  ];
}

interface Asked {
  readonly letters: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

/** Read off the events once more, by the rules alone. */
function askedFor({ events, claimEvents }: Evidence): Asked {
  const letters = new Set<string>();
  const keys = new Set<string>();
  for (const log of events.values()) {
    let state: OrderState | null = null;
    for (const { event } of log) {
      state = evolve(state, event);
      for (const effect of effectsOf(event, state)) {
        if (effect.kind === 'message') letters.add(effect.message.messageId);
        if (effect.kind === 'fee') keys.add(effect.fee.key);
      }
    }
  }
  for (const log of claimEvents.values()) {
    let state: ClaimState | null = null;
    for (const { event } of log) {
      state = evolveClaim(state, event);
      for (const effect of claimEffectsOf(event, state)) {
        if (effect.kind === 'message') letters.add(effect.message.messageId);
        if (effect.kind === 'obligation') keys.add(effect.obligation.key);
      }
    }
  }
  return { letters, keys };
}

/** Each key has two entries that sum to zero: a fee that was entered a second time has four. */
function checkLedger({ entries }: Evidence, keys: ReadonlySet<string>): readonly Violation[] {
  const found: Violation[] = [];
  const byKey = groupBy(entries, ({ key }) => key);
  for (const [of, own] of byKey) {
    if (!keys.has(of)) found.push({ rule: 'fee.twice', of, why: 'no event asked for this entry' });
    if (own.length !== 2) found.push({ rule: 'fee.twice', of, why: `${own.length} entries and not two` });
  }
  for (const of of keys) if (!byKey.has(of)) found.push({ rule: 'fee.missing', of, why: 'an event asked for it' });
  for (const [of, own] of groupBy(entries, ({ currency }) => currency)) {
    const sum = own.reduce((total, { amountMinor }) => total + amountMinor, 0);
    if (sum !== 0) found.push({ rule: 'ledger.unbalanced', of, why: `it sums to ${sum}` });
  }
  return found;
}

function checkLetters({ letters }: Evidence, asked: ReadonlySet<string>): readonly Violation[] {
  const found: Violation[] = [];
  const there = new Set(letters.map(({ messageId }) => messageId));
  for (const { messageId: of, status, attempts } of letters) {
    if (!asked.has(of)) found.push({ rule: 'letter.phantom', of, why: 'no event asked for it' });
    if (status !== 'SENT') found.push({ rule: 'letter.unsent', of, why: `${status} after ${attempts} attempts` });
  }
  for (const of of asked) if (!there.has(of)) found.push({ rule: 'letter.missing', of, why: 'an event asked for it' });
  return found;
}

/** What the story of each order says must have come of it, whatever the rules say. */
function checkStories({ lived, letters, entries }: Evidence): readonly Violation[] {
  const found: Violation[] = [];
  const lettersOf = groupBy(letters, ({ orderId }) => orderId);
  const entriesOf = groupBy(entries, ({ orderId }) => orderId);
  for (const { orderId: of, letters: wanted, transfers } of lived) {
    for (const name of wanted) {
      const own = (lettersOf.get(of) ?? []).filter(({ template, purpose }) => template === name || purpose === name);
      if (own.length === 0) found.push({ rule: 'letter.missing', of, why: `no ${name}` });
      if (own.length > 1) found.push({ rule: 'letter.phantom', of, why: `${own.length} of ${name}` });
    }
    const keys = new Set((entriesOf.get(of) ?? []).map(({ key }) => key));
    if (keys.size > transfers) found.push({ rule: 'fee.twice', of, why: `${keys.size} transfers and not ${transfers}` });
    if (keys.size < transfers) found.push({ rule: 'fee.missing', of, why: `${keys.size} transfers and not ${transfers}` });
  }
  return found;
}

/** Every letter arrived at least once, all copies under its one Message-ID and with the same words, and no other mail arrived. */
function checkMails({ letters, mails, mailDomain }: Evidence): readonly Violation[] {
  const found: Violation[] = [];
  const copies = groupBy(mails, ({ messageId }) => messageId);
  const known = new Map(letters.map(({ messageId }) => [messageIdHeader(messageId, mailDomain), messageId]));
  for (const [header, of] of known) if (!copies.has(header)) found.push({ rule: 'mail.missing', of, why: 'it has not arrived' });
  for (const [of, own] of copies) {
    if (!known.has(of)) found.push({ rule: 'mail.phantom', of, why: 'no letter has this id' });
    const contents = new Set(own.map(({ to, content }) => `${to} ${content}`));
    if (contents.size > 1) found.push({ rule: 'mail.differs', of, why: `${contents.size} different mails under one id` });
  }
  return found;
}
