import { parseArgs } from 'node:util';

/** What is measured; `--only` takes a list of them. */
export const PARTS = ['lifecycles', 'visits', 'idle', 'queue', 'start'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchArguments {
  /** `embedded` (PGlite), `postgres` (a throwaway server, made and removed) or the URL of an empty database. */
  readonly database: string;
  /** The file that the figures are written to. */
  readonly out: string;
  readonly seed: number;
  /** Floor and program take turns this many times; medians of the rounds are given. */
  readonly rounds: number;
  /** Orders of one turn with one user, and of one turn with many. */
  readonly orders: { readonly alone: number; readonly together: number };
  readonly users: number;
  /** Open orders while nothing happens, and how long that is watched, ms. */
  readonly openOrders: number;
  readonly idleMs: number;
  readonly queueOrders: number;
  readonly pages: number;
  readonly starts: number;
  readonly only: ReadonlySet<Part>;
  /** Where V8's CPU profiles are written to; null: none, as they cost time themselves. */
  readonly profiles: string | null;
}

export class WrongArguments extends Error {
  override readonly name = 'WrongArguments';
}

const FULL = { rounds: 5, alone: 16, together: 96, openOrders: 2_000, idleMs: 30_000, queueOrders: 10_000, pages: 100, starts: 3 };
const QUICK = { rounds: 2, alone: 6, together: 48, openOrders: 200, idleMs: 8_000, queueOrders: 10_000, pages: 40, starts: 1 };

export const USAGE = `npm run bench -- [--quick] [--database embedded|postgres|URL] [--out FILE] [--seed N] [--users N]
  [--rounds N] [--alone N] [--together N] [--open N] [--idle-ms N] [--queue N] [--pages N] [--starts N]
  [--only ${PARTS.join(',')}] [--profiles FOLDER]`;

const OPTIONS = {
  quick: { type: 'boolean' },
  database: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string' },
  users: { type: 'string' },
  rounds: { type: 'string' },
  alone: { type: 'string' },
  together: { type: 'string' },
  open: { type: 'string' },
  'idle-ms': { type: 'string' },
  queue: { type: 'string' },
  pages: { type: 'string' },
  starts: { type: 'string' },
  only: { type: 'string' },
  profiles: { type: 'string' },
} as const;

/** @throws WrongArguments, with a sentence */
export function readArguments(args: readonly string[]): BenchArguments {
  const given = parsed(args);
  const preset = given.quick ? QUICK : FULL;
  const { database = 'embedded', out = '.cache/bench.json' } = given;
  if (!/^(embedded|postgres|postgres(ql)?:\/\/.+)$/.test(database))
    throw new WrongArguments('--database: expected embedded, postgres or a URL that begins with postgres://.');
  return {
    database,
    out,
    seed: whole('seed', given.seed, 1, 2 ** 31),
    rounds: whole('rounds', given.rounds, preset.rounds, 100),
    orders: {
      alone: whole('alone', given.alone, preset.alone, 10_000),
      together: whole('together', given.together, preset.together, 100_000),
    },
    users: whole('users', given.users, 16, 1_000),
    openOrders: whole('open', given.open, preset.openOrders, 100_000),
    idleMs: whole('idle-ms', given['idle-ms'], preset.idleMs, 3_600_000),
    queueOrders: whole('queue', given.queue, preset.queueOrders, 1_000_000),
    pages: whole('pages', given.pages, preset.pages, 10_000),
    starts: whole('starts', given.starts, preset.starts, 100),
    only: partsOf(given.only),
    profiles: given.profiles ?? null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new WrongArguments(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, given: string | undefined, preset: number, max: number): number {
  if (given === undefined) return preset;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < 1 || value > max) throw new WrongArguments(`--${name}: expected a whole number from 1 to ${max}.`);
  return value;
}

function partsOf(given: string | undefined): ReadonlySet<Part> {
  if (given === undefined) return new Set(PARTS);
  const names = given.split(',');
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new WrongArguments(`--only: ${unknown} is none of ${PARTS.join(', ')}.`);
  return new Set(PARTS.filter((part) => names.includes(part)));
}
