// Goal: whose command it is, is judged by the order as it is when the command is decided: a right that was lost in between is 403 for
// every command, and everybody else is judged as before.
// Method: every pair of commands, in every state: the first is decided, then the second, whose giver had its right before. And every
// command with a key that was revoked or narrowed. The expectation is written by hand: only another provider takes a party its order.
import { describe, expect, it } from '@jest/globals';
import type { CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { ORDER_STATES } from '../../domain/order/state.ts';
import { type Authority, BY_PARTY } from '../../domain/shared/deciding/authority.ts';
import { USUAL_FACTS } from './support/bodies.ts';
import { openOrderFor, verdictOf } from './support/cells.ts';
import { EXPECTED, expectedVerdict, GIVERS, type Giver } from './support/expected.ts';
import { Journey } from './support/journey.ts';
import { defectReadyToDecide, onSite, orderIn } from './support/stages.ts';

const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];
const SELLERS: Authority = { key: 'VALID', scope: { sellerIds: ['seller-1'], marketplaceIds: [] } };

const ask = (journey: Journey, command: CommandName, { role, onBehalfOf }: Giver, authority?: Authority) =>
  journey.ask(command, {}, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}), ...(authority ? { authority } : {}) });

const nameOf = ({ role, onBehalfOf }: Giver): string => (onBehalfOf ? `${role} for ${onBehalfOf}` : role);

/** Those to whom the table gives the command. */
const giversOf = (command: CommandName): readonly Giver[] =>
  GIVERS.filter(
    (giver) => expectedVerdict(command, EXPECTED[command].states.includes('e') ? 'COMPLETED' : 'SCHEDULED', giver) !== 'forbidden',
  );

const isProviders = ({ role, onBehalfOf }: Giver): boolean => role === 'provider' || onBehalfOf === 'PROVIDER';

describe('every pair of commands', () => {
  it.each(COMMAND_NAMES)('%s, decided after any other one, is refused to whom that took the order, and to nobody else', (command) => {
    let taken = 0;
    for (const state of ORDER_STATES) {
      const before = openOrderFor(command, state);
      for (const first of COMMAND_NAMES) {
        const journey = before.fork();
        const [giver] = giversOf(first);
        const decided = giver && ask(journey, first, giver, BY_PARTY);
        if (!decided?.ok) continue;
        journey.take(decided.events, decided.state);
        for (const second of giversOf(command)) {
          const isLost = first === 'reassign-provider' && isProviders(second);
          if (isLost) taken += 1;
          const now = ask(journey, command, second, BY_PARTY);
          const asBefore = verdictOf(ask(journey, command, second));
          expect([state, first, nameOf(second), verdictOf(now)]).toEqual([state, first, nameOf(second), isLost ? 'forbidden' : asBefore]);
        }
      }
    }
    expect(taken > 0).toBe(giversOf(command).some(isProviders));
  });
});

describe('a key', () => {
  const LOST: readonly (readonly [string, Authority])[] = [
    ['that was revoked', { key: 'REVOKED', scope: null }],
    ['that is for another seller now', { key: 'VALID', scope: { sellerIds: ['seller-2'], marketplaceIds: [] } }],
    ['that is for another marketplace now', { key: 'VALID', scope: { sellerIds: ['seller-1'], marketplaceIds: ['UK-only'] } }],
  ];

  it.each(LOST)('%s decides nothing, by whatever command', (_how, authority) => {
    for (const command of COMMAND_NAMES) {
      for (const state of ORDER_STATES) {
        const journey = openOrderFor(command, state);
        for (const giver of giversOf(command))
          expect([command, state, verdictOf(ask(journey, command, giver, authority))]).toEqual([command, state, 'forbidden']);
      }
    }
  });

  it('that is for the order is judged as its role is', () => {
    for (const command of COMMAND_NAMES) {
      for (const state of ORDER_STATES) {
        const journey = openOrderFor(command, state);
        for (const giver of GIVERS)
          expect([command, state, nameOf(giver), verdictOf(ask(journey, command, giver, SELLERS))]).toEqual([
            command,
            state,
            nameOf(giver),
            expectedVerdict(command, state, giver),
          ]);
      }
    }
  });
});

describe('a right that was lost', () => {
  it('is told before the version, which is no business of who lost it', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reassign-provider');
    expect(journey.refusal('cancel', {}, { as: 'provider', authority: BY_PARTY, expectedVersion: 1 })).toEqual({
      code: 'forbidden',
      message: "The order is not this provider's any more.",
    });
    expect(journey.refusal('cancel', {}, { onBehalfOf: 'PROVIDER', authority: BY_PARTY }).message).toBe(
      'prov-1 is not the provider of this order any more.',
    );
  });

  it('is not asked for by a request of before, which a history holds', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reassign-provider');
    expect(journey.ask('cancel', {}, { as: 'provider' }).ok).toBe(true);
  });
});

describe('technicians', () => {
  it('of the former provider are nobody here, also where support assigns them', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reassign-provider');
    const facts = (techniciansOf: string) => ({ ...USUAL_FACTS, techniciansOf });
    expect(journey.refusal('assign-technicians', {}, { as: 'support', facts: facts('prov-1') })).toMatchObject({
      code: 'not_allowed_now',
      unmet: [{ id: 'technician.registered' }],
    });
    expect(journey.ask('assign-technicians', {}, { as: 'support', facts: facts('prov-2') }).ok).toBe(true);
  });
});

describe('a provider that got the order from another one', () => {
  const said = (providerId: string): Authority => ({ ...BY_PARTY, providerId });

  it.each(['cancel', 'reschedule'] as const)('does not answer for what was said of the former one: %s', (command) => {
    const journey = orderIn('SCHEDULED');
    journey.give('reassign-provider');
    const reasonCode = 'PROVIDER_UNAVAILABLE';
    for (const as of ['customer', 'support'] as const) {
      expect(journey.refusal(command, { reasonCode }, { as, authority: said('prov-1') })).toMatchObject({
        code: 'not_allowed_now',
        unmet: [{ id: 'provider.unchanged' }],
      });
      expect(journey.ask(command, { reasonCode }, { as, authority: said('prov-2') }).ok).toBe(true);
      // What blames nobody of them goes on.
      expect(journey.ask(command, { reasonCode: 'CUSTOMER_REQUEST' }, { as, authority: said('prov-1') }).ok).toBe(true);
    }
  });

  it('pays nothing for what support decided of a defect that the former one reported', () => {
    const journey = new Journey();
    onSite(journey);
    const holdId = defectReadyToDecide(journey);
    journey.give('decide-hold', { holdId, decision: 'CANCEL', attributedTo: 'PROVIDER' });
    const fees = (one: Journey, authority?: Authority): readonly string[] =>
      one
        .fork()
        .give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'customer', ...(authority ? { authority } : {}) })
        .types.filter((type) => type === 'FEE_PROPOSED');
    expect(fees(journey, BY_PARTY)).toEqual(['FEE_PROPOSED']);
    journey.give('reassign-provider');
    expect(fees(journey, BY_PARTY)).toEqual([]);
    // As it was answered before, in a history.
    expect(fees(journey)).toEqual(['FEE_PROPOSED']);
  });
});
