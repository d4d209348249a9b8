import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { components } from './api-types.ts';

type Problem = components['schemas']['Problem'];

/** The answer is no, and why. Trying the same again changes nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** Taken and durable; no worker decided it in time, and one will. Ask again with the same key, or for `/v1/commands/{commandId}`. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  readonly commandId: string;
  readonly idempotencyKey: string;

  constructor(commandId: string, idempotencyKey: string) {
    super(`The command ${commandId} is taken and not decided yet.`);
    this.commandId = commandId;
    this.idempotencyKey = idempotencyKey;
  }
}

/** No answer in time: whether the request was taken is unknown. The same key tells, and never does it twice. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  /** Null for a read. */
  readonly idempotencyKey: string | null;

  constructor(request: Request, cause: unknown) {
    super(`${request.method} ${new URL(request.url).pathname}: no answer in time.`, { cause });
    this.idempotencyKey = request.headers.get(KEY);
  }
}

export interface Patience {
  /** For the whole call, all tries and waits together. Default 60 s. */
  readonly giveUpAfterMs?: number;
  /** For one try, until its answer begins; above the 10 s that the server waits for a decision. Default 20 s. */
  readonly tryMs?: number;
  /** Between two looks at an undecided command, and before the first repeat. Default 500 ms. */
  readonly pauseMs?: number;
  /** Instead of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

const KEY = 'idempotency-key';
const PAUSE_MS_MAX = 5_000;
/** Of a proxy or of the program itself: nobody has decided on the request. */
const AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** `fetch` for the API as `client.ts` describes it: keys, repeats, pending commands, problems. */
export function patientFetch(
  token: () => Promise<string>,
  { giveUpAfterMs = 60_000, tryMs = 20_000, pauseMs = 500, fetch: send = fetch }: Patience,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && !request.headers.has(KEY)) request.headers.set(KEY, randomUUID());
    const until = Date.now() + giveUpAfterMs;
    for (let tries = 1; ; tries += 1) {
      request.headers.set('authorization', `Bearer ${await token()}`);
      const outcome = await tryOnce(request, tryMs, send);
      if (outcome.kind === 'answer') return outcome.response;
      if (outcome.kind === 'pending') {
        const look = new Request(new URL(`/v1/commands/${outcome.commandId}`, request.url), { headers: request.headers });
        await decided(look, { until, tryMs, pauseMs, send, commandId: outcome.commandId, key: request.headers.get(KEY) ?? '' });
        continue; // the same key now gets the answer itself, as it would have been
      }
      const pause = outcome.retryAfterMs ?? backOff(tries, pauseMs);
      if (Date.now() + pause > until) throw new Unanswered(request, outcome.cause);
      await delay(pause);
    }
  };
}

type Outcome =
  | { readonly kind: 'answer'; readonly response: Response }
  | { readonly kind: 'pending'; readonly commandId: string }
  | { readonly kind: 'again'; readonly retryAfterMs: number | null; readonly cause: unknown };

async function tryOnce(request: Request, tryMs: number, send: NonNullable<Patience['fetch']>): Promise<Outcome> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), tryMs);
  try {
    const response = await send(new Request(request.clone(), { signal: AbortSignal.any([request.signal, late.signal]) }));
    if (AGAIN.has(response.status))
      return { kind: 'again', retryAfterMs: retryAfterMs(response), cause: await problemOf(request, response) };
    if (response.status === 202) return { kind: 'pending', commandId: commandIdOf(await response.json()) };
    if (!response.ok) throw await problemOf(request, response);
    return { kind: 'answer', response };
  } catch (error) {
    if (error instanceof Refused || request.signal.aborted) throw error;
    return { kind: 'again', retryAfterMs: null, cause: error };
  } finally {
    clearTimeout(timer);
  }
}

interface Look {
  readonly until: number;
  readonly tryMs: number;
  readonly pauseMs: number;
  readonly send: NonNullable<Patience['fetch']>;
  readonly commandId: string;
  readonly key: string;
}

/** Comes back when the command is decided. @throws Undecided when the time is over */
async function decided(look: Request, { until, tryMs, pauseMs, send, commandId, key }: Look): Promise<void> {
  for (;;) {
    if (Date.now() + pauseMs > until) throw new Undecided(commandId, key);
    await delay(pauseMs);
    const outcome = await tryOnce(look, tryMs, send);
    if (outcome.kind !== 'answer') continue;
    const { outcome: state } = (await outcome.response.json()) as { readonly outcome: string };
    if (state !== 'PENDING') return;
  }
}

/** Doubled each time, and not by all callers at the same moment. */
function backOff(tries: number, pauseMs: number): number {
  return Math.min(PAUSE_MS_MAX, pauseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}

/** A proxy's page is no problem document: it becomes one, without its text. */
async function problemOf(request: Request, response: Response): Promise<Refused> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  if (isProblem) return new Refused((await response.json()) as Problem);
  await response.body?.cancel();
  const { status, statusText: title } = response;
  const detail = 'The answer is no problem document; it does not come from Holdfast.';
  const instance = new URL(request.url).pathname;
  return new Refused({ type: 'about:blank', title, status, detail, instance, code: 'unknown', requestId: '' });
}

/** @throws Error where 202 came from elsewhere */
function commandIdOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'commandId' in body && typeof body.commandId === 'string') return body.commandId;
  throw new Error('202 without a commandId');
}
