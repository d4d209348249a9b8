import type { Request, Response } from 'express';
import type { RefusalReason } from '../../telemetry/meters.ts';
import type { AppDeps } from '../deps.ts';
import type { ProblemCode } from '../http/problems.ts';

const BY_CODE: Readonly<Partial<Record<ProblemCode, RefusalReason>>> = {
  misdirected_request: 'bad_host',
  ambiguous_request: 'ambiguous_request',
  quota_exceeded: 'quota',
};
/** Pages of the console have no code. */
const BY_STATUS: Readonly<Record<number, RefusalReason>> = {
  401: 'bad_credential',
  403: 'forbidden',
  413: 'oversize',
  429: 'rate_limited',
};

/** For what neither code nor status tells. */
export function noteRefusal(response: Response, reason: RefusalReason): void {
  response.locals['refusal'] = reason;
}

/** Whether this answer refused something for the sake of security, and why; null: it did not. */
export function refusalOf({ headers }: Pick<Request, 'headers'>, { locals, statusCode }: Response): RefusalReason | null {
  const { refusal, code } = locals as { readonly refusal?: RefusalReason; readonly code?: ProblemCode };
  if (refusal !== undefined) return refusal;
  const byCode = code === undefined ? undefined : BY_CODE[code];
  if (byCode !== undefined) return byCode;
  if (statusCode === 401 && headers.authorization === undefined) return 'no_credential';
  return BY_STATUS[statusCode] ?? null;
}

const WINDOW_MS = 60_000;
const LINES_MAX = 10;

/**
 * A line for each refusal, at most ten a minute of one reason: an attack is seen, and does not fill the disk. What was left out is
 * told by the next line (`leftOut`), and counted on /metrics.
 */
export function refusalLog(logger: Pick<AppDeps['logger'], 'warn'>, nowMs: () => number = Date.now) {
  const windows = new Map<RefusalReason, { readonly from: number; lines: number; leftOut: number }>();
  return function tellRefusal(reason: RefusalReason, fields: Readonly<Record<string, unknown>>): void {
    let window = windows.get(reason);
    const leftOut = window?.leftOut ?? 0;
    if (!window || nowMs() - window.from >= WINDOW_MS) {
      window = { from: nowMs(), lines: 0, leftOut: 0 };
      windows.set(reason, window);
    }
    if (window.lines >= LINES_MAX) {
      window.leftOut += 1;
      return;
    }
    const isFirst = window.lines === 0;
    window.lines += 1;
    logger.warn({ ...fields, reason, ...(isFirst && leftOut > 0 ? { leftOut } : {}) }, 'refused');
  };
}
