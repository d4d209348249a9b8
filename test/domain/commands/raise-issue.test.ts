// Goal: after completion an issue is told to the provider, whose clock starts and whose answer stops it.
// Method: pure decisions from each state.
import { describe, expect, it } from '@jest/globals';
import { effectsOf } from '../../../domain/order/effects.ts';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('raise-issue', () => {
  it.each(['COMPLETED', 'CLOSED'] as const)('tells the provider while the order is %s', (name) => {
    for (const as of ['customer', 'system', 'support'] as const) {
      const journey = orderIn(name);
      const [raised] = journey.give('raise-issue', {}, { as }).events;
      expect(raised?.type).toBe('ISSUE_RAISED');
      expect(raised && effectsOf(raised, journey.state)).toMatchObject([{ message: { to: 'PROVIDER', templateId: 'issue-raised' } }]);
    }
  });

  it('is answered by the provider’s ANSWER, and by nobody else’s', () => {
    const journey = orderIn('COMPLETED');
    journey.give('raise-issue');
    journey.give('send-message', { purpose: 'ANSWER', text: 'x' }, { as: 'support' });
    expect(journey.state.issues[0]?.answeredAt).toBeNull();
    journey.give('send-message', { purpose: 'QUESTION', text: 'x' }, { as: 'provider' });
    expect(journey.state.issues[0]?.answeredAt).toBeNull();
    journey.give('send-message', { purpose: 'ANSWER', text: 'x' }, { as: 'provider' });
    expect(journey.state.issues[0]?.answeredAt).toBe(journey.now);
  });

  it('is answered also through support on the telephone', () => {
    const journey = orderIn('COMPLETED');
    journey.give('raise-issue');
    journey.give('send-message', { purpose: 'ANSWER', text: 'x' }, { onBehalfOf: 'PROVIDER' });
    expect(journey.state.issues[0]?.answeredAt).toBe(journey.now);
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('raise-issue'))).toEqual(['order.state']);
    },
  );

  it('is refused once the order has ended', () => {
    const journey = orderIn('COMPLETED');
    journey.pass('P32D');
    expect(unmetIds(journey.refusal('raise-issue'))).toEqual(['order.open']);
  });
});
