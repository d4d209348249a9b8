import type { InboxRow, NewRequest, OrderRecord } from '../store/store.ts';
import { RULES } from '../workflows/messages.ts';
import { type Alone, aloneIn, decideEnded } from './ended.ts';
import { dependsOnState } from './facts.ts';
import type { CommandResult, CommandService, SendResult } from './ports.ts';
import { requestOf } from './request.ts';
import { answerOf, nameOf, recordAll, recordAnswer, type Settled, settled, type Way } from './way.ts';

export type CommandServiceOptions = Omit<Way, 'answerWithinMs'> & {
  /** How long a caller waits for a decision before it is told PENDING, ms (contract: 10 s). */
  readonly answerWithinMs?: number;
};

const ANSWER_WITHIN_MS = 10_000;

/** Sends a row of the inbox, whoever took it: a caller's request, or the reconciler's second try. */
export interface Sender extends CommandService {
  /** For the reconciler, which holds its lock. @returns the answer, or null where nobody decided it yet */
  send(row: InboxRow): Promise<Settled | null>;
}

// Contract of the way of a command: receive → facts → send → record → answer
// 1. Its row comes first. From then on it is never lost, and its caller gets an answer or PENDING, whatever breaks down behind.
// 2. Row, update and events have one id, so that each step may be repeated by anybody.
// 3. While the order runs, its workflow decides. When it has ended there is no workflow, and it is decided here (ended.ts).
// 4. Nobody waits for Temporal inside a transaction.

export function createCommandService({ answerWithinMs = ANSWER_WITHIN_MS, ...ports }: CommandServiceOptions): Sender {
  const way: Way = { ...ports, answerWithinMs };
  return {
    give: (order, request) => give(way, order, request),
    send: async (row) => {
      const order = row.order ? await way.store.orders.get(row.order.orderId) : null;
      return order ? sendTo(way, order, row, (work) => work()) : null;
    },
    begin: (orderId) => begin(way, orderId),
  };
}

async function give(way: Way, order: OrderRecord, request: NewRequest): Promise<CommandResult> {
  const { store, logger } = way;
  const received = await store.inbox.receive(request);
  if (received.kind === 'key-reused') return { kind: 'key-reused' };
  const { row } = received;
  const replayed = received.kind === 'repeat';
  if (row.answer) return { kind: 'answered', answer: settled(row.answer), replayed };
  const answer = await sendTo(way, order, row, aloneIn(store)).catch((error: unknown) => {
    logger.error({ orderId: order.orderId, commandId: row.commandId, error: nameOf(error) }, 'command kept, to be sent again');
    return null;
  });
  return answer ? { kind: 'answered', answer, replayed } : { kind: 'pending', commandId: row.commandId };
}

async function sendTo(way: Way, order: OrderRecord, row: InboxRow, alone: Alone): Promise<Settled | null> {
  const { store, gateway, logger, answerWithinMs } = way;
  const { orderId } = order;
  if (order.state.ended) return decideEnded(way, orderId, row, alone);
  const request = await requestOf(store, order, row);
  const result = await gateway.send(orderId, request, answerWithinMs);
  if (result.kind === 'refused') return finish(way, orderId, row, await judgedOnOldFacts(way, order, row, result));
  if (result.kind !== 'absent') return finish(way, orderId, row, result);
  const now = await store.orders.get(orderId);
  if (!now || now.state.ended) return decideEnded(way, orderId, row, alone);
  // The store says that the order is open: it is started from there (its creation, or a loss at Temporal's side) and asked once more.
  if (now.workflowStartedAt !== null) logger.error({ orderId }, 'an open order has no workflow: it is started again from the store');
  await begin(way, orderId);
  return finish(way, orderId, row, await gateway.send(orderId, request, answerWithinMs));
}

/**
 * Where the order knew more than the store, because an earlier command is decided and not yet recorded, the facts were those of
 * an older order: the store catches up, and the command is judged again. (A refusal leaves nothing behind its id.)
 */
async function judgedOnOldFacts(way: Way, { orderId, state }: OrderRecord, row: InboxRow, refused: SendResult): Promise<SendResult> {
  const { store, gateway, answerWithinMs } = way;
  if (!dependsOnState(row.order?.commands ?? [])) return refused;
  const missed = await gateway.eventsAfter(orderId, state.sequence);
  if (missed.length === 0) return refused;
  await recordAll(way, orderId, missed);
  const now = await store.orders.get(orderId);
  return now ? gateway.send(orderId, await requestOf(store, now, row), answerWithinMs) : refused;
}

function finish(way: Way, orderId: string, row: InboxRow, result: SendResult): Promise<Settled | null> {
  const { commandId } = row;
  switch (result.kind) {
    case 'accepted':
      return recordAnswer(way, orderId, commandId, result.answer.events);
    case 'refused':
      return way.store.inbox.settleRefused(commandId, result.refusal, result.index).then(settled);
    case 'absent':
    case 'unknown':
      way.logger.warn({ orderId, commandId, why: result.kind === 'unknown' ? result.why : 'no workflow' }, 'command pending');
      return answerOf(way, commandId);
  }
}

async function begin({ store, gateway, logger }: Way, orderId: string): Promise<void> {
  const order = await store.orders.get(orderId);
  if (!order || order.state.ended) return;
  try {
    await gateway.start({ rules: RULES, state: order.state, terms: order.terms });
    await store.orders.markWorkflowStarted(orderId);
  } catch (error) {
    logger.warn({ orderId, error: nameOf(error) }, 'the workflow is started later');
  }
}
