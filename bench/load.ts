import { setTimeout as delay } from 'node:timers/promises';
import { createHttpClient, type HttpClient } from './http.ts';
import { useOf } from './process-tree.ts';
import { percentile } from './statistics.ts';

/** The processes whose CPU time is asked for, by what they are called in the table. */
export type Watched = Readonly<Record<string, { readonly pid: number; readonly apart?: readonly number[] }>>;

export interface Load {
  readonly base: string;
  readonly users: number;
  readonly orders: number;
  /** One order's way, in the order of its calls; what it returns are the times to be counted, ms. */
  readonly live: (client: HttpClient, orderNumber: number) => Promise<readonly number[]>;
  readonly watched: Watched;
}

export interface Turn {
  readonly users: number;
  readonly orders: number;
  readonly ordersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of an order by process, ms, until nothing is left to be done for it. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** The load generator's own, of an order, ms. */
  readonly loadCpuMs: number;
}

const QUIET_MS_MAX = 15_000;
const LOOK_MS = 250;
/** Of one core. */
const QUIET_SHARE = 0.08;

/** So many users side by side, each with one order at a time, until all orders have lived. */
export async function runLoad({ base, users, orders, live, watched }: Load): Promise<Turn> {
  const client = createHttpClient(base, users);
  const times: number[] = [];
  let next = 0;
  const user = async (): Promise<void> => {
    for (let own = next++; own < orders; own = next++) times.push(...(await live(client, own)));
  };
  const before = cpuOf(watched);
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  try {
    await Promise.all(Array.from({ length: users }, user));
    const seconds = (performance.now() - startedAt) / 1_000;
    const own = process.cpuUsage(ownBefore);
    await untilQuiet(watched);
    const after = cpuOf(watched);
    return {
      users,
      orders,
      ordersPerSecond: orders / seconds,
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      cpuMs: Object.fromEntries(Object.keys(watched).map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / orders])),
      loadCpuMs: (own.user + own.system) / 1_000 / orders,
    };
  } finally {
    client.close();
  }
}

/** Mails and timers of the last orders belong to them as well: it waits until the processes have nothing to do. */
export async function untilQuiet(watched: Watched, limitMs = QUIET_MS_MAX): Promise<void> {
  const until = performance.now() + limitMs;
  let before = total(watched);
  while (performance.now() < until) {
    await delay(LOOK_MS);
    const now = total(watched);
    if ((now - before) / LOOK_MS < QUIET_SHARE) return;
    before = now;
  }
}

export function cpuOf(watched: Watched): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(watched).map(([name, { pid, apart }]) => [name, useOf(pid, apart).cpuMs]));
}

function total(watched: Watched): number {
  return Object.values(cpuOf(watched)).reduce((sum, cpuMs) => sum + cpuMs, 0);
}
