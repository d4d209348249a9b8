import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchArguments } from './arguments.ts';
import type { Place } from './lifecycles.ts';
import { cpuOf, untilQuiet } from './load.ts';
import { useOf } from './process-tree.ts';
import { createOrders } from './visits.ts';

export interface Idle {
  readonly openOrders: number;
  readonly createdPerSecond: number;
  /** Share of one core by process, while nothing happens. */
  readonly cores: Readonly<Record<string, number>>;
  /** Resident memory by process, bytes. */
  readonly rssBytes: Readonly<Record<string, number>>;
}

const QUIET_MS_MAX = 60_000;

/** Orders that wait for their appointment with an armed timer, and nothing happens. */
export async function measureIdle(
  { program, watched: { program: watched }, say }: Place,
  { openOrders, idleMs, users }: BenchArguments,
): Promise<Idle> {
  const run = randomUUID().slice(0, 8);
  const createdPerSecond = await createOrders(program.base, users, openOrders, (number) => `open-${run}-${number}`);
  say(`  ${openOrders} orders created, ${createdPerSecond.toFixed(1)}/s; watching them for ${idleMs / 1_000} s`);
  await untilQuiet(watched, QUIET_MS_MAX);
  const before = cpuOf(watched);
  await delay(idleMs);
  const after = cpuOf(watched);
  const names = Object.keys(watched);
  return {
    openOrders,
    createdPerSecond,
    cores: Object.fromEntries(names.map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / idleMs])),
    rssBytes: Object.fromEntries(Object.entries(watched).map(([name, { pid, apart }]) => [name, useOf(pid, apart).rssBytes])),
  };
}
