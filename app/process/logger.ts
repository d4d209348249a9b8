import { type DestinationStream, type Logger, pino } from 'pino';
import { traceIds } from '../../telemetry/spans.ts';

/** JSON lines; where tracing is on, with the trace that they belong to. */
export function createLogger(level: string, { isTraced }: { readonly isTraced: boolean }, destination?: DestinationStream): Logger {
  return pino({ level, ...(isTraced ? { mixin: () => ({ ...traceIds() }) } : {}) }, destination ?? pino.destination(2));
}
