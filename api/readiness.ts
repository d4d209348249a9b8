import type { OrderGateway } from '../commands/ports.ts';
import { TasksFail } from '../commands/temporal/gateway-probe.ts';
import { NoWorker } from '../commands/temporal/no-worker.ts';
import type { Store } from '../store/contract/store.ts';
import { spaced } from '../telemetry/spaced.ts';
import { within } from '../telemetry/text.ts';

/** What probes look at. */
export interface Watched {
  readonly store: Pick<Store, 'check' | 'vitals'>;
  readonly gateway: Pick<OrderGateway, 'check'>;
  /** False while the process starts or stops; absent: always ready. */
  readonly isReady?: () => boolean;
}

/** The parts without which orders cannot be served. */
export const PARTS = ['process', 'store', 'temporal'] as const;
type Part = (typeof PARTS)[number];

/** What is wrong with a part. */
export interface Finding {
  readonly part: Part;
  /** What was looked at. */
  readonly check: string;
  /** One sentence for whoever runs the program; open to all, so without addresses, statements or values. */
  readonly detail: string;
}

export interface Readiness {
  /** @returns what is wrong at this moment, as was last looked; none: orders can be served */
  now(): Promise<readonly Finding[]>;
}

/** Told when a part is found well that was not. */
export type OnReturn = (part: 'store' | 'temporal') => void;

export interface WatchedReadiness extends Readiness {
  /** Resolves when nothing is asked any more: a call to Temporal on a connection that is closed under it would end the process. */
  stop(): Promise<void>;
}

const CHECK_MS_MAX = 3_000;
const LOOK_EVERY_MS = 2_000;
/** A part that is away is looked at more often: it counts again as soon as it is back. */
const LOOK_AGAIN_MS = 1_000;
/** All tables are tried this often where nobody writes, and this often where real writes succeed, which say the most. */
const TOUR_EVERY_MS = { IDLE: 4_000, BUSY: 10_000 } as const;
/** Who looks only when asked does so this often at most, however many ask. */
const ASKED_EVERY_MS = 100;

/** Looks when it is asked. */
export function askReadiness(watched: Watched): Readiness {
  const checks = checksOf(watched, 0);
  return {
    now: spaced(ASKED_EVERY_MS, async () => {
      const [store, temporal] = await Promise.all([bounded('store', checks.store), bounded('temporal', checks.temporal)]);
      return findings(watched, store, temporal);
    }),
  };
}

/** Looks by itself, so that probes are answered from memory. */
export function watchReadiness(watched: Watched, onReturn: OnReturn = () => undefined): WatchedReadiness {
  const checks = checksOf(watched, LOOK_EVERY_MS);
  const store = look('store', checks.store, onReturn);
  const temporal = look('temporal', checks.temporal, onReturn);
  return {
    now: async () => findings(watched, await store.now(), await temporal.now()),
    stop: async () => void (await Promise.all([store.stop(), temporal.stop()])),
  };
}

type Found = Pick<Finding, 'check' | 'detail'> | null;

/** What the store's own use met goes before what was looked at: it is later. */
function findings({ store, isReady }: Watched, ofStore: Found, ofTemporal: Found): readonly Finding[] {
  const found: Readonly<Record<Part, Found>> = {
    process: isReady?.() === false ? STOPPING : null,
    store: ofStore ?? store.vitals.trouble(),
    temporal: ofTemporal,
  };
  return PARTS.flatMap((part) => (found[part] === null ? [] : [{ part, ...found[part] }]));
}

/** @param writtenMs a real write that is no older makes one of ours needless */
function checksOf({ store, gateway }: Watched, writtenMs: number) {
  let touredAt = Number.NEGATIVE_INFINITY;
  return {
    store: async (): Promise<Found> => {
      const now = performance.now();
      const isWritten = (store.vitals.wroteAt() ?? Number.NEGATIVE_INFINITY) > now - writtenMs;
      const isWell = store.vitals.trouble() === null;
      if (isWell && isWritten && touredAt > now - TOUR_EVERY_MS.BUSY) return null;
      const isQuick = isWell && writtenMs > 0 && touredAt > now - TOUR_EVERY_MS.IDLE;
      const trouble = await store.check({ isQuick });
      if (trouble !== null) touredAt = Number.NEGATIVE_INFINITY;
      else if (!isQuick) touredAt = now;
      return trouble;
    },
    temporal: (): Promise<Found> => gateway.check().then(() => null, temporalFinding),
  };
}

const STOPPING = { check: 'stopping', detail: 'The process is being stopped.' };

function temporalFinding(error: unknown): Found {
  if (error instanceof NoWorker) return { check: 'workers', detail: 'No worker takes work from Temporal: commands wait.' };
  if (error instanceof TasksFail)
    return { check: 'tasks', detail: 'Workers take work from Temporal, and none of it succeeds: commands wait.' };
  return { check: 'answer', detail: 'Temporal does not answer: commands wait.' };
}

/** A part that says nothing in time fails too. */
function bounded(part: 'store' | 'temporal', check: () => Promise<Found>): Promise<Found> {
  const who = part === 'store' ? 'The database' : 'Temporal';
  return within(CHECK_MS_MAX, check, { check: 'answer', detail: `${who} says nothing within ${CHECK_MS_MAX / 1_000} s.` });
}

function look(part: 'store' | 'temporal', check: () => Promise<Found>, onReturn: OnReturn) {
  let underWay: Promise<unknown> = Promise.resolve();
  let found: Found = null;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const once = async (): Promise<void> => {
    const result = await bounded(part, () => {
      const asked = check();
      underWay = asked.catch(() => undefined);
      return asked;
    });
    if (isStopped) return;
    if (found !== null && result === null) onReturn(part);
    found = result;
    timer = setTimeout(() => void once(), found === null ? LOOK_EVERY_MS : LOOK_AGAIN_MS);
    timer.unref();
  };
  const first = once();
  return {
    now: async (): Promise<Found> => {
      await first;
      return found;
    },
    stop: async (): Promise<void> => {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
