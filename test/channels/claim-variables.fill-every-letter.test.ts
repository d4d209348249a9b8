// Goal: every message of every claim can be rendered, in each language, from what is on record; no letter goes out with a hole in it.
// Method: random lives of claims; their texts are joined as the store does; the decision letter is compared with the decision.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { claimVariables } from '../../channels/templates/claim-variables.ts';
import { renderTemplate } from '../../channels/templates/render.ts';
import { type ClaimDetails, evolveClaimDetails, NO_CLAIM_DETAILS } from '../../domain/claim/details.ts';
import { detailsOf } from '../../domain/order/details.ts';
import type { MessageIntent } from '../../domain/order/effects.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { ClaimJourney } from '../domain/claim/support/claim-journey.ts';
import { begin, claimStories, live } from '../domain/claim/support/model.ts';
import { claimIn, DENIED, LARGE } from '../domain/claim/support/stages.ts';
import { givenOrder } from '../domain/support/given.ts';
import { properties } from '../domain/support/properties.ts';

const ORDER = detailsOf(givenOrder());
const TEXTS: PrivateData = { reason: 'the photo shows it', text: 'a photo of the wall', note: 'paid', description: 'it hangs askew' };

/** As the store folds it: every event that came with a body has its texts. */
function detailsIn(journey: ClaimJourney, texts: PrivateData | null = TEXTS): ClaimDetails {
  return journey.log.reduce((details, event) => evolveClaimDetails(details, event, texts), NO_CLAIM_DETAILS);
}

function messagesOf({ effects }: ClaimJourney): readonly MessageIntent[] {
  return effects.flatMap((effect) => (effect.kind === 'message' ? [effect.message] : []));
}

function rendered(journey: ClaimJourney, message: MessageIntent, locale: string, texts: PrivateData | null = TEXTS) {
  const claim = { state: journey.state, terms: journey.terms, details: detailsIn(journey, texts) };
  const variables = claimVariables(claim, ORDER, { ...message, locale });
  return renderTemplate(message.templateId ?? '', locale, variables, { timeZone: journey.state.timeZone });
}

function letter(journey: ClaimJourney): string {
  const last = messagesOf(journey).findLast(({ templateId }) => templateId === 'claim-decision');
  if (!last) throw new Error('no letter');
  const written = rendered(journey, last, 'en-US');
  if (!written.ok) throw new Error(JSON.stringify(written.reasons));
  return written.text;
}

describe('the messages of a claim', () => {
  it('are rendered in every language, also where texts were erased', () => {
    properties(
      fc.property(claimStories, fc.constantFrom('en-US', 'es-US', 'hi-IN'), fc.constantFrom(TEXTS, null), (story, locale, texts) => {
        const journey = begin(story);
        for (const one of story.steps) live(journey, one);
        for (const message of messagesOf(journey)) {
          expect([message.templateId, rendered(journey, message, locale, texts)]).toEqual([
            message.templateId,
            expect.objectContaining({ ok: true }),
          ]);
        }
      }),
      40,
    );
  });
});

describe('the decision letter', () => {
  it('says the outcome, the remedy, the amount, the reason and until when one may appeal', () => {
    const text = letter(claimIn('DECIDED'));
    expect(text).toContain('The claim is approved.');
    expect(text).toContain('Amount: $50.00');
    expect(text).toContain('the photo shows it');
    expect(text).toMatch(/appeal once, before .*January 30, 2027.*12:00/);
  });

  it('of a denied claim names no amount; of an appeal it says that the decision stands', () => {
    const journey = claimIn('INVESTIGATING');
    journey.give('decide', DENIED);
    expect(letter(journey)).toContain('The claim is denied.');
    expect(letter(journey)).not.toContain('Amount');
    journey.give('appeal');
    journey.give('decide-appeal', DENIED);
    expect(letter(journey)).toContain('it cannot be appealed');
  });

  it('of a decision that a second person confirmed has the reason of who proposed it', () => {
    const journey = claimIn('INVESTIGATING');
    journey.give('decide', LARGE);
    journey.give('confirm-decision');
    const proposed = journey.last('DECISION_PROPOSED').sequence;
    const details = journey.log.reduce(
      (all, event) => evolveClaimDetails(all, event, event.sequence === proposed ? { reason: 'the wall is cracked' } : null),
      NO_CLAIM_DETAILS,
    );
    const message = messagesOf(journey).at(-1);
    if (!message) throw new Error('no letter');
    const claim = { state: journey.state, terms: journey.terms, details };
    expect(claimVariables(claim, ORDER, message)['reason']).toBe('the wall is cracked');
  });
});
