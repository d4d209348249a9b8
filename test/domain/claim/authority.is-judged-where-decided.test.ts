// Goal: whose command of a claim it is, is judged by the claim as it is when the command is decided.
// Method: every command in every state by somebody who is no party, by a key that was revoked or narrowed, and after every way in
// which a claim ends: none is accepted; who has lost nothing is judged as before.
import { describe, expect, it } from '@jest/globals';
import type { ClaimCommandName } from '../../../domain/claim/bodies.ts';
import { CLAIM_COMMANDS } from '../../../domain/claim/commands/index.ts';
import type { DecisionOnClaim } from '../../../domain/claim/decide.ts';
import { type Authority, BY_PARTY } from '../../../domain/shared/deciding/authority.ts';
import { GIVERS } from '../support/expected.ts';
import { ClaimJourney, USUAL_CLAIM_FACTS } from './support/claim-journey.ts';
import { type Giver, RESTING } from './support/expected.ts';
import { completedOrder } from './support/orders.ts';
import { claimIn } from './support/stages.ts';

const NAMES = Object.keys(CLAIM_COMMANDS) as ClaimCommandName[];
const FACTS = { ...USUAL_CLAIM_FACTS, sellerId: 'seller-1' };

interface By {
  readonly authority?: Authority;
  readonly by?: string;
}

function ask(journey: ClaimJourney, command: ClaimCommandName, { role, onBehalfOf }: Giver, by: By): DecisionOnClaim {
  return journey.ask(command, {}, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}), ...by, facts: FACTS });
}

const codeOf = (decision: DecisionOnClaim): string => (decision.ok ? 'accepted' : decision.refusal.code);

/** Each cell, and how it is judged by the role alone, as requests of before are. */
const CELLS = RESTING.flatMap((state) => {
  const journey = claimIn(state);
  return NAMES.flatMap((command) =>
    GIVERS.map((giver) => ({ state, journey, command, giver, usual: codeOf(ask(journey, command, giver, {})) })),
  );
});

const scope = (sellerIds: readonly string[], marketplaceIds: readonly string[]): Authority => ({
  key: 'VALID',
  scope: { sellerIds, marketplaceIds },
});

describe('a command of a claim', () => {
  it.each([
    ['a key that was revoked', { key: 'REVOKED', scope: null }],
    ['a key that is for another seller now', scope(['seller-2'], [])],
    ['a key that is for another marketplace now', scope([], ['UK'])],
  ] as const)('by %s is refused', (_how, authority) => {
    const got = CELLS.map(({ journey, command, giver }) => codeOf(ask(journey, command, giver, { authority })));
    expect(new Set(got)).toEqual(new Set(['forbidden']));
  });

  it.each([
    ['without a key', BY_PARTY],
    ['by a key that is for its order', scope(['seller-1'], ['US'])],
  ] as const)('by a party, %s, is judged as its role is', (_how, authority) => {
    for (const { state, journey, command, giver, usual } of CELLS)
      expect([state, command, giver, codeOf(ask(journey, command, giver, { authority }))]).toEqual([state, command, giver, usual]);
  });

  it('by a customer or a provider of another order is refused', () => {
    const own = CELLS.filter(({ giver }) => (giver.role === 'customer' || giver.role === 'provider') && !giver.onBehalfOf);
    for (const { journey, command, giver } of own)
      expect(codeOf(ask(journey, command, giver, { authority: BY_PARTY, by: 'somebody' }))).toBe('forbidden');
    expect(own.some(({ usual }) => usual === 'accepted')).toBe(true);
  });

  it("of a seller's claim is the seller's key's alone", () => {
    const journey = new ClaimJourney(completedOrder({ marketplace: 'IN' }));
    expect(journey.ask('withdraw', {}, { authority: scope(['seller-1'], []) }).ok).toBe(true);
    expect(codeOf(journey.ask('withdraw', {}, { authority: scope(['seller-2'], []) }))).toBe('forbidden');
  });

  it('that comes after the end is never accepted, whoever gives it', () => {
    const ended = CELLS.filter(({ journey }) => journey.state.ended);
    expect(new Set(ended.map(({ state }) => state))).toContain('WITHDRAWN');
    for (const { journey, command, giver } of ended)
      expect(codeOf(ask(journey, command, giver, { authority: BY_PARTY }))).not.toBe('accepted');
  });
});
