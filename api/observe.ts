import type { NextFunction, Request, Response } from 'express';
import type { AppDeps } from './deps.ts';
import type { Metrics } from './metrics.ts';
import { requestIdOf } from './request-id.ts';

const COMMAND_ROUTE = /\/commands\/([a-z-]+)$/;

/**
 * One log line and one count for each request. The line has ids and numbers: no path as given, no query, no body, no subject:
 * any of them may be a name.
 */
export function observe({ logger }: Pick<AppDeps, 'logger'>, metrics: Metrics) {
  return function observeRequest(request: Request, response: Response, next: NextFunction): void {
    const startedAt = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const { route = 'unmatched', code, orderId, commandId } = response.locals;
      const status = response.statusCode;
      metrics.request({ method: request.method, route: String(route), status }, seconds);
      const command = COMMAND_ROUTE.exec(String(route))?.[1];
      if (command !== undefined) metrics.command(command, String(status));
      logger.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          route,
          status,
          code,
          ms: Math.round(seconds * 1e3),
          orderId,
          commandId,
        },
        'request',
      );
    });
    next();
  };
}
