import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let isInstalled = false;

export interface RuntimeLog {
  readonly warn: (fields: Record<string, unknown>, message: string) => void;
  readonly error: (fields: Record<string, unknown>, message: string) => void;
}

/**
 * Temporal's runtime, once a process and before any connection. Its log lines go to ours, without what they carry beside ids:
 * an activity's failure could quote an address.
 */
export function installRuntime(log: RuntimeLog): void {
  if (isInstalled) return;
  isInstalled = true;
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    // Only our own codes are text; the runtime's errors are objects, which stay behind.
    const code = typeof meta?.['error'] === 'string' ? meta['error'] : undefined;
    const fields = { code, workflowId: meta?.['workflowId'], activityType: meta?.['activityType'], attempt: meta?.['attempt'] };
    if (level === 'ERROR') log.error(fields, message);
    else log.warn(fields, message);
  });
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
  });
}
