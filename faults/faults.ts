import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from '../bench/statistics.ts';
import type { Post, Posts, Stopped } from './processes.ts';
import type { Stage } from './stage.ts';

export const PARTS = ['kills', 'restarts', 'stops'] as const;
/** kills: SIGKILL of processes; restarts: of PostgreSQL and Temporal; stops: SIGTERM to processes. */
export type Part = (typeof PARTS)[number];

/** What there was to be cut when a process was told to stop. */
export interface UnderWay {
  readonly requests: number;
  readonly mails: number;
}

/** What was done to the program so far. */
export interface Done {
  /** By what it was done to. */
  readonly counts: Record<string, number>;
  /** How long each was away, ms, by the same names. */
  readonly awayMs: Record<string, number[]>;
  readonly stops: (Stopped & UnderWay & { readonly kind: Post['kind'] })[];
}

export interface Faulting {
  readonly stage: Stage;
  readonly posts: Posts;
  readonly seed: number;
  readonly underWay: () => UnderWay;
  /** In all. */
  readonly count: number;
  /** Resolves when the load has come as far as fault number `index` of all; false: the load is over. */
  readonly turn: (index: number) => Promise<boolean>;
}

/** Between the return of what was away and the next fault, at most, ms; the moment in it is drawn. */
const PAUSE_MS_MAX = { kills: 1_500, restarts: 6_000, stops: 2_000 } as const;

export interface Faults {
  readonly done: Done;
  readonly count: () => number;
  readonly over: Promise<void>;
}

/** Draws moments and victims from the seed; which request each fault meets is up to the machine. */
export function startFaults(part: Part, faulting: Faulting): Faults {
  const done: Done = { counts: {}, awayMs: {}, stops: [] };
  let drawn = 0;
  let over = 0;
  const { seed, count, turn } = faulting;
  const lane = async (number: number, next: (index: number, random: () => number) => Promise<void>): Promise<void> => {
    const random = randomFrom(seed + number);
    for (;;) {
      const index = drawn;
      if (index >= count) return;
      drawn += 1;
      await delay(random() * PAUSE_MS_MAX[part]);
      if (!(await turn(index))) return;
      await next(index, random);
      over += 1;
    }
  };
  return {
    done,
    count: () => over,
    over: Promise.all(lanesOf(part, faulting, done).map((next, number) => lane(number + 1, next))).then(() => undefined),
  };
}

type Next = (index: number, random: () => number) => Promise<void>;

function lanesOf(part: Part, { stage, posts, underWay }: Faulting, done: Done): readonly Next[] {
  const away = (name: string, ms: number): void => {
    done.counts[name] = (done.counts[name] ?? 0) + 1;
    done.awayMs[name] = [...(done.awayMs[name] ?? []), ms];
  };
  switch (part) {
    case 'kills':
      // One lane for each kind: one API and one worker may be away at the same time, never both of a kind.
      return [posts.apis, posts.workers].map(
        (kind): Next =>
          async (_index, random) => {
            const victim = kind[Math.floor(random() * kind.length)];
            if (victim) away(victim.kind, await victim.kill());
          },
      );
    case 'restarts':
      return [
        async (index) => {
          const [name, restart] = restartOf(stage, index);
          const startedAt = performance.now();
          await restart();
          away(name, performance.now() - startedAt);
        },
      ];
    case 'stops': {
      const all = posts.apis.flatMap((api, index) => [api, ...posts.workers.slice(index, index + 1)]);
      return [
        async (index) => {
          const victim = all[index % all.length];
          if (!victim) return;
          const startedAt = performance.now();
          const found = underWay();
          done.stops.push({ kind: victim.kind, ...found, ...(await victim.stop()) });
          away(victim.kind, performance.now() - startedAt);
        },
      ];
    }
  }
}

function restartOf(stage: Stage, index: number): readonly [string, () => Promise<void>] {
  if (index % 2 === 1) return ['temporal', () => stage.restartTemporal()];
  const { postgres } = stage;
  return index % 4 === 0 ? ['postgres', () => postgres.restart('KILL')] : ['postgres', () => postgres.restart('QUIT')];
}
