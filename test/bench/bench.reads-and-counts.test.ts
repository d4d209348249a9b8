// Goal: the bench's own pieces are right: what it is asked, what it counts, what it shows. It times nothing here.
// Method: the pure parts with small numbers; this very process for the processes' figures.
import { describe, expect, it } from '@jest/globals';
import { readArguments } from '../../bench/arguments.ts';
import type { Turn } from '../../bench/load.ts';
import { childrenOf, useOf } from '../../bench/process-tree.ts';
import { type Figures, report, targetsOf } from '../../bench/report.ts';
import { median, medianRatio, percentile, randomFrom } from '../../bench/statistics.ts';
import { table } from '../../bench/table.ts';

describe('arguments', () => {
  it('are all set by default, shorter with --quick, and each may be given', () => {
    expect(readArguments([])).toMatchObject({ database: 'embedded', openOrders: 2_000, queueOrders: 10_000, users: 16 });
    expect(readArguments(['--quick']).openOrders).toBeLessThan(readArguments([]).openOrders);
    const given = ['--quick', '--database', 'postgres', '--rounds', '7', '--only', 'queue,start', '--out', 'x.json'];
    expect(readArguments(given)).toMatchObject({ database: 'postgres', rounds: 7, only: new Set(['queue', 'start']), out: 'x.json' });
  });

  it.each([['--rounds', '0'], ['--users', 'two'], ['--only', 'everything'], ['--database', 'mysql://x'], ['--fast']])(
    'that mean nothing are refused with a sentence: %s',
    (...args) => {
      expect(() => readArguments(args)).toThrow(expect.objectContaining({ name: 'WrongArguments' }));
    },
  );
});

describe('statistics', () => {
  it('take percentiles by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_one, index) => 100 - index);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1), percentile([3], 0.99)]).toEqual([50, 99, 100, 3]);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('compare pair by pair before they take the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
    // The second pair met a slow machine: its ratio is as good as the others'.
    expect(
      medianRatio([
        [8, 10],
        [0.9, 1],
        [7, 10],
      ]),
    ).toBeCloseTo(0.8);
  });

  it('draw the same numbers for the same seed, and others for another', () => {
    const drawn = (seed: number): readonly number[] => Array.from({ length: 5 }, randomFrom(seed));
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    expect(drawn(7).every((one) => one >= 0 && one < 1)).toBe(true);
  });
});

const turn = (ordersPerSecond: number, cpuMs: number): Turn => ({
  users: 16,
  orders: 10,
  ordersPerSecond,
  p50Ms: 20,
  p99Ms: 40,
  cpuMs: { server: cpuMs },
  loadCpuMs: 1,
});

describe('the report', () => {
  const figures: Figures = {
    lifecycles: [
      {
        users: 16,
        callsPerOrder: 9,
        pairs: [{ floor: turn(10, 100), program: turn(8, 150) }],
        ratios: { ordersPerSecond: 0.8, cpu: 1.5, p50: 1, p99: 1 },
      },
    ],
    visits: null,
    idle: null,
    queue: null,
    startsMs: [9_000, 7_000, 7_500],
  };

  it('tells reached from missed, of what was measured', () => {
    expect(targetsOf(figures).map(({ measured, isReached }) => [measured, isReached])).toEqual([
      [0.8, true],
      [1.5, false],
      [7_500, true],
    ]);
  });

  it('shows floor, program and ratio, and each target', () => {
    expect(report(figures)).toMatch(/floor +10[\s\S]*program +8[\s\S]*ratio +0\.80[\s\S]*missed/);
  });

  it('puts numbers at the right of their column', () => {
    expect(
      table(
        ['what', 'ms'],
        [
          ['one', 5],
          ['three', 12.25],
        ],
      ),
    ).toBe('what     ms\n-----  ----\none       5\nthree  12.3');
  });
});

(process.platform === 'linux' ? describe : describe.skip)('the processes', () => {
  it('are counted with all below them, but not those that are counted apart', () => {
    const own = useOf(process.pid);
    expect(own.cpuMs).toBeGreaterThan(0);
    expect(own.rssBytes).toBeGreaterThan(10 * 2 ** 20);
    const parent = useOf(process.ppid);
    expect(parent.cpuMs).toBeGreaterThanOrEqual(own.cpuMs);
    expect(useOf(process.ppid, [process.pid]).cpuMs).toBeLessThan(useOf(process.ppid).cpuMs);
    expect(childrenOf(process.ppid)).toContain(process.pid);
  });
});
