import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let isInstalled = false;

export interface RuntimeLog {
  readonly warn: (fields: Record<string, unknown>, message: string) => void;
  readonly error: (fields: Record<string, unknown>, message: string) => void;
}

/** A worker that is stopped before its first one cannot have its polls ended by the server (graceful-stop.ts). */
const HEARTBEAT = '5 seconds';
const METRICS_MS_MAX = 1_500;

/** @returns Temporal's own metrics as text, '' where they are not kept */
export type CoreMetrics = () => Promise<string>;

let coreMetrics: CoreMetrics = async () => '';

/**
 * Temporal's runtime, once a process and before any connection. Its log lines go to ours, without what they carry beside ids:
 * an activity's failure could quote an address.
 * @param metricsPort a free port of the loopback address, where the runtime shows what it counts; absent: it counts nothing
 */
export function installRuntime(log: RuntimeLog, metricsPort?: number): CoreMetrics {
  if (isInstalled) return coreMetrics;
  isInstalled = true;
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    // Only our own codes are text; the runtime's errors are objects, which stay behind.
    const code = typeof meta?.['error'] === 'string' ? meta['error'] : undefined;
    const fields = { code, workflowId: meta?.['workflowId'], activityType: meta?.['activityType'], attempt: meta?.['attempt'] };
    if (level === 'ERROR') log.error(fields, message);
    else log.warn(fields, message);
  });
  const bindAddress = `127.0.0.1:${metricsPort}`;
  const metrics = { prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true } };
  Runtime.install({
    logger,
    shutdownSignals: [],
    workerHeartbeatInterval: HEARTBEAT,
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(metricsPort === undefined ? {} : { metrics }),
    },
  });
  if (metricsPort !== undefined) coreMetrics = () => read(`http://${bindAddress}/metrics`);
  return coreMetrics;
}

async function read(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(METRICS_MS_MAX) });
  return answer.ok ? answer.text() : '';
}
