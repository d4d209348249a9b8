// `npm run test:faults`: the program's processes, PostgreSQL and Temporal are killed, restarted and stopped under load, and everything is checked.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { PARTS, type Part } from './faults.ts';
import { linesOf, type Report, reportOf } from './report.ts';
import { run } from './run.ts';

const USAGE = `npm run test:faults -- [--only ${PARTS.join(',')}] [--seed N] [--orders N] [--faults N] [--users N] [--out FILE]`;

/** Orders and faults of a full run. */
const FULL: Readonly<Record<Part, { readonly orders: number; readonly faults: number }>> = {
  kills: { orders: 1_000, faults: 210 },
  restarts: { orders: 150, faults: 10 },
  // One more than wanted: the load may be over before the last fault.
  stops: { orders: 300, faults: 21 },
};
const DRAIN_MS = 180_000;

function whole(name: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new Error(`--${name}: expected a whole number from 1.\n${USAGE}`);
  return Number(given);
}

/** @param out relative to the project, as the deployment looks for it */
function build(out: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--out', out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`not built: ${stdout}${stderr}`);
}

async function main(): Promise<void> {
  const option = { type: 'string' } as const;
  const options = { only: option, seed: option, orders: option, faults: option, users: option, out: option };
  const { values } = parseArgs({ options, strict: true });
  const parts = values.only === undefined ? PARTS : PARTS.filter((part) => values.only?.split(',').includes(part));
  if (parts.length === 0) throw new Error(`--only: expected some of ${PARTS.join(', ')}.\n${USAGE}`);
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim() || 'unknown';
  const seed = whole('seed', values.seed) ?? 1;
  const out = values.out ?? '.cache/faults.json';
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const reports: Report[] = [];
  const built = join('.cache', `faults-${process.pid}`);
  try {
    build(built);
    for (const part of parts) {
      const orders = whole('orders', values.orders) ?? FULL[part].orders;
      const faults = whole('faults', values.faults) ?? FULL[part].faults;
      const given = { part, seed, orders, faults, users: whole('users', values.users) ?? 8, drainMs: DRAIN_MS, built, say };
      const report = reportOf(given, commit, await run(given));
      reports.push(report);
      process.stdout.write(`${linesOf(report).join('\n')}\n`);
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, `${JSON.stringify(reports, null, 2)}\n`);
    }
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
  if (reports.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
