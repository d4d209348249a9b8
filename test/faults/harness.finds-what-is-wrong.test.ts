// Goal: orders survive the killing of their processes, and the check that says so sees each thing that could be wrong.
// Method: a small run of `npm run test:faults` (two APIs, two workers, real servers); then its own evidence, doctored in one place each.
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { check } from '../../faults/check.ts';
import type { Part } from '../../faults/faults.ts';
import { type Outcome, run } from '../../faults/run.ts';
import { openStage } from '../../faults/stage.ts';
import { isDeep } from '../domain/support/properties.ts';
import { describePostgres } from '../support/database.ts';
import { MUTANTS } from './support/mutants.ts';

// Of this, a letter may take more than a minute whose worker was killed while it was on its way.
jest.setTimeout(300_000);
const DRAIN_MS = 150_000;

const play = (part: Part, orders: number, faults: number): Promise<Outcome> =>
  run({ part, seed: 7, orders, faults, users: 6, drainMs: DRAIN_MS, say: () => undefined });

describePostgres('orders under faults', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await play('kills', 20, 6);
  }, 300_000);

  it('lose nothing and do nothing twice while APIs and workers are killed', () => {
    expect(outcome.violations).toEqual([]);
    const { api = 0, worker = 0 } = outcome.done.counts;
    expect(api + worker).toBeGreaterThanOrEqual(4);
    expect(Math.min(api, worker)).toBeGreaterThan(0);
    expect(outcome.evidence.lived).toHaveLength(20);
    // The faults were felt: otherwise nothing is proven.
    expect(outcome.counted.recoveriesMs.length).toBeGreaterThan(0);
    expect(outcome.ownEnds).toEqual([]);
  });

  describe('and the check finds', () => {
    it.each(MUTANTS)('%s', (_what, rule, doctor) => {
      const found = check(doctor(outcome.evidence)).map((violation) => violation.rule);
      expect(found).toContain(rule);
    });
  });

  // Minutes long: `npm run test:deep`, and `npm run test:faults` at full size.
  if (!isDeep) return;
  it.each([
    ['PostgreSQL and Temporal are killed and started again', 'restarts', 40, 6],
    ['processes are stopped orderly, which nobody notices', 'stops', 40, 6],
  ] as const)('lose nothing and do nothing twice while %s', async (_what, part, orders, faults) => {
    const { violations, done } = await play(part, orders, faults);
    expect(violations).toEqual([]);
    expect(Object.values(done.counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(faults - 2);
  });

  it('stops API and worker within 30 s also where Temporal is away', async () => {
    const stage = await openStage({ random: () => 0.5, hangUpShare: 0, delayMsMax: 0 });
    try {
      const { deployment } = stage;
      const serving = [await deployment.serve('worker'), await deployment.serve('api')];
      process.kill(deployment.temporal.pid, 'SIGKILL');
      await deployment.temporal.ended;
      const startedAt = performance.now();
      for (const { child } of serving) child.kill('SIGTERM');
      expect(await Promise.all(serving.map(({ ended }) => ended))).toEqual([0, 0]);
      expect(performance.now() - startedAt).toBeLessThan(30_000);
    } finally {
      await stage.close();
    }
  });
});
