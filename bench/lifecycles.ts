import { randomUUID } from 'node:crypto';
import type { BenchArguments } from './arguments.ts';
import { runLoad, type Turn, type Watched } from './load.ts';
import type { Started } from './programs.ts';
import { median, medianRatio } from './statistics.ts';
import { newOrder, PROVIDER, SYSTEM, VISIT } from './visit.ts';

/** The program, the floor, and what of either is watched. */
export interface Place {
  readonly program: Started;
  readonly floor: Started;
  readonly watched: { readonly program: Watched; readonly floor: Watched };
  readonly random: () => number;
  readonly say: (line: string) => void;
}

export interface Pair {
  readonly floor: Turn;
  readonly program: Turn;
}

export interface Lifecycles {
  readonly users: number;
  readonly callsPerOrder: number;
  readonly pairs: readonly Pair[];
  /** Medians over the rounds: the program's figure by the floor's of the same round. */
  readonly ratios: { readonly ordersPerSecond: number; readonly cpu: number; readonly p50: number; readonly p99: number };
}

/** Whole lifecycles, from creation to completion, by turns with as many calls to the floor. */
export async function measureLifecycles(place: Place, users: number, orders: number, { rounds }: BenchArguments): Promise<Lifecycles> {
  const pairs: Pair[] = [];
  // Nobody's first orders count: code is compiled, caches and connections are made.
  await turnOf('floor', place, users, users * 2);
  await turnOf('program', place, users, users * 2);
  for (let round = 1; round <= rounds; round += 1) {
    const floorFirst = place.random() < 0.5;
    const first = await turnOf(floorFirst ? 'floor' : 'program', place, users, orders);
    const second = await turnOf(floorFirst ? 'program' : 'floor', place, users, orders);
    const pair = floorFirst ? { floor: first, program: second } : { floor: second, program: first };
    pairs.push(pair);
    const { floor, program } = pair;
    place.say(
      `  ${users} users, round ${round}: floor ${floor.ordersPerSecond.toFixed(1)}/s, program ${program.ordersPerSecond.toFixed(1)}/s, CPU × ${(cpu(program) / cpu(floor)).toFixed(2)}`,
    );
  }
  const ratio = (of: (turn: Turn) => number): number => medianRatio(pairs.map(({ floor, program }) => [of(program), of(floor)] as const));
  return {
    users,
    callsPerOrder: VISIT.length + 1,
    pairs,
    ratios: {
      ordersPerSecond: ratio((turn) => turn.ordersPerSecond),
      cpu: ratio(cpu),
      p50: ratio((turn) => turn.p50Ms),
      p99: ratio((turn) => turn.p99Ms),
    },
  };
}

/** The program's CPU time of an order, all processes together, ms. */
export function cpu({ cpuMs }: Turn): number {
  return Object.values(cpuMs).reduce((sum, one) => sum + one, 0);
}

export function medianOf(turns: readonly Turn[], of: (turn: Turn) => number): number {
  return median(turns.map(of));
}

/** As many calls to either; the floor is told how many will come. */
const PATHS = {
  floor: { created: (id: string) => `/orders/${id}/${VISIT.length}`, commandOf: (id: string) => `/orders/${id}` },
  program: { created: () => '/v1/orders', commandOf: (id: string, command: string) => `/v1/orders/${id}/commands/${command}` },
} as const;

function turnOf(whose: 'floor' | 'program', place: Place, users: number, orders: number): Promise<Turn> {
  const turn = randomUUID().slice(0, 8);
  const { created, commandOf } = PATHS[whose];
  return runLoad({
    base: place[whose].base,
    users,
    orders,
    watched: place.watched[whose],
    live: async (client, number) => {
      const id = `${whose}-${turn}-${number}`;
      await client.send('POST', created(id), SYSTEM, newOrder(id));
      const times: number[] = [];
      for (const { command, body } of VISIT) times.push((await client.send('POST', commandOf(id, command), PROVIDER, body)).ms);
      return times;
    },
  });
}
