import type { Idle } from './idle.ts';
import { cpu, type Lifecycles, medianOf } from './lifecycles.ts';
import type { Turn } from './load.ts';
import type { Queue } from './queue.ts';
import { median } from './statistics.ts';
import { type Row, shown, table } from './table.ts';
import type { Visits } from './visits.ts';

/** All that was measured; a part that was left out is null. */
export interface Figures {
  readonly lifecycles: readonly Lifecycles[] | null;
  readonly visits: readonly Visits[] | null;
  readonly idle: Idle | null;
  readonly queue: Queue | null;
  /** From start to ready with data that is there already, ms. */
  readonly startsMs: readonly number[] | null;
}

export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly isReached: boolean;
}

/** What the issue asks for; of parts that were measured. */
export function targetsOf({ lifecycles, visits, idle, queue, startsMs }: Figures): readonly Target[] {
  const found: Target[] = [];
  const atLeast = (what: string, measured: number, limit: number): void =>
    void found.push({ what, measured, atLeast: limit, isReached: measured >= limit });
  const atMost = (what: string, measured: number, limit: number): void =>
    void found.push({ what, measured, atMost: limit, isReached: measured <= limit });
  const together = lifecycles?.filter(({ users }) => users > 1).at(-1);
  const alone = lifecycles?.find(({ users }) => users === 1);
  if (together) {
    atLeast(`orders/s of the floor's, ${together.users} users`, together.ratios.ordersPerSecond, 0.7);
    atMost(`CPU of an order by the floor's, ${together.users} users`, together.ratios.cpu, 1.45);
  }
  if (alone) atMost("one user's command p50 by the floor's", alone.ratios.p50, 1.6);
  for (const { users, ratios } of visits ?? []) {
    atLeast(`visits/s as a batch by one by one, ${users} user${users === 1 ? '' : 's'}`, ratios.perSecond, 2);
  }
  if (idle) atMost(`idle, of a core, ${idle.openOrders} open orders`, sum(idle.cores), 0.05);
  for (const [name, { p50Ms }] of Object.entries(queue?.pages ?? {})) atMost(`queue page p50, ms (${name})`, p50Ms, 50);
  if (startsMs) atMost('warm start to ready, ms', median(startsMs), 8_000);
  return found;
}

/** The figures as text. */
export function report(figures: Figures): string {
  const { lifecycles, visits, idle, queue } = figures;
  const blocks: string[] = [];
  if (lifecycles) blocks.push(turnsTable(lifecycles));
  if (visits) blocks.push(visitsTable(visits));
  if (idle) blocks.push(idleTable(idle));
  if (queue) {
    const rows = Object.entries(queue.pages).map(([name, { p50Ms, p99Ms, bytes }]): Row => [name, p50Ms, p99Ms, bytes / 1024]);
    blocks.push(table([`queue of ${queue.orders}`, 'p50 ms', 'p99 ms', 'KiB'], rows));
  }
  blocks.push(targetsTable(targetsOf(figures)));
  return blocks.join('\n\n');
}

/** Medians over the rounds. */
function turnsTable(lifecycles: readonly Lifecycles[]): string {
  const names = [...new Set(lifecycles.flatMap(({ pairs }) => pairs.flatMap(({ program }) => Object.keys(program.cpuMs))))];
  const row = (users: number, name: string, turns: readonly Turn[]): Row => [
    users,
    name,
    medianOf(turns, (turn) => turn.ordersPerSecond),
    medianOf(turns, (turn) => turn.p50Ms),
    medianOf(turns, (turn) => turn.p99Ms),
    medianOf(turns, cpu),
    ...names.map((part) => medianOf(turns, ({ cpuMs }) => cpuMs[part] ?? 0)),
    medianOf(turns, (turn) => turn.loadCpuMs),
  ];
  const rows = lifecycles.flatMap(({ users, pairs, ratios }): Row[] => [
    row(
      users,
      'floor',
      pairs.map(({ floor }) => floor),
    ),
    row(
      users,
      'program',
      pairs.map(({ program }) => program),
    ),
    [users, 'ratio', ratios.ordersPerSecond, ratios.p50, ratios.p99, ratios.cpu, ...names.map(() => Number.NaN), Number.NaN],
  ]);
  return table(['users', 'whose', 'orders/s', 'call p50 ms', 'p99 ms', 'CPU ms/order', ...names, '(load)'], rows);
}

function visitsTable(visits: readonly Visits[]): string {
  const rows = visits.flatMap(({ users, commands, pairs, ratios }): Row[] => [
    visitRow(
      users,
      `${commands} commands`,
      pairs.map(({ oneByOne }) => oneByOne),
    ),
    visitRow(
      users,
      'one batch',
      pairs.map(({ batched }) => batched),
    ),
    [users, 'ratio', ratios.perSecond, Number.NaN, Number.NaN, ratios.cpu],
  ]);
  return table(['users', 'visit as', 'visits/s', 'request p50 ms', 'p99 ms', 'CPU ms/visit'], rows);
}

function visitRow(users: number, name: string, turns: readonly Turn[]): Row {
  return [
    users,
    name,
    medianOf(turns, (turn) => turn.ordersPerSecond),
    medianOf(turns, (turn) => turn.p50Ms),
    medianOf(turns, (turn) => turn.p99Ms),
    medianOf(turns, cpu),
  ];
}

function idleTable({ openOrders, cores, rssBytes }: Idle): string {
  const rows = Object.keys(cores).map((name): Row => [name, (cores[name] ?? 0) * 100, (rssBytes[name] ?? 0) / 2 ** 20]);
  return table([`${openOrders} open orders`, 'idle % of a core', 'memory MiB'], rows);
}

function targetsTable(targets: readonly Target[]): string {
  const rows = targets.map(
    ({ what, measured, atMost, atLeast, isReached }): Row => [
      what,
      shown(measured),
      atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`,
      isReached ? 'reached' : 'missed',
    ],
  );
  return table(['target', 'measured', 'goal', ''], rows);
}

function sum(of: Readonly<Record<string, number>>): number {
  return Object.values(of).reduce((total, one) => total + one, 0);
}
