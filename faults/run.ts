import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from '../bench/statistics.ts';
import { once } from '../test/support/postgres.ts';
import { startBalancer } from './balancer.ts';
import { check } from './check.ts';
import { createClient, type Json, type PatientClient } from './client.ts';
import { collect } from './collect.ts';
import type { Evidence, TimedOut, Violation } from './evidence.ts';
import { type Done, type Part, startFaults } from './faults.ts';
import { startLoad } from './load.ts';
import { type Posts, startPosts } from './processes.ts';
import { openStage, type Stage } from './stage.ts';

export interface RunOptions {
  readonly part: Part;
  readonly seed: number;
  readonly orders: number;
  readonly faults: number;
  readonly users: number;
  /** A folder that `npm run build` made: its processes start faster than those of the sources. */
  readonly built?: string;
  /** How long what was taken may take to be done once the faults are over, ms. */
  readonly drainMs: number;
  readonly say: (line: string) => void;
}

/** Everything that a run has to say. */
export interface Outcome {
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
  readonly done: Done;
  readonly counted: PatientClient['counted'];
  readonly ownEnds: readonly string[];
  readonly hangUps: number;
  readonly loadMs: number;
  readonly drainedMs: number;
}

const APIS = 2;
const WORKERS = 2;
/** Orders may be ahead of the faults by so many, and the other way round: neither is over before the other. */
const AHEAD = 2;
const PATIENCE_MS = 180_000;
/** What is stopped orderly meets slow mails, so that there are attempts to be cut; what is killed meets a mail server that hangs up. */
const MAILING = {
  kills: { hangUpShare: 0.02, delayMsMax: 0 },
  restarts: { hangUpShare: 0.02, delayMsMax: 0 },
  stops: { hangUpShare: 0, delayMsMax: 3_000 },
} as const;

/** Two APIs and two workers under load, the faults of one part, then the check of everything. */
export async function run(options: RunOptions): Promise<Outcome> {
  const { part, seed, say } = options;
  const stage = await openStage({ random: randomFrom(seed + 77), ...MAILING[part] });
  let posts: Posts | null = null;
  try {
    posts = await startPosts(stage.deployment, {
      apis: APIS,
      workers: WORKERS,
      ...(options.built === undefined ? {} : { built: options.built }),
    });
    say(`${part}: ${APIS} APIs and ${WORKERS} workers serve; seed ${seed}, ${options.orders} orders, ${options.faults} faults`);
    return await underLoad(options, stage, posts);
  } finally {
    posts?.retire();
    await stage.close();
  }
}

async function underLoad(options: RunOptions, stage: Stage, posts: Posts): Promise<Outcome> {
  const { part, seed, orders, faults: count, users, drainMs, say } = options;
  const startedAt = performance.now();
  const balancer = part === 'stops' ? await startBalancer(posts.apis) : null;
  const targets = balancer ? balancer.ready : () => posts.apis.map(({ url }) => url);
  const client = createClient({ targets, random: randomFrom(seed + 55), repeatShare: 0.1, patienceMs: PATIENCE_MS });
  let isLoadOver = false;
  const load = startLoad({
    ...{ client, seed, orders, users, signal: (orderId, given) => signal(stage, orderId, given) },
    turn: async (index) => {
      while (faults.count() + AHEAD < (index / orders) * count) await delay(50);
    },
  });
  const faults = startFaults(part, {
    ...{ stage, posts, seed, count, underWay: () => ({ requests: client.underWay(), mails: stage.mail.underWay() }) },
    turn: async (index) => {
      while (!isLoadOver && load.begun() < (index / count) * orders) await delay(20);
      return !isLoadOver;
    },
  });
  const telling = setInterval(
    () => say(`  ${load.lived.length} orders lived, ${faults.count()} faults, ${client.counted.answered} answers`),
    15_000,
  );
  try {
    await load.over;
    isLoadOver = true;
    await faults.over;
  } finally {
    clearInterval(telling);
  }
  const loadMs = performance.now() - startedAt;
  say(`  the load is over after ${Math.round(loadMs / 1_000)} s; what is under way has ${drainMs / 1_000} s`);
  const { evidence, found, drainedMs } = await drained(options, stage, () => ({ journal: client.journal, lived: load.lived }));
  await balancer?.stop();
  const broken = load.broken.map(({ orderId: of, why }) => ({ rule: 'order.end' as const, of, why }));
  const differing = client.counted.differing.map((why) => ({ rule: 'answer.differs' as const, of: 'a repeated key', why }));
  return {
    evidence,
    violations: [...broken, ...differing, ...found, ...cutBy(part, faults.done, client, evidence)],
    ...{ done: faults.done, counted: client.counted, hangUps: stage.mail.hangUps(), loadMs, drainedMs },
    ownEnds: [...posts.apis, ...posts.workers].flatMap((post) => post.ownEnds),
  };
}

type Told = Pick<Evidence, 'journal' | 'lived'>;

/** Reads and checks until nothing is wrong any more, or the time for it is over. */
async function drained(
  { drainMs }: RunOptions,
  stage: Stage,
  told: () => Told,
): Promise<{ evidence: Evidence; found: readonly Violation[]; drainedMs: number }> {
  const startedAt = performance.now();
  const { databaseUrl, store, temporal, mail } = stage;
  const left = (): number => drainMs - (performance.now() - startedAt);
  while (left() > 0 && !(await isQuiet(stage))) await delay(500);
  for (;;) {
    const drainedMs = performance.now() - startedAt;
    const evidence = await collect({ databaseUrl, store, temporal, mails: mail.mails, ...told() });
    const found = check(evidence);
    if (found.length === 0 || left() <= 0) return { evidence, found, drainedMs };
    await delay(2_000);
  }
}

async function isQuiet({ databaseUrl, temporal }: Stage): Promise<boolean> {
  const [row] = await once(
    databaseUrl,
    `select (select count(*) from inbox where outcome is null)::int as undecided,
      (select count(*) from messages where direction = 'OUTBOUND' and status <> 'SENT')::int as unsent,
      ((select count(*) from orders where not ended) + (select count(*) from claims where not ended))::int as open`,
  );
  if (row?.['undecided'] !== 0 || row['unsent'] !== 0) return false;
  const { count } = await temporal.workflow.count('ExecutionStatus = "Running"');
  return count === row['open'];
}

/** Where processes are stopped orderly, nobody who looks at `/readyz` notices, and no attempt is cut. */
function cutBy(part: Part, { stops }: Done, { counted }: PatientClient, { workflows }: Evidence): readonly Violation[] {
  if (part !== 'stops') return [];
  const broken = Object.entries(counted.failed).filter(([what]) => !/^\d+$/.test(what));
  const facts = [...workflows.values()];
  const cut = [
    ...facts.flatMap(({ retried }) => retried).filter((what) => !RETRY_BY_ITSELF.test(what)),
    ...facts.flatMap(({ timedOutTasks }) => timedOutTasks).flatMap(cutTask),
  ];
  return [
    ...broken.map(([what, times]) => ({ rule: 'stop.cut' as const, of: 'a connection', why: `${what}, ${times} times` })),
    ...cut.map((why) => ({ rule: 'stop.cut' as const, of: 'an attempt', why })),
    ...stops
      .filter(({ exitCode, exitMs }) => exitCode !== 0 || exitMs > STOP_MS_MAX)
      .map(({ kind, exitCode, exitMs }) => {
        return { rule: 'stop.cut' as const, of: kind, why: `exit ${exitCode} after ${Math.round(exitMs)} ms` };
      }),
  ];
}

/** A workflow task that a worker was given and never ended: its order stood still until the server gave it to another. */
function cutTask({ how, startedAt, worker }: TimedOut): readonly string[] {
  if (how !== 'START_TO_CLOSE') return [];
  return [`a workflow task of ${worker}, begun at ${startedAt === null ? 'unknown' : new Date(startedAt).toISOString()}`];
}

const STOP_MS_MAX = 30_000;
/** Attempts that ended by their own decision to be tried again. */
const RETRY_BY_ITSELF = /^(undecided_command|NOT_RUNNING|NOT_ALONE|LEASED|GAP)$/;

async function signal({ temporal }: Stage, orderId: string, given: Json): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await temporal.connection.withDeadline(Date.now() + 5_000, () =>
        temporal.workflow.getHandle(`order/${orderId}`).signal('supportDecision', given),
      );
    } catch (error) {
      if (performance.now() > until) throw error;
      await delay(200);
    }
  }
}
