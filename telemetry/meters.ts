import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { joined, within } from './text.ts';

/** How a command ended for whoever gave it; `late_*`: the reconciler had it decided after its caller was told PENDING. */
export type CommandOutcome = 'accepted' | 'refused' | 'pending' | 'replayed' | 'key_reused' | 'failed' | 'late_accepted' | 'late_refused';
export type ActivityOutcome = 'completed' | 'again' | 'failed' | 'cancelled';
/** `elsewhere`: another process holds the reconciler's lock. */
export type RoundOutcome = 'done' | 'elsewhere' | 'failed';

/** Why something was refused for the sake of security; docs/observability.md says what each is. */
export const REFUSAL_REASONS = [
  'bad_host',
  'ambiguous_request',
  'no_credential',
  'bad_credential',
  'rate_limited',
  'forbidden',
  'cross_site',
  'bad_link',
  'quota',
  'oversize',
  'malformed_http',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface CountedCommand {
  readonly subject: 'order' | 'claim';
  /** Its name, or `batch`. */
  readonly command: string;
  readonly outcome: CommandOutcome;
  /** The refusal's code, else `none`. */
  readonly code: string;
}

/** More text for the page of metrics, already in the format of Prometheus. What fails or is late is left out. */
export type MetricsSource = () => Promise<string>;

/**
 * What one process counts, whatever parts of the program run in it. Labels come from tables and enums, never from a request's
 * content.
 */
export interface Meters {
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  readonly command: (counted: CountedCommand) => void;
  activity(type: string, outcome: ActivityOutcome, seconds: number): void;
  readonly round: (outcome: RoundOutcome) => void;
  /** What was refused for the sake of security. */
  readonly refused: (reason: RefusalReason) => void;
  /** For readings that are taken when somebody asks: the store's, Temporal's own. */
  add(source: MetricsSource): void;
  /** The text that Prometheus reads, and its content type. Never fails, never takes longer than `SOURCE_MS_MAX`. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

const SOURCE_MS_MAX = 3_500;

let processRegistry: Registry | null = null;

/** Of the whole process, however many meters it has: its observers are made once. */
function processMetrics(): Registry {
  if (processRegistry === null) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

export function createMeters(): Meters {
  const registry = new Registry();
  const sources: MetricsSource[] = [() => processMetrics().metrics(), () => registry.metrics()];
  return {
    ...edgeMeters(registry),
    ...workerMeters(registry),
    add: (source) => void sources.push(source),
    text: async () => {
      const texts = await Promise.all(sources.map((source) => within(SOURCE_MS_MAX, source, '')));
      return { contentType: registry.contentType, body: joined(texts) };
    },
  };
}

function edgeMeters(registry: Registry): Pick<Meters, 'request' | 'command' | 'refused'> {
  const registers = [registry];
  const requests = new Counter({
    name: 'holdfast_http_requests_total',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'Time until the answer was written, by route',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  const commands = new Counter({
    name: 'holdfast_commands_total',
    help: 'Commands that were taken, by how they ended',
    labelNames: ['subject', 'command', 'outcome', 'code'],
    registers,
  });
  const refusals = new Counter({
    name: 'holdfast_refused_total',
    help: 'Requests that were refused for the sake of security, by reason',
    labelNames: ['reason'],
    registers,
  });
  // There from the start, so that the first refusal is an increase.
  for (const reason of REFUSAL_REASONS) refusals.inc({ reason }, 0);
  return {
    refused: (reason) => refusals.inc({ reason }),
    request: ({ method, route, status }, seconds) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
    command: ({ subject, command, outcome, code }) => commands.inc({ subject, command, outcome, code }),
  };
}

function workerMeters(registry: Registry): Pick<Meters, 'activity' | 'round'> {
  const registers = [registry];
  const activities = new Counter({
    name: 'holdfast_activities_total',
    help: 'Attempts of activities by type and outcome',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'holdfast_activity_seconds',
    help: 'Time of an attempt, by type',
    labelNames: ['type'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers,
  });
  const rounds = new Counter({
    name: 'holdfast_reconciler_rounds_total',
    help: 'Rounds of the reconciler by outcome; elsewhere: another process has the lock',
    labelNames: ['outcome'],
    registers,
  });
  const lastRound = new Gauge({
    name: 'holdfast_reconciler_last_success_timestamp_seconds',
    help: 'When a round of this process was last done; 0: never',
    registers,
  });
  return {
    activity: (type, outcome, seconds) => {
      activities.inc({ type, outcome });
      durations.observe({ type }, seconds);
    },
    round: (outcome) => {
      rounds.inc({ outcome });
      if (outcome === 'done') lastRound.set(Date.now() / 1e3);
    },
  };
}
