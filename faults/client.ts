import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export type Json = Readonly<Record<string, unknown>>;

/** One request that was answered for good: what its client will rely on from now on. */
export interface Acknowledged {
  readonly orderId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** `decision.id` or `commandId`, where the answer has one; the decision of a batch names the batch's id and a step. */
  readonly commandId: string | null;
  /** Of the order or claim in the answer, as of this request. */
  readonly version: number | null;
  readonly code: string | null;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly tries: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export interface Asking {
  readonly orderId: string;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
  readonly raw?: Uint8Array<ArrayBuffer>;
}

export interface Counted {
  answered: number;
  /** Tries that brought no answer: a network error, 5xx, or 202. */
  readonly failed: Record<string, number>;
  /** Requests that needed more than one try, and how long each took from its first failure to its answer, ms. */
  readonly recoveriesMs: number[];
  /** Requests that were never answered: their outcome is unknown. */
  unknown: number;
  /** Second answers by the same key that were other than the first. */
  readonly differing: string[];
  repeated: number;
}

/** Where requests go: the addresses of the APIs as they are now. A client that gets no answer tries the next one. */
export type Targets = () => readonly string[];

export interface ClientOptions {
  readonly targets: Targets;
  readonly random: () => number;
  /** Share of the answers that are asked for a second time by their key, from either API. */
  readonly repeatShare: number;
  readonly patienceMs: number;
  readonly fetch?: typeof fetch;
}

/** A caller that does what the contract asks of one: the same key until there is an answer, from whichever API. */
export interface PatientClient {
  readonly journal: readonly Acknowledged[];
  readonly counted: Counted;
  /** @throws where there is no answer within the patience */
  ask(asking: Asking): Promise<Answer>;
  /** Requests without an answer just now. */
  underWay(): number;
  /** The same for a question, of which nothing is kept. */
  look(asking: Asking): Promise<Answer>;
}

const TRY_MS_MAX = 15_000;
const AGAIN_MS = 100;
const PENDING = { orderId: '', method: 'GET', path: '' } as const;
const PENDING_AGAIN_MS = 500;
const PENDING_TRIES_MAX = 20;

export function createClient({ targets, random, repeatShare, patienceMs, fetch: send = fetch }: ClientOptions): PatientClient {
  const journal: Acknowledged[] = [];
  const counted: Counted = { answered: 0, failed: {}, recoveriesMs: [], unknown: 0, differing: [], repeated: 0 };

  let underWay = 0;
  async function once(asking: Asking, path: string, key: string | null): Promise<Answer | string> {
    const all = targets();
    const url = all[Math.floor(random() * all.length)] ?? 'http://127.0.0.1:1';
    underWay += 1;
    try {
      const response = await send(`${url}${path}`, { ...requestOf(asking, key), signal: AbortSignal.timeout(TRY_MS_MAX) });
      const body = (await response.json()) as Json;
      if (response.status === 202) {
        await decided(asking, String(body['commandId']));
        return '202';
      }
      if (response.status >= 500 || response.status === 429) return String(response.status);
      return { status: response.status, body };
    } catch (error) {
      return whatBroke(error);
    } finally {
      underWay -= 1;
    }
  }

  /** It is pending: its own address is asked until somebody has decided it; then the same key gives the whole answer. */
  async function decided({ token }: Asking, commandId: string): Promise<void> {
    for (let tries = 0; tries < PENDING_TRIES_MAX; tries += 1) {
      await delay(PENDING_AGAIN_MS);
      const answer = await once({ ...PENDING, token }, `/v1/commands/${commandId}`, null);
      if (typeof answer !== 'string' && answer.body['outcome'] !== 'PENDING') return;
    }
  }

  async function until(asking: Asking, key: string): Promise<Answer & { readonly tries: number }> {
    const end = performance.now() + patienceMs;
    let failedAt: number | null = null;
    for (let tries = 1; ; tries += 1) {
      const answer = await once(asking, asking.path, asking.raw ? null : key);
      if (typeof answer !== 'string') {
        if (failedAt !== null) counted.recoveriesMs.push(performance.now() - failedAt);
        return { ...answer, tries };
      }
      failedAt ??= performance.now();
      counted.failed[answer] = (counted.failed[answer] ?? 0) + 1;
      if (performance.now() > end) {
        counted.unknown += 1;
        throw new Error(`no answer within ${patienceMs} ms: ${asking.method} ${asking.path}`);
      }
      await delay(AGAIN_MS + random() * AGAIN_MS);
    }
  }

  return {
    journal,
    counted,
    underWay: () => underWay,
    look: (asking) => until(asking, randomUUID()),
    ask: async (asking) => {
      const key = randomUUID();
      const sentAt = Date.now();
      const { tries, ...answer } = await until(asking, key);
      counted.answered += 1;
      journal.push({ ...idsOf(asking), ...saidBy(answer), key, sentAt, answeredAt: Date.now(), tries });
      if (!asking.raw && random() < repeatShare) {
        counted.repeated += 1;
        const second = await until(asking, key);
        if (!isSame(answer, second)) counted.differing.push(`${asking.method} ${asking.path}: ${answer.status}, then ${second.status}`);
      }
      return answer;
    },
  };
}

function idsOf({ orderId, method, path }: Asking): Pick<Acknowledged, 'orderId' | 'method' | 'path'> {
  return { orderId, method, path };
}

function requestOf({ method, token, body, raw }: Asking, key: string | null): RequestInit {
  const headers = { authorization: `Bearer ${token}`, ...(key === null ? {} : { 'idempotency-key': key }) };
  if (raw) return { method, headers, body: raw };
  return {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

function saidBy({ status, body }: Answer): Pick<Acknowledged, 'status' | 'commandId' | 'version' | 'code'> {
  const results = body['results'] as readonly Json[] | undefined;
  const decision = (body['decision'] ?? results?.[0]?.['decision']) as Json | undefined;
  const subject = (body['order'] ?? body['claim'] ?? body) as Json;
  return {
    status,
    commandId: typeof decision?.['id'] === 'string' ? decision['id'].replace(/\.\d+$/, '') : null,
    version: typeof subject['version'] === 'number' ? subject['version'] : null,
    code: typeof body['code'] === 'string' ? body['code'] : null,
  };
}

/** The code of a broken connection; a try that took too long is one as well. */
function whatBroke(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name } = (cause ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}

/** The decision and what it was based on; request ids differ, and so do things that the order's reader sees as of now. */
function isSame(one: Answer, two: Answer): boolean {
  const parts = ({ status, body }: Answer): string => {
    const { version } = saidBy({ status, body });
    return JSON.stringify([status, version, ...['outcome', 'decision', 'results', 'warnings', 'code', 'unmet'].map((name) => body[name])]);
  };
  return parts(one) === parts(two);
}
