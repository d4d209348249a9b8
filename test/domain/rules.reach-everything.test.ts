// Goal: what an order or a claim goes by is in its state: given at its creation, handed to its claims, raised by an event and never lowered.
// Method: creation, filing and raising with numbers that no rule has yet.
import { describe, expect, it } from '@jest/globals';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import { createOrder } from '../../domain/order/create.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { evolve, fold } from '../../domain/order/evolve.ts';
import { requireKnownRules, rulesAfter, rulesOf } from '../../domain/shared/rules.ts';
import { RULES, RULES_KNOWN } from '../../domain/shared/rules-numbers.ts';
import { raiseRules } from '../../domain/shared/upgrade.ts';
import { ClaimJourney } from './claim/support/claim-journey.ts';
import { completedOrder } from './claim/support/orders.ts';
import { CREATED_AT, givenOrder, packOf } from './support/given.ts';
import { actorOf } from './support/journey.ts';

function create(rules?: number) {
  const created = createOrder({
    given: givenOrder(),
    pack: packOf('US'),
    now: CREATED_AT,
    actor: actorOf('system'),
    commandId: 'create',
    ...(rules === undefined ? {} : { rules }),
  });
  if (!created.ok) throw new Error('refused');
  return created;
}

describe('the number of the rules', () => {
  it('is given with the creation; the first one is not written, as it was before there were numbers', () => {
    expect(rulesOf(create(7).state)).toBe(7);
    const first = create(1);
    expect(rulesOf(first.state)).toBe(1);
    expect(first.events[0]?.data).not.toHaveProperty('rules');
    expect(rulesOf(create().state)).toBe(RULES);
  });

  it('is raised by an event that the log keeps, and only upwards', () => {
    const { state, events } = create(2);
    expect(raiseRules(state, 2, CREATED_AT)).toEqual([]);
    expect(raiseRules(state, 1, CREATED_AT)).toEqual([]);
    const raised: readonly OrderEvent[] = raiseRules(state, 4, CREATED_AT);
    expect(raised).toMatchObject([{ type: 'RULES_RAISED', sequence: state.sequence + 1, data: { from: 2, to: 4 }, commandId: null }]);
    expect(rulesOf(fold(null, [...events, ...raised]))).toBe(4);
  });

  it('of an order is that of its claims, which are raised by themselves', () => {
    const order = completedOrder();
    order.state = raiseRules(order.state, 4, order.now).reduce(evolve, order.state);
    const { state: claim, now } = new ClaimJourney(order);
    expect(rulesOf(claim)).toBe(4);
    expect(rulesOf(raiseRules(claim, 5, now).reduce(evolveClaim, claim))).toBe(5);
    expect(raiseRules(claim, 3, now)).toEqual([]);
    expect(rulesOf(new ClaimJourney().state)).toBe(1);
  });

  it('never falls from run to run, and one that is not known is refused with a sentence', () => {
    expect(rulesAfter(RULES)).toBe(RULES);
    expect(rulesAfter(RULES + 3)).toBe(RULES + 3);
    expect(RULES).toBeLessThanOrEqual(RULES_KNOWN);
    expect(() => requireKnownRules(RULES_KNOWN)).not.toThrow();
    expect(() => requireKnownRules(RULES_KNOWN + 1)).toThrow(`The rules have the number ${RULES_KNOWN + 1}, and this version knows them`);
  });
});
