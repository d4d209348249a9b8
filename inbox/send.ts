import type { Logger } from 'pino';
import type { CommandRequest } from '../domain/order/command.ts';
import { decide } from '../domain/order/decide.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { redact } from '../domain/order/redact.ts';
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
  /** @returns the answer, or null where nobody decided it yet */
  send(row: InboxRow): Promise<Settled | null>;
}

/** Receive → facts → send → record → answer. Safe to repeat at every step, because the row, the update and the events have one id. */
export function createCommandService({ store, gateway, logger, answerWithinMs = ANSWER_WITHIN_MS }: CommandServiceOptions): Sender {
  async function give(order: OrderRecord, request: NewRequest): Promise<CommandResult> {
    const received = await store.inbox.receive(request);
    if (received.kind === 'key-reused') return { kind: 'key-reused' };
    const { row } = received;
    const replayed = received.kind === 'repeat';
    if (row.answer && row.answer.outcome !== 'ANSWERED') return { kind: 'answered', answer: row.answer, replayed };
    const answer = await sendTo(order, row);
    return answer ? { kind: 'answered', answer, replayed } : { kind: 'pending', commandId: row.commandId };
  }

  async function send(row: InboxRow): Promise<Settled | null> {
    const order = row.order ? await store.orders.get(row.order.orderId) : null;
    return order ? sendTo(order, row) : null;
  }

  async function sendTo(order: OrderRecord, row: InboxRow): Promise<Settled | null> {
    const request = await requestOf(order, row);
    if (order.state.ended) return decideHere(order, row, request);
    const { orderId } = order;
    const result = await sendOrRevive(order, request);
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

  /**
   * The store says the order is open. Without a workflow it is started from the store's state (its creation, or a loss at
   * Temporal's side) and asked once more; where it has just ended, the store knows by now.
   */
  async function sendOrRevive(order: OrderRecord, request: CommandRequest): Promise<SendResult> {
    const { orderId } = order;
    const first = await gateway.send(orderId, request, answerWithinMs);
    if (first.kind !== 'absent') return first;
    const now = await store.orders.get(orderId);
    if (!now || now.state.ended) return first;
    if (now.workflowStartedAt !== null) logger.error({ orderId }, 'an open order has no workflow: it is started again from the store');
    await begin(orderId);
    return gateway.send(orderId, request, answerWithinMs);
  }

  /** Nothing is left to race with: the order's workflow is gone, and the row lock of `record` is the one place. */
  async function decideHere(order: OrderRecord, row: InboxRow, request: CommandRequest): Promise<Settled | null> {
    const decision = decide({ state: order.state, terms: order.terms }, request);
    if (!decision.ok) return settled(await store.inbox.settleRefused(row.commandId, decision.refusal, decision.index));
    return recorded(order.orderId, row, decision.events);
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
      logger.warn({ orderId, error: error instanceof Error ? error.name : 'unknown' }, 'the workflow is started later');
    }
  }

  return { give, send, begin };
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
