import type { OrderEvent } from '../domain/order/events.ts';
import type { InboxRow, NewRequest, OrderRecord } from '../store/contract/store.ts';
import { faultOf } from '../store/engine/fault.ts';
import { spanned } from '../telemetry/spans.ts';
import { beginClaim, claimTarget } from './claim-target.ts';
import { type CountCommand, counted, countedLate } from './counted.ts';
import { type Alone, aloneIn, decideEnded } from './ended.ts';
import { beginOrder, orderTarget } from './order-target.ts';
import type { CommandResult, CommandService, JustRecorded, SendResult } from './ports.ts';
import type { Target } from './target.ts';
import { answerOf, recordAnswer, type Settled, settled, type Way } from './way.ts';

export type CommandServiceOptions = Omit<Way, 'answerWithinMs'> & {
  /** How long a caller waits for a decision before it is told PENDING, ms. */
  readonly answerWithinMs?: number;
  /** Told of every command that was taken, and of how it ended. */
  readonly count?: CountCommand;
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

export function createCommandService({
  answerWithinMs = ANSWER_WITHIN_MS,
  count = () => undefined,
  ...ports
}: CommandServiceOptions): Sender {
  const way: Way = { ...ports, answerWithinMs };
  return {
    give: (order, request) => counted(count, request, () => giveToOrder(way, order, request)),
    giveToClaim: (claim, request) => counted(count, request, () => give(way, claimTarget(way, claim), request)),
    send: (row) => countedLate(count, row, () => sendRow(way, row)),
    begin: (order) => beginOrder(way, order),
    beginClaim: (claimId) => beginClaim(way, claimId),
  };
}

async function sendRow(way: Way, row: InboxRow): Promise<Settled | null> {
  if (row.claim) {
    const claim = await way.store.claims.get(row.claim.claimId);
    return claim ? sendTo(way, claimTarget(way, claim), row, atOnce) : null;
  }
  const order = row.order ? await way.store.orders.get(row.order.orderId) : null;
  return order ? sendTo(way, orderTarget(way, order), row, atOnce) : null;
}

/** For the reconciler, which holds the lock. */
const atOnce: Alone = (work) => work();

async function giveToOrder(way: Way, order: OrderRecord, request: NewRequest): Promise<CommandResult> {
  const target = orderTarget(way, order);
  let recorded: JustRecorded | undefined;
  const record: Target<OrderEvent>['record'] = async (events, row) => {
    const result = await way.store.orders.record(order.orderId, events, row && { order, request: row });
    if (result.kind === 'recorded') recorded = { record: result.record, events, at: result.at };
    return result;
  };
  const result = await give(way, { ...target, record }, request);
  return result.kind === 'answered' && recorded ? { ...result, recorded } : result;
}

async function give<E>(way: Way, target: Target<E>, request: NewRequest): Promise<CommandResult> {
  const { store, logger } = way;
  const received = await spanned('receive', { attributes: () => ({ commandId: request.commandId }) }, () => store.inbox.receive(request));
  if (received.kind === 'key-reused') return { kind: 'key-reused' };
  const { row } = received;
  const replayed = received.kind === 'repeat';
  if (row.answer) return { kind: 'answered', answer: settled(row.answer), replayed };
  const answer = await sendTo(way, target, row, aloneIn(store)).catch((error: unknown) => {
    logger.error({ ...target.ids, commandId: row.commandId, ...faultOf(error) }, 'command kept, to be sent again');
    return null;
  });
  return answer ? { kind: 'answered', answer, replayed } : { kind: 'pending', commandId: row.commandId };
}

async function sendTo<E>(way: Way, target: Target<E>, row: InboxRow, alone: Alone): Promise<Settled | null> {
  if (target.ended) return decideEnded(way, target, row, alone);
  const result = await spanned('send', { attributes: () => ({ ...target.ids, commandId: row.commandId }) }, () => target.ask(row));
  if (result.kind !== 'absent') return finish(way, target, row, result);
  const now = await target.reload();
  if (!now || now.ended) return decideEnded(way, target, row, alone);
  // The store says that it is open: it is started from there (its creation, or a loss at Temporal's side) and asked once more.
  if (now.hasStarted) way.logger.error(target.ids, 'it is open and has no workflow: it is started again from the store');
  await now.begin();
  return finish(way, now, row, await now.ask(row));
}

function finish<E>(way: Way, target: Target<E>, row: InboxRow, result: SendResult<E>): Promise<Settled | null> {
  const { commandId } = row;
  switch (result.kind) {
    case 'accepted':
      return spanned('record', {}, () => recordAnswer(way, target, row, result.answer.events));
    case 'refused':
      return way.store.inbox.settleRefused(commandId, result.refusal, result.index).then(settled);
    case 'absent':
    case 'unknown':
      way.logger.warn({ ...target.ids, commandId, why: result.kind === 'unknown' ? result.why : 'no workflow' }, 'command pending');
      return answerOf(way, commandId);
  }
}
