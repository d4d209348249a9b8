// Goal: each state × command × role is allowed or refused as the contract says, and leads where the transition table says.
// Method: an order with nothing in its way is asked in each cell; the expectation is written out by hand (support/expected.ts).
import { describe, expect, it } from '@jest/globals';
import type { CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { ORDER_STATES } from '../../domain/order/state.ts';
import { ask, openOrderFor, verdictOf } from './support/cells.ts';
import { EXPECTED, expectedVerdict, GIVERS, type Giver } from './support/expected.ts';

const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

function name({ role, onBehalfOf }: Giver): string {
  return onBehalfOf ? `${role} for ${onBehalfOf}` : role;
}

describe('the table of states, commands and roles', () => {
  it('has a row for every command, and no other', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...COMMAND_NAMES].sort());
    for (const row of Object.values(EXPECTED)) expect(row.states).toHaveLength(ORDER_STATES.length);
  });

  it.each(COMMAND_NAMES)('%s is allowed or refused in every state for every role as the contract says', (command) => {
    const cells = ORDER_STATES.flatMap((state) => {
      const journey = openOrderFor(command, state);
      expect(journey.state.name).toBe(state);
      return GIVERS.map((giver) => ({ cell: `${state}, ${name(giver)}`, journey, state, giver }));
    });
    const decided = cells.map(({ cell, journey, giver }) => [cell, verdictOf(ask(journey, command, giver))]);
    const expected = cells.map(({ cell, state, giver }) => [cell, expectedVerdict(command, state, giver)]);
    expect(Object.fromEntries(decided)).toEqual(Object.fromEntries(expected));
  });

  it.each(COMMAND_NAMES)('%s leads from a state only where its row of the transition table says', (command) => {
    for (const state of ORDER_STATES) {
      const journey = openOrderFor(command, state);
      for (const giver of GIVERS) {
        const decided = ask(journey, command, giver);
        if (decided.ok) expect(COMMANDS[command].moves[state]).toContain(decided.state.name);
      }
    }
  });
});
