// Goal: each state × command × role of a claim is allowed or refused as the contract says, and leads where the table says.
// Method: a claim on the straight way to each state is asked in each cell; the expectation is written out by hand.
import { describe, expect, it } from '@jest/globals';
import type { ClaimCommandName } from '../../../domain/claim/bodies.ts';
import { CLAIM_COMMANDS } from '../../../domain/claim/commands/index.ts';
import type { DecisionOnClaim } from '../../../domain/claim/decide.ts';
import { GIVERS } from '../support/expected.ts';
import type { ClaimJourney } from './support/claim-journey.ts';
import { EXPECTED, expectedVerdict, type Giver, RESTING } from './support/expected.ts';
import { claimIn } from './support/stages.ts';

const NAMES = Object.keys(CLAIM_COMMANDS) as ClaimCommandName[];

/** INVESTIGATING as it is when the partner kept silent: nobody has taken it. */
function openClaimFor(state: (typeof RESTING)[number]): ClaimJourney {
  if (state !== 'INVESTIGATING') return claimIn(state);
  const journey = claimIn('AWAITING_PARTNER');
  journey.pass('P3D');
  return journey;
}

function ask(journey: ClaimJourney, command: ClaimCommandName, { role, onBehalfOf }: Giver): DecisionOnClaim {
  return journey.ask(command, {}, { as: role, by: `${role}-9`, ...(onBehalfOf ? { onBehalfOf } : {}) });
}

function verdictOf(decision: DecisionOnClaim): string {
  if (decision.ok) return 'accepted';
  const { refusal } = decision;
  if (refusal.code !== 'not_allowed_now') return refusal.code;
  return refusal.unmet.some(({ id }) => id === 'claim.state') ? 'claim.state' : 'unmet';
}

describe('the table of states, commands and roles of a claim', () => {
  it('has a row for every command, and no other', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...NAMES].sort());
    for (const row of Object.values(EXPECTED)) expect(row.states).toHaveLength(RESTING.length);
  });

  it.each(NAMES)('%s is allowed or refused in every state for every role as the contract says', (command) => {
    const cells = RESTING.flatMap((state) => {
      const journey = openClaimFor(state);
      expect(journey.state.name).toBe(state);
      return GIVERS.map((giver) => ({ state, giver, journey, cell: `${state}, ${giver.role} ${giver.onBehalfOf ?? ''}` }));
    });
    const decided = cells.map(({ cell, journey, giver }) => [cell, verdictOf(ask(journey, command, giver))]);
    const expected = cells.map(({ cell, state, giver }) => [cell, expectedVerdict(command, state, giver)]);
    expect(Object.fromEntries(decided)).toEqual(Object.fromEntries(expected));
  });

  it.each(NAMES)('%s leads from a state only where its row of the transition table says', (command) => {
    for (const state of RESTING) {
      const journey = openClaimFor(state);
      for (const giver of GIVERS) {
        const decided = ask(journey, command, giver);
        if (decided.ok) expect(CLAIM_COMMANDS[command].moves[state]).toContain(decided.state.name);
      }
    }
  });
});
