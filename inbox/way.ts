import type { Logger } from 'pino';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Answer, RecordResult, Store } from '../store/store.ts';
import type { OrderGateway } from './ports.ts';

/** What every step on a command's way needs. */
export interface Way {
  readonly store: Store;
  readonly gateway: OrderGateway;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** How long a caller waits for a decision before it is told PENDING, ms. */
  readonly answerWithinMs: number;
}

/** The answer to a command of an order. */
export type Settled = Exclude<Answer, { outcome: 'ANSWERED' }>;

/** @throws where it is no answer to a command: a bug */
export function settled(answer: Answer): Settled {
  if (answer.outcome === 'ANSWERED') throw new Error('a command has no such answer');
  return answer;
}

export async function answerOf({ store }: Pick<Way, 'store'>, commandId: string): Promise<Settled | null> {
  const row = await store.inbox.find(commandId);
  return row?.answer ? settled(row.answer) : null;
}

/** Records what was decided for a command, and with it the command's answer; null where store and order differ. */
export async function recordAnswer(way: Way, orderId: string, commandId: string, events: readonly OrderEvent[]): Promise<Settled | null> {
  const result = await recordAll(way, orderId, events);
  if (result.kind === 'diverged') way.logger.error({ orderId, commandId, sequence: result.sequence }, 'the store and the order differ');
  return answerOf(way, commandId);
}

/** What the store lacks before the given events is asked of the workflow, never inside a transaction. */
export async function recordAll(
  { store, gateway }: Way,
  orderId: string,
  events: readonly OrderEvent[],
): Promise<Exclude<RecordResult, { kind: 'gap' }>> {
  const first = await store.orders.record(orderId, events);
  if (first.kind !== 'gap') return first;
  const second = await store.orders.record(orderId, await gateway.eventsAfter(orderId, first.have));
  if (second.kind === 'gap') throw new Error(`events after ${second.have} are missing everywhere`);
  return second;
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
