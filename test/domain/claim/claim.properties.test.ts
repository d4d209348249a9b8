// Goal: what has to hold of every claim at every moment, whatever anybody does, in whatever order.
// Method: random lives under both programmes (fast-check), looked at after each step.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLAIM_COMMANDS } from '../../../domain/claim/commands/index.ts';
import type { ClaimEventType } from '../../../domain/claim/events.ts';
import { foldClaim } from '../../../domain/claim/evolve.ts';
import { CLAIM_STATES, type ClaimState } from '../../../domain/claim/state.ts';
import { claimDeadlines, claimWaitingFor } from '../../../domain/claim/time/deadlines.ts';
import { tickClaim } from '../../../domain/claim/time/tick.ts';
import { claimActions } from '../../../domain/claim/views/actions.ts';
import { GIVERS, ROLES } from '../support/expected.ts';
import { actorOf } from '../support/journey.ts';
import { properties } from '../support/properties.ts';
import { type ClaimJourney, USUAL_CLAIM_FACTS } from './support/claim-journey.ts';
import { begin, CANARY, CLAIM_COMMAND_NAMES, claimStories, live, type Story } from './support/model.ts';

/** Looks at a claim after each step of its life. */
function always(look: (journey: ClaimJourney) => void): (story: Story) => void {
  return (story) => {
    const journey = begin(story);
    look(journey);
    for (const one of story.steps) {
      live(journey, one);
      look(journey);
    }
  };
}

/** Some role, some linked order or some deadline leads it elsewhere. */
function canBeLeft(journey: ClaimJourney): boolean {
  const { state, terms } = journey;
  if (state.recall?.ended === null) return true;
  const ends = claimDeadlines(state, terms).some(({ action }) => action.do !== 'rung');
  const bodies = [{}, { outcome: 'DENIED', remedy: 'NONE' }, { outcome: 'APPROVED', remedy: 'REDO' }] as const;
  return (
    ends ||
    CLAIM_COMMAND_NAMES.some((command) =>
      GIVERS.some((giver) =>
        bodies.some((body) => {
          const decided = journey.ask(command, command.startsWith('decide') ? body : {}, { as: giver.role, by: 'somebody-else' });
          return decided.ok && JSON.stringify(withoutLog(decided.state)) !== JSON.stringify(withoutLog(state));
        }),
      ),
    )
  );
}

function withoutLog({ handled: _handled, sequence: _sequence, version: _version, ...rest }: ClaimState): object {
  return rest;
}

describe('at every moment of every claim', () => {
  it('until it has ended it waits for somebody, a deadline is armed, and somebody can lead it on', () => {
    properties(
      fc.property(
        claimStories,
        always((journey) => {
          const { state, terms } = journey;
          if (state.ended) return expect(claimDeadlines(state, terms)).toEqual([]);
          expect([state, claimDeadlines(state, terms).length > 0, claimWaitingFor(state, terms).length > 0]).toEqual([state, true, true]);
          expect([state, canBeLeft(journey)]).toEqual([state, true]);
        }),
      ),
      25,
    );
  });

  it('each command leads where its row of the transition table says', () => {
    properties(
      fc.property(claimStories, (story) => {
        const journey = begin(story);
        for (const one of story.steps) {
          const from = journey.fork();
          from.passTo(from.now);
          const decided = live(journey, one);
          if (!decided?.ok) continue;
          const command = decided.events[0]?.command;
          if (command && command in CLAIM_COMMANDS) {
            const { moves } = CLAIM_COMMANDS[command as keyof typeof CLAIM_COMMANDS];
            expect(moves[from.state.name]).toContain(decided.state.name);
          }
        }
      }),
      60,
    );
  });

  it('what is due has happened, and a second tick does nothing', () => {
    properties(
      fc.property(
        claimStories,
        always((journey) => {
          expect(claimDeadlines(journey.state, journey.terms).filter(({ due }) => due <= journey.now)).toEqual([]);
          expect(tickClaim(journey, journey.now).events).toEqual([]);
        }),
      ),
      40,
    );
  });

  it('nobody owes more than was paid for, and only what a decision in force says', () => {
    properties(
      fc.property(
        claimStories,
        always(({ state }) => {
          const price = state.price?.amountMinor ?? 0;
          expect((state.owed?.amount.amountMinor ?? 0) + state.paidMinor).toBeLessThanOrEqual(price);
          if (state.owed) expect([state.decision?.remedy, state.decision?.outcome === 'DENIED']).toEqual(['REFUND', false]);
          if (state.decision && state.decision.outcome === 'DENIED') expect(state.recall?.ended === null).toBe(false);
        }),
      ),
      60,
    );
  });

  it('no two of those who decided are one person, and none of them decided on the order', () => {
    properties(
      fc.property(
        claimStories,
        always(({ state }) => {
          const { decision, firstDecision, deciders } = state;
          if (!decision) return;
          const people = [decision.by, decision.confirmedBy, firstDecision?.by, firstDecision?.confirmedBy].filter((one) => one != null);
          expect(new Set(people).size).toBe(people.length);
          for (const one of people) expect(deciders).not.toContain(one);
        }),
      ),
      60,
    );
  });

  it('the actions shown agree with the engine', () => {
    properties(
      fc.property(claimStories, (story) => {
        const journey = begin(story);
        for (const one of story.steps) live(journey, one);
        for (const role of ROLES) {
          for (const { command, enabled, onBehalfOf } of claimActions(journey, actorOf(role), journey.now, USUAL_CLAIM_FACTS)) {
            const decided = journey.ask(command, {}, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}) });
            if (!enabled) expect([command, decided.ok ? '' : decided.refusal.code]).toEqual([command, 'not_allowed_now']);
            else if (!decided.ok) expect([command, decided.refusal.code]).toEqual([command, 'invalid_request']);
          }
        }
      }),
      60,
    );
  });
});

describe('the ledger of every claim', () => {
  it('has each debt once, and ends each that is no longer owed', () => {
    properties(
      fc.property(claimStories, (story) => {
        const journey = begin(story);
        for (const one of story.steps) live(journey, one);
        const entries = journey.effects.flatMap((effect) => (effect.kind === 'obligation' ? [effect.obligation] : []));
        expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
        const sign = { OWED: 1, DROPPED: -1, SETTLED: -1 };
        const balance = entries.reduce((sum, { kind, amount }) => sum + sign[kind] * amount.amountMinor, 0);
        expect(balance).toBe(journey.state.owed?.amount.amountMinor ?? 0);
      }),
      100,
    );
  });

  it('and its order hears of its end once, its messages have one id each', () => {
    properties(
      fc.property(claimStories, (story) => {
        const journey = begin(story);
        for (const one of story.steps) live(journey, one);
        expect(journey.effects.filter(({ kind }) => kind === 'order-notice')).toHaveLength(journey.state.ended ? 1 : 0);
        const ids = journey.effects.flatMap((effect) => (effect.kind === 'message' ? [effect.message.messageId] : []));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      100,
    );
  });
});

describe('the log of every claim', () => {
  it('folds to the state, is numbered without a gap, never goes back in time, and holds no text of any body', () => {
    properties(
      fc.property(claimStories, (story) => {
        const journey = begin(story);
        for (const one of story.steps) live(journey, one);
        expect(foldClaim(null, JSON.parse(JSON.stringify(journey.log)))).toStrictEqual(journey.state);
        expect(JSON.parse(JSON.stringify(journey.state))).toStrictEqual(journey.state);
        expect(journey.log.map(({ sequence }) => sequence)).toEqual(journey.log.map((_event, index) => index + 1));
        expect(journey.log.every((event, index) => event.at >= (journey.log[index - 1]?.at ?? 0))).toBe(true);
        expect(JSON.stringify([journey.log, journey.state])).not.toContain(CANARY);
      }),
      60,
    );
  });
});

describe('the random lives', () => {
  it('reach every state and every event: else the rest would prove little', () => {
    const states = new Set<string>(['SUBMITTED']);
    const types = new Set<ClaimEventType>();
    for (const story of fc.sample(claimStories, { seed: 7, numRuns: 600 })) {
      const journey = begin(story);
      for (const one of story.steps) {
        live(journey, one);
        states.add(journey.state.name);
      }
      for (const { type } of journey.log) types.add(type);
    }
    expect([...states].sort()).toEqual([...CLAIM_STATES].sort());
    expect([...types].sort()).toEqual(EVERY_EVENT);
  });
});

const EVERY_EVENT: readonly ClaimEventType[] = [
  'APPEALED',
  'APPEAL_DECIDED',
  'CLAIM_CLOSED',
  'CLAIM_DECIDED',
  'CLAIM_ENDED',
  'CLAIM_OPENED',
  'CLAIM_SETTLED',
  'CLAIM_WITHDRAWN',
  'CLOCK_ADVANCED',
  'DECISION_PROPOSED',
  'DOCUMENTS_REQUESTED',
  'DOCUMENTS_SUBMITTED',
  'INVESTIGATION_TAKEN',
  'PARTNER_ANSWERED',
  'PARTNER_SILENT',
  'PARTNER_TOLD',
  'PAYMENT_STATED',
  'REDO_CANCELLED',
  'REDO_COMPLETED',
  'REDO_DROPPED',
  'REDO_ORDERED',
  'REFUND_DROPPED',
  'REFUND_OWED',
  'RUNG_REACHED',
];
