import type { EventEmitter } from 'node:events';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Meters } from '../../telemetry/meters.ts';
import { type RequestSpan, requestSpan } from '../../telemetry/spans.ts';
import { refusalLog, refusalOf } from '../auth/refusals.ts';
import type { AppDeps } from '../deps.ts';
import { MALFORMED } from './http-server.ts';
import { requestIdOf } from './request-id.ts';

const FAILED = 500;

/**
 * One log line, one count and one span for each request. They have ids and numbers: no path as given, no query, no body, no
 * subject: any of them may be a name.
 */
export function observe(app: Express, { logger }: Pick<AppDeps, 'logger'>, meters: Pick<Meters, 'request' | 'refused'>) {
  const tellRefusal = refusalLog(logger);
  // Express' own type knows one event of the many that an emitter may have.
  (app as unknown as EventEmitter).on(MALFORMED, (address: string | undefined) => {
    meters.refused('malformed_http');
    tellRefusal('malformed_http', { address });
  });
  return function observeRequest(request: Request, response: Response, next: NextFunction): void {
    const startedAt = process.hrtime.bigint();
    // Asked for now: a connection that is gone has none.
    const address = request.ip;
    const span = requestSpan(traceparentOf(request));
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const { route = 'unmatched', code, orderId, commandId } = response.locals;
      const { method, status } = { method: request.method, status: response.statusCode };
      meters.request({ method, route: String(route), status }, seconds);
      const ids = { requestId: requestIdOf(response), orderId, commandId };
      const reason = refusalOf(request, response);
      if (reason !== null) {
        meters.refused(reason);
        tellRefusal(reason, { ...ids, method, route, status, address });
      }
      if (span) endSpan(span, { method, route: String(route), status }, ids, code);
      logger.info(
        { ...ids, method, route, status, code, ms: Math.round(seconds * 1e3), ...(span ? { traceId: span.traceId } : {}) },
        'request',
      );
    });
    if (span) span.run(next);
    else next();
  };
}

interface Seen {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

function endSpan(
  span: RequestSpan,
  { method, route, status }: Seen,
  ids: Readonly<Record<string, string | undefined>>,
  code: unknown,
): void {
  const known = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status };
  span.end(
    `${method} ${route}`,
    { ...attributes, ...Object.fromEntries(known) },
    status >= FAILED ? (typeof code === 'string' ? code : String(status)) : null,
  );
}

function traceparentOf({ headers }: Request): string | undefined {
  const { traceparent } = headers as Readonly<Record<string, unknown>>;
  return typeof traceparent === 'string' ? traceparent : undefined;
}
