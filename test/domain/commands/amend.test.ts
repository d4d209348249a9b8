// Goal: address, scope and language change before the arrival only, and something has to change.
// Method: pure decisions from each state.
import { describe, expect, it } from '@jest/globals';
import { effectsOf } from '../../../domain/order/effects.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

const NOTHING = { locale: undefined } as unknown as { readonly locale?: string };

describe('amend', () => {
  it.each(['REQUESTED', 'SCHEDULED'] as const)('changes scope and language while the order is %s', (name) => {
    const journey = orderIn(name);
    journey.give('amend', { locale: 'es-US', scopeItems: [{ itemId: 'floor', description: 'Stand it on the floor' }] });
    expect(journey.state.locale).toBe('es-US');
    expect(journey.state.scopeItemIds).toEqual(['floor']);
    expect(journey.state.name).toBe(name);
  });

  it.each(['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('amend'))).toEqual(['order.state']);
    },
  );

  it('of the address says that it changed and not what it is', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('amend', { address: { name: 'Dana Reyes', addressLine1: '1 Main St' } });
    expect(journey.last('ORDER_AMENDED').data).toEqual({ scopeItemIds: null, locale: 'es-US', addressChanged: true });
  });

  it('tells the provider', () => {
    const journey = orderIn('SCHEDULED');
    const [amended] = journey.give('amend').events;
    expect(amended && effectsOf(amended, journey.state)).toMatchObject([{ message: { to: 'PROVIDER', templateId: 'order-amended' } }]);
  });

  it('refuses a body that changes nothing', () => {
    expect(pointers(orderIn('SCHEDULED').refusal('amend', NOTHING))).toEqual(['']);
  });

  it('refuses two items of one id', () => {
    const scopeItems = [
      { itemId: 'mount', description: 'a' },
      { itemId: 'mount', description: 'b' },
    ];
    expect(pointers(orderIn('SCHEDULED').refusal('amend', { scopeItems }))).toEqual(['/scopeItems']);
  });
});
