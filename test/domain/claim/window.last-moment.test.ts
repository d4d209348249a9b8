// Goal: a claim is in time if the server received it before `closesAt`, whatever was running then; an order never closes over it.
// Method: every interleaving of filing, timer, store and kill around closesAt, against a judge that looks at receipt times only.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openClaim } from '../../../domain/order/claims/claims.ts';
import { fold } from '../../../domain/order/evolve.ts';
import { CLOSING_GRACE_MS } from '../../../domain/order/time/deadlines.ts';
import type { Journey } from '../support/journey.ts';
import { isDeep, properties } from '../support/properties.ts';
import { completedOrder } from './support/orders.ts';

const ORDERS = [completedOrder(), completedOrder({ marketplace: 'IN' })];

type Happening =
  /** The worker decides the oldest request that it has not decided. */
  | { readonly kind: 'decide' }
  /** The timer fires; it asks the store for undecided requests before it judges. */
  | { readonly kind: 'timer' }
  /** The worker is killed: what it knew is folded again from what was recorded. */
  | { readonly kind: 'kill' }
  | { readonly kind: 'pass'; readonly ms: number };

interface Case {
  readonly order: number;
  /** When requests were received, before or after closesAt, ms. */
  readonly receipts: readonly number[];
  readonly happenings: readonly Happening[];
}

const around = fc.constantFrom(-1, 0, 1);
const cases: fc.Arbitrary<Case> = fc.record({
  order: fc.constantFrom(0, 1),
  receipts: fc.array(around, { minLength: 1, maxLength: 2 }),
  happenings: fc.array(
    fc.oneof(
      fc.constant({ kind: 'decide' as const }),
      fc.constant({ kind: 'timer' as const }),
      fc.constant({ kind: 'kill' as const }),
      fc.constantFrom(1, CLOSING_GRACE_MS, 40 * 86_400_000).map((ms) => ({ kind: 'pass' as const, ms })),
    ),
    { maxLength: 8 },
  ),
});

interface World {
  readonly journey: Journey;
  readonly closesAt: number;
  /** Receipts that nobody has decided, oldest first. */
  readonly waiting: number[];
  readonly accepted: number[];
  readonly refused: number[];
}

function begin({ order, receipts }: Case): World {
  const journey = (ORDERS[order] ?? completedOrder()).fork();
  const closesAt = journey.state.claimWindow?.closesAt ?? 0;
  const waiting = receipts.map((offset) => closesAt + offset).sort((a, b) => a - b);
  return { journey, closesAt, waiting, accepted: [], refused: [] };
}

function decideOldest({ journey, waiting, accepted, refused }: World): void {
  const receivedAt = waiting.shift();
  if (receivedAt === undefined) return;
  const before = journey.now;
  // Judged now, by the time of its receipt: `now` of a journey is what a command is received at.
  journey.now = receivedAt;
  const decided = journey.ask('file-claim', { claimId: `cl-${receivedAt}-${waiting.length}` }, { as: 'support' });
  journey.now = Math.max(before, receivedAt);
  if (decided.ok) journey.take(decided.events, decided.state);
  (decided.ok ? accepted : refused).push(receivedAt);
}

/** The store says up to when every request is decided, as `settledBefore` does. */
function fireTimer({ journey, waiting }: World): void {
  journey.passTo(journey.now, waiting[0] ?? Number.POSITIVE_INFINITY);
}

function happen(world: World, one: Happening): void {
  const { journey } = world;
  switch (one.kind) {
    case 'decide':
      decideOldest(world);
      return;
    case 'timer':
      fireTimer(world);
      return;
    case 'kill':
      journey.state = fold(null, journey.log);
      return;
    case 'pass':
      journey.now += one.ms;
      return;
  }
}

/** What must come out, by receipt times alone: the first in time is taken, all others are refused. */
function expectedOf(
  receipts: readonly number[],
  closesAt: number,
): { readonly accepted: readonly number[]; readonly refused: readonly number[] } {
  const [first, ...rest] = receipts;
  if (first === undefined) return { accepted: [], refused: [] };
  return first < closesAt ? { accepted: [first], refused: rest } : { accepted: [], refused: receipts };
}

describe('around the end of the claim window', () => {
  it('every interleaving of filing, timer and kill is judged by the time of receipt, and no order closes over a claim', () => {
    properties(
      fc.property(cases, (one) => {
        const world = begin(one);
        const { journey, closesAt } = world;
        const expected = expectedOf([...world.waiting], closesAt);
        journey.now = closesAt + 1;
        for (const happening of one.happenings) {
          happen(world, happening);
          const isClosed = journey.state.name === 'CLOSED';
          if (isClosed) expect([openClaim(journey.state), journey.now >= closesAt + CLOSING_GRACE_MS]).toEqual([null, true]);
          // A request that was received in time is never still waiting when the order closes.
          if (isClosed) expect(world.waiting.filter((receivedAt) => receivedAt < closesAt)).toEqual([]);
        }
        while (world.waiting.length > 0) decideOldest(world);
        expect({ accepted: world.accepted, refused: world.refused }).toEqual(expected);
        journey.now += CLOSING_GRACE_MS;
        fireTimer(world);
        expect(journey.state.name).toBe(expected.accepted.length > 0 ? 'COMPLETED' : 'CLOSED');
      }),
      isDeep ? 2_000 : 10_000,
    );
  });

  it('the last millisecond is in time, the first of the next day is not', () => {
    const inTime = completedOrder();
    inTime.now = (inTime.state.claimWindow?.closesAt ?? 0) - 1;
    expect(inTime.give('file-claim').types).toEqual(['CLAIM_FILED']);
    const late = completedOrder();
    late.now = late.state.claimWindow?.closesAt ?? 0;
    expect(late.refusal('file-claim').code).toBe('claim_not_eligible');
  });
});
