import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Takes the caller's `X-Request-Id` where it is an id, makes one otherwise; every answer and log line carries it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && ID.test(given) ? given : randomUUID();
  response.locals['requestId'] = id;
  response.setHeader('X-Request-Id', id);
  next();
}

export function requestIdOf(response: Response): string {
  return String(response.locals['requestId'] ?? 'unknown');
}
