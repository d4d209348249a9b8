// `npm run bench`: what the program costs, beside the floor in the same run. Prints a table, writes JSON; a missed target is no error.
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { startPostgres, type TestPostgres } from '../test/support/postgres.ts';
import { type BenchArguments, readArguments, USAGE, WrongArguments } from './arguments.ts';
import { createHttpClient } from './http.ts';
import { measureIdle } from './idle.ts';
import { type Lifecycles, measureLifecycles, type Place } from './lifecycles.ts';
import { type Program, startFloor, startProgram, stopAll } from './programs.ts';
import { fillStore, measureQueue } from './queue.ts';
import { type Figures, report, targetsOf } from './report.ts';
import { randomFrom } from './statistics.ts';
import { REGISTERED, SYSTEM } from './visit.ts';
import { createOrders, measureVisits, type Visits } from './visits.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Orders that the queue's rows are copied from. */
const TEMPLATES = 20;

interface Stage {
  readonly args: BenchArguments;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly postgres: TestPostgres | null;
}

async function bench(args: BenchArguments): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
  const postgres = args.database === 'postgres' ? await startPostgres({ isDurable: true }) : null;
  if (args.database === 'postgres' && !postgres) throw new WrongArguments('PostgreSQL (initdb, postgres) is not installed here.');
  try {
    const databaseUrl = postgres ? await postgres.database() : args.database === 'embedded' ? null : args.database;
    const stage: Stage = { args, dataDir: join(folder, 'data'), databaseUrl, postgres };
    mkdirSync(stage.dataDir);
    const underLoad = await measureUnderLoad(stage);
    const later = await measureAfterRestart(stage);
    return { ...underLoad, ...later };
  } finally {
    await stopAll();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** On one run of the program: lifecycles, visits, open orders; at the end it is stopped. */
async function measureUnderLoad(stage: Stage): Promise<Pick<Figures, 'lifecycles' | 'visits' | 'idle'>> {
  const { args } = stage;
  const { only, orders } = args;
  say(`Starting the program (${args.database.replace(/:\/\/.*/, '')}) and the floor …`);
  const program = await start(stage);
  const floor = await startFloor(program.temporal.address, 'bench-floor', args.profiles);
  const place = placeOf(stage, program, floor);
  const users = [...new Set([1, args.users])];
  const countOf = (side: number): number => (side === 1 ? orders.alone : orders.together);
  const lifecycles: Lifecycles[] = [];
  const visits: Visits[] = [];
  if (only.has('lifecycles')) say('Lifecycles, floor and program by turns:');
  for (const side of only.has('lifecycles') ? users : []) lifecycles.push(await measureLifecycles(place, side, countOf(side), args));
  if (only.has('visits')) say('Visits, one by one and as a batch:');
  for (const side of only.has('visits') ? users : []) visits.push(await measureVisits(place, side, countOf(side), args));
  await floor.stop();
  if (only.has('idle')) say('Open orders:');
  const idle = only.has('idle') ? await measureIdle(place, args) : null;
  if (only.has('queue')) await createOrders(program.base, args.users, TEMPLATES, (number) => `template-${number}`);
  await program.stop();
  return { lifecycles: only.has('lifecycles') ? lifecycles : null, visits: only.has('visits') ? visits : null, idle };
}

/** What is measured with data that is there already: the start, and the queue. */
async function measureAfterRestart({ args, ...stage }: Stage): Promise<Pick<Figures, 'queue' | 'startsMs'>> {
  const { only, queueOrders, pages, starts } = args;
  if (!only.has('queue') && !only.has('start')) return { queue: null, startsMs: null };
  if (only.has('queue')) {
    say(`Filling the store with ${queueOrders} orders …`);
    await fillStore({ url: stage.databaseUrl, dataDir: join(stage.dataDir, 'db') }, queueOrders, 'template-');
  }
  const times: number[] = [];
  let queue: Figures['queue'] = null;
  for (let round = 1; round <= (only.has('start') ? starts : 1); round += 1) {
    const program = await startProgram({ ...stage, profiles: null });
    times.push(program.readyMs);
    say(`  ready after ${(program.readyMs / 1_000).toFixed(2)} s`);
    if (round === 1 && only.has('queue')) queue = await measureQueue(program.base, queueOrders, pages);
    await program.stop();
  }
  return { queue, startsMs: only.has('start') ? times : null };
}

async function start({ args, dataDir, databaseUrl }: Stage): Promise<Program> {
  const program = await startProgram({ dataDir, databaseUrl, profiles: args.profiles });
  const client = createHttpClient(program.base, 1);
  await client.send('PUT', '/v1/providers/bench-1', SYSTEM, REGISTERED);
  client.close();
  return program;
}

function placeOf(
  { args, postgres }: Stage,
  program: Program,
  floor: { readonly base: string; readonly pid: number; stop(): Promise<void> },
): Place {
  const server = { pid: program.temporal.pid };
  return {
    program,
    floor,
    watched: {
      program: {
        'Temporal server': server,
        // The server runs below the program.
        'app + worker': { pid: program.pid, apart: [program.temporal.pid] },
        ...(postgres ? { PostgreSQL: { pid: postgres.pid } } : {}),
      },
      floor: { 'Temporal server': server, 'app + worker': { pid: floor.pid } },
    },
    random: randomFrom(args.seed),
    say,
  };
}

/** Where it ran, for whoever compares. */
function machine() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
  };
}

function plain({ only, ...args }: BenchArguments) {
  return { ...args, database: args.database.replace(/:\/\/.*/, ''), only: [...only] };
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  }
  const at = new Date().toISOString();
  const startedAt = performance.now();
  const figures = await bench(args);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const out = resolve(args.out);
  mkdirSync(dirname(out), { recursive: true });
  const written = { at, seconds, machine: machine(), arguments: plain(args), ...figures, targets: targetsOf(figures) };
  writeFileSync(out, `${JSON.stringify(written, null, 2)}\n`);
  process.stdout.write(`\n${report(figures)}\n\n`);
  say(`${seconds} s; written to ${args.out}.`);
}

main().then(
  () => process.exit(0),
  async (error: unknown) => {
    const isUsage = error instanceof WrongArguments;
    say(isUsage ? `${error.message}\n\n${USAGE}` : error instanceof Error ? (error.stack ?? error.message) : String(error));
    await stopAll();
    process.exit(isUsage ? 2 : 1);
  },
);
