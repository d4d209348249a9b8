import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { CommandRequest } from '../domain/order/command.ts';
import { type Decision, decide } from '../domain/order/decide.ts';
import { effectsOf } from '../domain/order/effects.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { redact } from '../domain/order/redact.ts';
import { notAllowed, unmet } from '../domain/shared/refusal.ts';
import type { Answer, InboxRow, NewRequest, OrderRecord, RecordResult, Store } from '../store/store.ts';
import { RULES } from '../workflows/messages.ts';
import { factsFor } from './facts.ts';
import type { CommandResult, CommandService, OrderGateway, SendResult } from './ports.ts';

export interface CommandServiceOptions {
  readonly store: Store;
  readonly gateway: OrderGateway;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** How long a caller waits for a decision before it is told PENDING, ms (contract: 10 s). */
  readonly answerWithinMs?: number;
}

type Settled = Exclude<Answer, { outcome: 'ANSWERED' }>;

const ANSWER_WITHIN_MS = 10_000;

/** Sends a row of the inbox, whoever took it: a caller's request, or the reconciler's second try. */
export interface Sender extends CommandService {
  /** For the reconciler, which holds its lock. @returns the answer, or null where nobody decided it yet */
  send(row: InboxRow): Promise<Settled | null>;
}

/** Runs `work` where nobody else decides for orders that have ended; null: somebody does, ask again later. */
type Alone = <T>(work: () => Promise<T>) => Promise<T | null>;

const ALONE_TRIES = 20;
const ALONE_PAUSE_MS = 50;

// Contract of the way of a command
// 1. Its row comes first. From then on it is never lost, and its caller gets an answer or PENDING, whatever breaks down behind.
// 2. Row, update and events have one id, so that each step may be repeated by anybody.
// 3. While the order runs, its workflow decides. When it has ended, there is no workflow: it is decided here, by one at a time,
//    since two decisions on one state would give two events of one number.
// 4. Nobody waits for Temporal inside a transaction.

/** Receive → facts → send → record → answer. */
export function createCommandService({ store, gateway, logger, answerWithinMs = ANSWER_WITHIN_MS }: CommandServiceOptions): Sender {
  async function give(order: OrderRecord, request: NewRequest): Promise<CommandResult> {
    const received = await store.inbox.receive(request);
    if (received.kind === 'key-reused') return { kind: 'key-reused' };
    const { row } = received;
    const replayed = received.kind === 'repeat';
    if (row.answer && row.answer.outcome !== 'ANSWERED') return { kind: 'answered', answer: row.answer, replayed };
    const answer = await sendTo(order, row, exclusively).catch((error: unknown) => {
      logger.error({ orderId: order.orderId, commandId: row.commandId, error: nameOf(error) }, 'command kept, to be sent again');
      return null;
    });
    return answer ? { kind: 'answered', answer, replayed } : { kind: 'pending', commandId: row.commandId };
  }

  async function send(row: InboxRow): Promise<Settled | null> {
    const order = row.order ? await store.orders.get(row.order.orderId) : null;
    return order ? sendTo(order, row, (work) => work()) : null;
  }

  async function sendTo(order: OrderRecord, row: InboxRow, alone: Alone): Promise<Settled | null> {
    const { orderId } = order;
    if (order.state.ended) return decideHere(orderId, row, alone);
    const request = await requestOf(order, row);
    const result = await gateway.send(orderId, request, answerWithinMs);
    if (result.kind !== 'absent') return finish(orderId, row, result);
    const now = await store.orders.get(orderId);
    if (!now || now.state.ended) return decideHere(orderId, row, alone);
    // The store says that the order is open: it is started from there (its creation, or a loss at Temporal's side) and asked once more.
    if (now.workflowStartedAt !== null) logger.error({ orderId }, 'an open order has no workflow: it is started again from the store');
    await begin(orderId);
    return finish(orderId, row, await gateway.send(orderId, request, answerWithinMs));
  }

  async function finish(orderId: string, row: InboxRow, result: SendResult): Promise<Settled | null> {
    switch (result.kind) {
      case 'accepted':
        return recorded(orderId, row, result.answer.events);
      case 'refused':
        return settled(await store.inbox.settleRefused(row.commandId, result.refusal, result.index));
      case 'absent':
      case 'unknown':
        logger.warn({ orderId, commandId: row.commandId, why: result.kind === 'unknown' ? result.why : 'no workflow' }, 'command pending');
        return answerOf(row.commandId);
    }
  }

  async function requestOf(order: OrderRecord, row: InboxRow): Promise<CommandRequest> {
    const given = row.order;
    if (!given) throw new Error('not a command of an order');
    const commands = [];
    for (const one of given.commands) {
      const facts = await factsFor(store, order, one, row.commandId);
      commands.push({
        command: one.command,
        body: redact(one.command, one.body),
        facts,
        ...(one.occurredAt === undefined ? {} : { occurredAt: one.occurredAt }),
      });
    }
    const { actor, expectedVersion } = given;
    return {
      commandId: row.commandId,
      actor,
      receivedAt: row.receivedAt,
      commands,
      ...(expectedVersion === null ? {} : { expectedVersion }),
    };
  }

  async function decideHere(orderId: string, row: InboxRow, alone: Alone): Promise<Settled | null> {
    return alone(async () => {
      const order = await store.orders.get(orderId);
      // Another sender of the same row may have been first.
      const answer = await answerOf(row.commandId);
      if (answer || !order) return answer;
      const decision = decideEnded(order, await requestOf(order, row));
      if (!decision.ok) return settled(await store.inbox.settleRefused(row.commandId, decision.refusal, decision.index));
      return recorded(orderId, row, decision.events);
    });
  }

  /** The lock is the reconciler's: one process at a time has it, and what it does for ended orders is the same. */
  async function exclusively<T>(work: () => Promise<T>): Promise<T | null> {
    for (let tries = 1; ; tries += 1) {
      const done = await store.exclusively('reconciler', async () => ({ result: await work() }));
      if (done || tries === ALONE_TRIES) return done?.result ?? null;
      await delay(ALONE_PAUSE_MS);
    }
  }

  async function recorded(orderId: string, row: InboxRow, events: readonly OrderEvent[]): Promise<Settled | null> {
    const result = await recordAll(store, gateway, orderId, events);
    if (result.kind === 'diverged')
      logger.error({ orderId, commandId: row.commandId, sequence: result.sequence }, 'the store and the order differ');
    return answerOf(row.commandId);
  }

  async function answerOf(commandId: string): Promise<Settled | null> {
    const row = await store.inbox.find(commandId);
    return row?.answer ? settled(row.answer) : null;
  }

  async function begin(orderId: string): Promise<void> {
    const order = await store.orders.get(orderId);
    if (!order || order.state.ended) return;
    try {
      await gateway.start({ rules: RULES, state: order.state, terms: order.terms });
      await store.orders.markWorkflowStarted(orderId);
    } catch (error) {
      logger.warn({ orderId, error: nameOf(error) }, 'the workflow is started later');
    }
  }

  return { give, send, begin };
}

/**
 * The same rules as ever. But nothing can be sent for an order any more whose workflow is gone, so what would need that is
 * refused rather than accepted and never done.
 */
function decideEnded({ state, terms }: OrderRecord, request: CommandRequest): Decision {
  const decision = decide({ state, terms }, request);
  const first = decision.ok ? decision.events.find((event) => effectsOf(event, decision.state).length > 0) : undefined;
  if (!first) return decision;
  const message = 'The order has ended: nothing is sent for it any more.';
  return { ok: false, refusal: notAllowed(message, unmet('order.open', message, null)), index: first.step };
}

/** Records what was decided; what the store lacks before it is asked of the workflow, never inside a transaction. */
export async function recordAll(
  store: Store,
  gateway: Pick<OrderGateway, 'eventsAfter'>,
  orderId: string,
  events: readonly OrderEvent[],
): Promise<Exclude<RecordResult, { kind: 'gap' }>> {
  const first = await store.orders.record(orderId, events);
  if (first.kind !== 'gap') return first;
  const second = await store.orders.record(orderId, await gateway.eventsAfter(orderId, first.have));
  if (second.kind === 'gap') throw new Error(`events after ${second.have} are missing everywhere`);
  return second;
}

function settled(answer: Answer): Settled {
  if (answer.outcome === 'ANSWERED') throw new Error('a command has no such answer');
  return answer;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
