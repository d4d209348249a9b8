import type { CommandResult, JustRecorded } from '../../commands/ports.ts';
import type { Warning } from '../../domain/shared/deciding/refusal.ts';
import type { Recorded } from '../../domain/shared/recorded.ts';
import type { Answer, NewRequest, Store } from '../../store/contract/store.ts';
import { maySee } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { KEY_REUSED, type Problem, refusalProblem } from '../http/problems.ts';
import { type Reply, refusedBy, withHeaders } from '../http/reply.ts';
import { type OrderThen, recordAsOf, shownOrder } from './order-now.ts';

export type Settled = Exclude<Answer, { outcome: 'ANSWERED' }>;
type Accepted = Extract<Settled, { outcome: 'ACCEPTED' }>;
export type Given = NonNullable<NewRequest['order']>;

/** A batch is answered with a result for each of its commands, a single command with its own. */
export interface Asked {
  readonly commandId: string;
  readonly order: Given;
  readonly isBatch: boolean;
}

export const REPLAYED = { 'Idempotency-Replayed': 'true' } as const;

/** How a command ended, as HTTP. */
export async function commandReply(store: Store, caller: Caller, asked: Asked, result: CommandResult): Promise<Reply> {
  switch (result.kind) {
    case 'key-reused':
      return refusedBy(KEY_REUSED);
    case 'pending':
      return pendingReply(result.commandId);
    case 'answered': {
      const reply = await settledReply(store, caller, asked, result.answer, result.recorded);
      return result.replayed ? withHeaders(reply, REPLAYED) : reply;
    }
  }
}

export function pendingReply(commandId: string): Reply {
  return { kind: 'json', status: 202, body: { outcome: 'PENDING', commandId }, headers: { Location: `/v1/commands/${commandId}` } };
}

/** @param recorded what the command has just led to; absent, it is read */
export async function settledReply(store: Store, caller: Caller, asked: Asked, answer: Settled, recorded?: JustRecorded): Promise<Reply> {
  if (answer.outcome === 'REFUSED') return refusedBy(refusedProblem(asked, answer));
  const { record, current, events, at } = isOf(recorded, answer)
    ? { ...recorded, current: recorded.record }
    : await read(store, asked.order.orderId, answer);
  // Whoever is no party any more reads how its own command ended, and nothing of the order.
  const shown = maySee(caller, current.state) ? await shownOrder(store, { record, current }, caller, at) : null;
  const results = asked.order.commands.map(({ command }, step) => ({
    command,
    decision: {
      id: asked.isBatch ? `${asked.commandId}.${step}` : asked.commandId,
      policyVersion: record.terms.policy.version,
      because: becauseOf(events, asked.commandId, step),
    },
    warnings: warningsOf(events, asked.commandId, step),
  }));
  const [{ decision, warnings } = { decision: null, warnings: [] }] = results;
  const order = shown ? { order: shown.body } : {};
  const body = asked.isBatch ? { outcome: 'ACCEPTED', results, ...order } : { outcome: 'ACCEPTED', decision, warnings, ...order };
  return { kind: 'json', status: 200, body, ...(shown ? { headers: shown.headers } : {}) };
}

/** Whether the order stands as of that answer; a command that was decided before, or overtaken, is read. */
function isOf(recorded: JustRecorded | undefined, { firstSequence, lastSequence }: Accepted): recorded is JustRecorded {
  return recorded?.record.state.sequence === lastSequence && recorded.events.some(({ sequence }) => sequence === firstSequence);
}

async function read(
  store: Store,
  orderId: string,
  { firstSequence, lastSequence }: Accepted,
): Promise<OrderThen & Partial<JustRecorded> & Omit<JustRecorded, 'at'>> {
  const [then, events] = await Promise.all([
    recordAsOf(store, orderId, lastSequence),
    store.orders.eventsBetween(orderId, firstSequence, lastSequence),
  ]);
  return { ...then, events };
}

/** Pointers of a batch's refusal lead to the body of the command that was refused. */
function refusedProblem({ isBatch }: Asked, { refusal, index }: Extract<Settled, { outcome: 'REFUSED' }>): Problem {
  const problem = refusalProblem(refusal);
  if (!isBatch) return problem;
  const errors = problem.errors?.map(({ pointer, message }) => ({ pointer: `/commands/${index}/body${pointer}`, message }));
  return { ...problem, ...(errors ? { errors } : {}), index };
}

export function becauseOf(events: readonly Recorded<string>[], commandId: string, step: number): readonly string[] {
  return [...new Set(ownEvents(events, commandId, step).flatMap(({ because }) => because))];
}

export function warningsOf(events: readonly Recorded<string>[], commandId: string, step: number): readonly Warning[] {
  return ownEvents(events, commandId, step).flatMap(({ warnings }) => warnings ?? []);
}

/** Deadlines that a test clock passed on the way lie between, and belong to nobody's command. */
function ownEvents<E extends Recorded<string>>(events: readonly E[], commandId: string, step: number): readonly E[] {
  return events.filter((event) => event.commandId === commandId && event.step === step);
}
