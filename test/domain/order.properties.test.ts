// Goal: what has to hold of every order at every moment, whatever anybody does, in whatever order, under any holds.
// Method: random lives on the three packs and every kind of location (fast-check), looked at after each step.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openClaim } from '../../domain/order/claims/claims.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { fold } from '../../domain/order/evolve.ts';
import { ORDER_STATES, type OrderStateName } from '../../domain/order/state.ts';
import { deadlinesOf } from '../../domain/order/time/deadlines.ts';
import { tick } from '../../domain/order/time/tick.ts';
import { TICK_STEPS_MAX } from '../../domain/shared/ticking.ts';
import { EVERY_EVENT } from './support/every-event.ts';
import { Journey } from './support/journey.ts';
import { live, type Step, type Story, stories } from './support/model.ts';
import { properties } from './support/properties.ts';
import { CANARY } from './support/random-bodies.ts';
import { underHolds } from './support/under-holds.ts';

/** Lives a story and looks after each step. */
function always(look: (journey: Journey, before: OrderStateName, one: Step) => void): (story: Story) => void {
  return ({ options, steps }) => {
    const journey = new Journey(options);
    for (const one of steps) {
      const before = journey.state.name;
      live(journey, one);
      look(journey, before, one);
    }
  };
}

function canBeCancelled(journey: Journey): boolean {
  return (['customer', 'support', 'supervisor'] as const).some((as) => journey.ask('cancel', {}, { as }).ok);
}

/** Somebody can lead it elsewhere, or a deadline will. */
function canBeLeft(journey: Journey): boolean {
  const { state, terms } = journey;
  const leaves = ['claim-window-close', 'corrections-end', 'fee-decision'];
  if (openClaim(state)) return true;
  return canBeCancelled(journey) || deadlinesOf(state, terms).some(({ kind }) => leaves.includes(kind));
}

describe('at every moment of every order', () => {
  it('each step leads where the transition table says', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) {
          const before = journey.state.name;
          const decided = live(journey.fork(), one);
          if (decided?.ok) {
            const command = decided.events.at(-1)?.command;
            if (command && command in COMMANDS) {
              const { moves } = COMMANDS[command as keyof typeof COMMANDS];
              const from = journey.fork();
              from.passTo(from.now);
              expect(moves[from.state.name]).toContain(decided.state.name);
            }
          }
          live(journey, one);
          expect(ORDER_STATES).toContain(journey.state.name);
          if (one.kind === 'pass' || one.kind === 'next-deadline') {
            expect(before === journey.state.name || (before === 'COMPLETED' && journey.state.name === 'CLOSED')).toBe(true);
          }
        }
      }),
      30,
    );
  });

  it('until it is completed somebody can cancel it, under any holds', () => {
    properties(
      fc.property(
        stories,
        always((journey) => {
          if (!['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'].includes(journey.state.name)) return;
          for (const held of underHolds(journey)) expect([held.state.holds, canBeCancelled(held)]).toEqual([held.state.holds, true]);
        }),
      ),
      40,
    );
  });

  it('until it has ended a deadline is armed, and somebody or a deadline can lead it on, under any holds', () => {
    properties(
      fc.property(
        stories,
        always((journey) => {
          if (journey.state.ended) return;
          for (const held of underHolds(journey)) {
            held.passTo(held.now);
            // An open claim has deadlines of its own, and its end leads the order on.
            const isArmed = deadlinesOf(held.state, held.terms).length > 0 || openClaim(held.state) !== null;
            expect([held.state, isArmed, canBeLeft(held)]).toEqual([held.state, true, true]);
          }
        }),
      ),
      40,
    );
  });

  it('what is due has happened: the deadlines that are armed lie ahead, and a second tick does nothing', () => {
    properties(
      fc.property(
        stories,
        always(({ state, terms, now }) => {
          expect(deadlinesOf(state, terms).filter(({ due }) => due <= now)).toEqual([]);
          expect(tick({ state, terms }, now)).toEqual({ events: [], state, isComplete: true });
        }),
      ),
      40,
    );
  });

  it('a tick ends, however far it leaps', () => {
    properties(
      fc.property(stories, fc.integer({ min: 0, max: 3_000 }), ({ options, steps }, days) => {
        const journey = new Journey(options);
        for (const one of steps) live(journey, one);
        const { events } = tick(journey, journey.now + days * 86_400_000);
        // A rung that gives a hold back to support has two events.
        expect(events.length).toBeLessThanOrEqual(TICK_STEPS_MAX * 2);
      }),
      30,
    );
  });
});

describe('the log of every order', () => {
  it('folds to the state that was built step by step, which survives JSON unchanged', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) live(journey, one);
        expect(fold(null, journey.log)).toStrictEqual(journey.state);
        expect(JSON.parse(JSON.stringify(journey.state))).toStrictEqual(journey.state);
        expect(fold(null, JSON.parse(JSON.stringify(journey.log)))).toStrictEqual(journey.state);
      }),
      40,
    );
  });

  it('is numbered without a gap, never goes back in time, and holds no text of any body', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) live(journey, one);
        expect(journey.log.map(({ sequence }) => sequence)).toEqual(journey.log.map((_event, index) => index + 1));
        expect(journey.log.every((event, index) => event.at >= (journey.log[index - 1]?.at ?? 0))).toBe(true);
        expect(journey.state.version).toBe(journey.log.length);
        expect(JSON.stringify([journey.log, journey.state])).not.toContain(CANARY);
      }),
      40,
    );
  });
});

describe('the random lives', () => {
  it('reach every state and every event but the refused signal: else the rest would prove little', () => {
    const states = new Set<string>();
    const types = new Set<string>();
    const lives = fc.sample(stories, { seed: 7, numRuns: 400 });
    for (const { options, steps } of lives) {
      const journey = new Journey(options);
      for (const one of steps) {
        live(journey, one);
        states.add(journey.state.name);
      }
      for (const { type } of journey.log) types.add(type);
    }
    expect([...states].sort()).toEqual([...ORDER_STATES].sort());
    expect([...types].sort()).toEqual(EVERY_EVENT);
  });
});

describe('every decision', () => {
  it('is the same when it is asked again, and changes nothing that it was given', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) {
          const first = journey.fork();
          const second = journey.fork();
          freeze(journey.state);
          expect(live(first, one)).toEqual(live(second, one));
          live(journey, one);
        }
      }),
      30,
    );
  });

  it('that refuses says why: a code, and for 409 a condition', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) {
          const decided = live(journey, one);
          if (!decided || decided.ok) continue;
          const { refusal } = decided;
          expect(['not_allowed_now', 'invalid_request', 'forbidden', 'claim_not_eligible']).toContain(refusal.code);
          expect(refusal.message).not.toBe('');
          if (refusal.code === 'not_allowed_now') expect(refusal.unmet.length).toBeGreaterThan(0);
          if (refusal.code === 'invalid_request') expect(refusal.errors.length).toBeGreaterThan(0);
          expect(JSON.stringify(refusal)).not.toContain(CANARY);
        }
      }),
      40,
    );
  });
});

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
