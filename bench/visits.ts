import { randomUUID } from 'node:crypto';
import type { BenchArguments } from './arguments.ts';
import { createHttpClient } from './http.ts';
import type { Place } from './lifecycles.ts';
import { runLoad, type Turn, untilQuiet } from './load.ts';
import { medianRatio } from './statistics.ts';
import { newOrder, PROVIDER, SYSTEM, VISIT } from './visit.ts';

export interface Visits {
  readonly users: number;
  readonly commands: number;
  readonly pairs: readonly { readonly oneByOne: Turn; readonly batched: Turn }[];
  /** Visits a second as one batch by those of the same commands one by one. */
  readonly ratios: { readonly perSecond: number; readonly cpu: number };
}

/** The same visit of orders that are there already: its commands one by one, and as one request. */
export async function measureVisits(place: Place, users: number, orders: number, { rounds }: BenchArguments): Promise<Visits> {
  // Far from its target either way: fewer rounds say enough.
  const enough = Math.ceil(rounds / 2);
  const pairs: { oneByOne: Turn; batched: Turn }[] = [];
  for (let round = 1; round <= enough; round += 1) {
    const oneByOne = await visits(place, users, orders, false);
    const batched = await visits(place, users, orders, true);
    pairs.push({ oneByOne, batched });
    place.say(
      `  ${users} users, round ${round}: ${oneByOne.ordersPerSecond.toFixed(1)} visits/s one by one, ${batched.ordersPerSecond.toFixed(1)} as batches`,
    );
  }
  const cpu = ({ cpuMs }: Turn): number => Object.values(cpuMs).reduce((sum, one) => sum + one, 0);
  return {
    users,
    commands: VISIT.length,
    pairs,
    ratios: {
      perSecond: medianRatio(pairs.map(({ oneByOne, batched }) => [batched.ordersPerSecond, oneByOne.ordersPerSecond] as const)),
      cpu: medianRatio(pairs.map(({ oneByOne, batched }) => [cpu(batched), cpu(oneByOne)] as const)),
    },
  };
}

async function visits(place: Place, users: number, orders: number, isBatched: boolean): Promise<Turn> {
  const turn = randomUUID().slice(0, 8);
  const idOf = (number: number): string => `visit-${turn}-${number}`;
  const { base } = place.program;
  const watched = place.watched.program;
  await createOrders(base, users, orders, idOf);
  await untilQuiet(watched);
  return runLoad({
    base,
    users,
    orders,
    watched,
    live: async (client, number) => {
      const path = `/v1/orders/${idOf(number)}/commands`;
      if (isBatched) return [(await client.send('POST', path, PROVIDER, { commands: VISIT })).ms];
      const times: number[] = [];
      for (const { command, body } of VISIT) times.push((await client.send('POST', `${path}/${command}`, PROVIDER, body)).ms);
      return times;
    },
  });
}

/** Orders with an appointment, created side by side. @returns how many a second */
export async function createOrders(base: string, users: number, orders: number, idOf: (number: number) => string): Promise<number> {
  const client = createHttpClient(base, users);
  let next = 0;
  const user = async (): Promise<void> => {
    for (let own = next++; own < orders; own = next++) await client.send('POST', '/v1/orders', SYSTEM, newOrder(idOf(own), 3 + (own % 20)));
  };
  const startedAt = performance.now();
  try {
    await Promise.all(Array.from({ length: users }, user));
  } finally {
    client.close();
  }
  return (orders * 1_000) / (performance.now() - startedAt);
}
