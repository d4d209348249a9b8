// Goal: every scope item is answered with the customer; what is not positive is recorded and leaves sign-off unmet.
// Method: pure decisions on each way to answer.
import { describe, expect, it } from '@jest/globals';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

const DONE = [
  { itemId: 'mount', done: true },
  { itemId: 'wire', done: true },
];

describe('confirm-scope', () => {
  it('is positive where all is done, accepted, and the customer is there', () => {
    const journey = orderIn('WORK_FINISHED');
    expect(journey.give('confirm-scope').warnings).toEqual([]);
    expect(journey.state.scopeCheck?.positive).toBe(true);
    expect(journey.ask('sign-off').ok).toBe(true);
  });

  it.each([
    [
      'an item is not done',
      {
        items: [
          { itemId: 'mount', done: true },
          { itemId: 'wire', done: false },
        ],
      },
    ],
    ['the quality is not accepted', { qualityAccepted: false }],
    ['the customer is absent', { customerPresent: false }],
  ])('is recorded with a warning and leaves sign-off unmet where %s', (_why, body) => {
    const journey = orderIn('WORK_FINISHED');
    expect(journey.give('confirm-scope', body).warnings).toEqual(['SCOPE_NOT_CONFIRMED']);
    expect(journey.state.scopeCheck?.positive).toBe(false);
    expect(unmetIds(journey.refusal('sign-off'))).toEqual(['scope.confirmed']);
    journey.give('confirm-scope');
    expect(journey.ask('sign-off').ok).toBe(true);
  });

  it('needs nobody present where the work is done online', () => {
    const journey = orderIn('WORK_FINISHED', { marketplace: 'IN' });
    journey.give('confirm-scope', { customerPresent: false });
    expect(journey.state.scopeCheck?.positive).toBe(true);
  });

  it.each([
    ['an item is left out', DONE.slice(0, 1), '/items'],
    ['an item is answered twice', [...DONE, { itemId: 'wire', done: true }], '/items'],
    ['an item is not of the scope', [...DONE, { itemId: 'roof', done: true }], '/items/2/itemId'],
  ])('is refused where %s', (_what, items, pointer) => {
    expect(pointers(orderIn('WORK_FINISHED').refusal('confirm-scope', { items }))).toEqual([pointer]);
  });

  it('answers the scope as amended', () => {
    const journey = orderIn('SCHEDULED', { marketplace: 'IN' });
    journey.give('amend', { scopeItems: [{ itemId: 'floor', description: 'x' }] });
    journey.give('start-work');
    journey.give('finish-work');
    expect(pointers(journey.refusal('confirm-scope', { items: DONE }))).toEqual(['/items/0/itemId']);
    journey.give('confirm-scope', { items: [{ itemId: 'floor', done: true }] });
  });

  it('done again asks for the signature again', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('confirm-scope');
    journey.give('sign-off');
    journey.give('confirm-scope');
    expect(journey.state.signOff).toBeNull();
  });

  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('confirm-scope'))).toEqual(['order.state']);
    },
  );
});
