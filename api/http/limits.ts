import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { sha256 } from '../../store/event-log/canonical.ts';
import { type Caller, callerKey } from '../auth/auth.ts';
import type { Problem } from './problems.ts';

/** Requests a minute; null: as many as come. Each process counts for itself. */
export interface Limits {
  readonly perCaller: number | null;
  readonly perAddress: number | null;
  /** Refused credentials from one address. */
  readonly failuresPerAddress: number | null;
}

export const NO_LIMITS: Limits = { perCaller: null, perAddress: null, failuresPerAddress: null };

const WINDOW_MS = 60_000;
/** Credentials that were good: who shares an address with somebody who guesses is served on. */
const GOOD_MAX = 10_000;

/** Answers a request that is one too many; `Retry-After` is set. */
export type Refuse = (request: Request, response: Response) => void;

export const TOO_MANY: Problem = {
  code: 'too_many_requests',
  detail: 'More requests than this installation takes from one caller or address. Nothing was done.',
};

/** Before anything is looked at: what one address may ask. IPv6 addresses count by their /56, which one customer has. */
export function addressLimit({ perAddress }: Limits, refuse: Refuse): RequestHandler {
  return limited(perAddress, refuse, ({ ip }) => addressOf(ip));
}

/** After the caller is known, before the request's row is written: from then on there is an answer. */
export function callerLimit({ perCaller }: Limits, refuse: Refuse): RequestHandler {
  return limited(perCaller, refuse, (_request, response) => callerKey(response.locals['caller'] as Caller));
}

function limited(limit: number | null, refuse: Refuse, keyGenerator: NonNullable<Options['keyGenerator']>): RequestHandler {
  if (limit === null) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator,
    standardHeaders: false,
    legacyHeaders: false,
    // It judges how proxies are trusted, by writing on the console; that is set, and checked, in TRUST_PROXY.
    validate: false,
    handler: (request: Request, response: Response) => {
      const { resetTime } = (request as Request & { rateLimit?: { resetTime?: Date } }).rateLimit ?? {};
      retryAt(response, resetTime);
      refuse(request, response);
    },
  });
}

export function retryAt(response: Response, at: Date | undefined): void {
  const seconds = Math.ceil(((at?.getTime() ?? Date.now() + WINDOW_MS) - Date.now()) / 1_000);
  response.setHeader('Retry-After', String(Math.max(seconds, 1)));
}

/** Whoever sends wrong credentials again and again is not looked up any more for a while. */
export interface FailureLimit {
  /** @returns when to come back, where this token is not looked at now */
  refuses(address: string | undefined, token: string): Promise<Date | null>;
  failed(address: string | undefined): Promise<void>;
  succeeded(token: string): void;
}

export function failureLimit({ failuresPerAddress: max }: Limits): FailureLimit {
  const good = new Set<string>();
  const failures = new MemoryStore();
  // What the store asks of its limiter is the length of the window.
  failures.init({ windowMs: WINDOW_MS } as Options);
  if (max === null) return { refuses: async () => null, failed: async () => undefined, succeeded: () => undefined };
  return {
    refuses: async (address, token) => {
      const found = await failures.get(addressOf(address));
      if (!found || found.totalHits < max || good.has(sha256(token))) return null;
      return found.resetTime ?? new Date(Date.now() + WINDOW_MS);
    },
    failed: async (address) => void (await failures.increment(addressOf(address))),
    succeeded: (token) => {
      const [oldest] = good;
      if (good.size >= GOOD_MAX && oldest !== undefined) good.delete(oldest);
      good.add(sha256(token));
    },
  };
}

/** A connection that is gone has none any more: it is answered to nobody. */
function addressOf(ip: string | undefined): string {
  return ip === undefined ? 'unknown' : ipKeyGenerator(ip);
}
