import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CUSTOMER, INSPECTED, newOrder, PROVIDER, REGISTERED, SUPERVISOR, SYSTEM } from '../../api/support/orders.ts';

type Json = Readonly<Record<string, unknown>>;

/** Between two tries of one request, and between two requests of one user, ms: the load's own pace. */
const AGAIN_MS = 100;
const THINK_MS = 120;
/** An order that is stuck for longer has failed the test. */
const PATIENCE_MS = 45_000;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Users of the program: they know its APIs as a balancer does, and ask again with the same key until they have an answer. */
export interface Load {
  /** Every order that was created. */
  readonly orders: readonly string[];
  /** How many commands were answered, how often one was asked again, and how many answers came a second time as another. */
  readonly counted: { answered: number; again: number; differing: string[] };
  /** Where requests go from now on. */
  goTo(...apis: readonly string[]): void;
  register(): Promise<void>;
  readonly create: () => Promise<string>;
  give(orderId: string, ...steps: readonly Step[]): Promise<Answer>;
  /** Users who live one order after the other until they are told to stop, and then finish the one they have. */
  users(count: number): { stop(): Promise<void> };
}

export type Step = readonly [name: string, token: string, body?: Json];

export const NOTE: Step = ['add-job-note', PROVIDER, { text: 'All as agreed.' }];
export const TO_DOOR: readonly Step[] = [
  ['assign-technicians', PROVIDER, { technicianIds: ['tech-1'] }],
  ['arrive', PROVIDER],
];
export const TO_WORK: readonly Step[] = [
  ['record-inspection', PROVIDER, INSPECTED],
  ['start-work', PROVIDER],
];
export const TO_FINISHED: readonly Step[] = [
  ['finish-work', PROVIDER],
  ['confirm-scope', PROVIDER, { customerPresent: true, items: [{ itemId: 'mount', done: true }], qualityAccepted: true }],
];
export const TO_COMPLETED: readonly Step[] = [
  NOTE,
  ['sign-off', CUSTOMER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE' }],
  ['complete', PROVIDER],
];
/** Everything that waits on the way acts, each at its own time, and the order ends. */
export const TO_END: Step = ['advance-clock', SYSTEM, { by: 'P90D' }];
export const CANCEL: Step = ['cancel', PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' }];
export const FEE: Step = ['decide-fee', SUPERVISOR, { feeId: 'fee-1', decision: 'POST', reason: 'It was the provider.' }];

export function createLoad(): Load {
  let apis: readonly string[] = [];
  let turn = 0;
  const orders: string[] = [];
  const counted: Load['counted'] = { answered: 0, again: 0, differing: [] };

  /** One request to the next API; null: no answer yet, and the same may be asked again. */
  async function once(
    method: string,
    path: string,
    token: string,
    body: unknown,
    key: string,
  ): Promise<(Answer & { replayed: boolean }) | null> {
    turn += 1;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    try {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${apis[turn % apis.length]}${path}`, { method, headers, ...sent, signal: AbortSignal.timeout(15_000) });
      if (response.status === 202 || response.status >= 500) return null;
      const replayed = response.headers.get('idempotency-replayed') === 'true';
      return { status: response.status, body: (await response.json()) as Json, replayed };
    } catch {
      // The API stops, or is not there any more: what became of the request is unknown, and the same key tells.
      return null;
    }
  }

  async function ask(
    method: string,
    path: string,
    token: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer & { key: string }> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await once(method, path, token, body, key);
      if (answer) return { ...answer, key };
      if (performance.now() > until) throw new Error(`no answer within ${PATIENCE_MS} ms: ${method} ${path}`);
      counted.again += 1;
      await delay(AGAIN_MS);
    }
  }

  async function give(orderId: string, ...steps: readonly Step[]): Promise<Answer> {
    let last: Answer | null = null;
    for (const [name, token, body = {}] of steps) {
      const path = `/v1/orders/${orderId}/commands/${name}`;
      const answer = await ask('POST', path, token, body);
      if (answer.status !== 200) throw new Error(`${name} of ${orderId}: ${answer.status} ${JSON.stringify(answer.body)}`);
      counted.answered += 1;
      // Every now and then somebody has not heard the answer. Whichever version is asked, it is the same one.
      if (counted.answered % 4 === 0) {
        const second = await ask('POST', path, token, body, answer.key);
        if (!isSame(answer, second))
          counted.differing.push(`${name} of ${orderId}: ${JSON.stringify([answer.body, second.body]).slice(0, 400)}`);
      }
      last = answer;
    }
    if (!last) throw new Error('nothing was given');
    return last;
  }

  async function create(): Promise<string> {
    const order = newOrder({ sandbox: true });
    const made = await ask('POST', '/v1/orders', SYSTEM, order);
    if (made.status !== 201 && made.status !== 200) throw new Error(`not created: ${made.status} ${JSON.stringify(made.body)}`);
    const orderId = String(order['orderId']);
    orders.push(orderId);
    return orderId;
  }

  /** Every third order is cancelled, with a fee; the others are done, noted and rated. */
  async function live(number: number, pause: () => Promise<unknown>): Promise<void> {
    const orderId = await create();
    const way =
      number % 3 === 2
        ? [...TO_DOOR, CANCEL, FEE]
        : [...TO_DOOR, NOTE, ...TO_WORK, ...TO_FINISHED, ...TO_COMPLETED, NOTE, ['rate', CUSTOMER, { stars: 5 }] as const];
    for (const step of [...way, TO_END]) {
      await give(orderId, step);
      await pause();
    }
  }

  return {
    orders,
    counted,
    goTo: (...to) => {
      apis = to;
    },
    register: async () => void (await ask('PUT', '/v1/providers/prov-1', SYSTEM, REGISTERED)),
    create,
    give,
    users: (count) => {
      let isOver = false;
      let number = 0;
      const user = async (): Promise<void> => {
        while (!isOver) await live(number++, () => delay(THINK_MS));
      };
      const all = Promise.all(Array.from({ length: count }, user));
      // Whoever stops them hears of a failure; until then it is not an unhandled one.
      all.catch(() => undefined);
      return {
        stop: async () => {
          isOver = true;
          await all;
        },
      };
    },
  };
}

/** The decision and what it was based on; the order beside it is as of now where it was read again. */
function isSame(one: Answer, two: Answer): boolean {
  const parts = ({ status, body }: Answer) => JSON.stringify([status, body['outcome'], body['decision'], body['warnings']]);
  return parts(one) === parts(two);
}
