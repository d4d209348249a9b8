// Goal: support can send the feedback mail with the claim link again, as long as the link leads somewhere.
// Method: pure decisions from each state, and the message that follows.
import { describe, expect, it } from '@jest/globals';
import { effectsOf } from '../../../domain/order/effects.ts';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('resend-claim-link', () => {
  it('sends the feedback mail again, each time as a message of its own', () => {
    const journey = orderIn('COMPLETED');
    const ids = [1, 2].map(() => {
      const [sent] = journey.give('resend-claim-link').events;
      const [effect] = sent ? effectsOf(sent, journey.state) : [];
      expect(effect).toMatchObject({ kind: 'message', message: { to: 'CUSTOMER', templateId: 'feedback' } });
      return effect?.kind === 'message' ? effect.message.messageId : '';
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('is support’s, and nobody else’s', () => {
    expect(orderIn('COMPLETED').refusal('resend-claim-link', {}, { as: 'customer' }).code).toBe('forbidden');
  });

  it('is refused when the window is over, before completion, and where there is no programme', () => {
    const journey = orderIn('COMPLETED');
    journey.now = journey.state.claimWindow?.closesAt ?? 0;
    expect(unmetIds(journey.refusal('resend-claim-link'))).toEqual(['window.open']);
    expect(unmetIds(orderIn('WORK_FINISHED').refusal('resend-claim-link'))).toEqual(['order.state']);
    expect(unmetIds(orderIn('CLOSED').refusal('resend-claim-link'))).toEqual(['order.state']);
  });
});
