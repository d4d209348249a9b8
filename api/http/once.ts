import type { Answer, StoreTransaction } from '../../store/contract/store.ts';
import { REPLAYED } from '../presenters/command-answer.ts';
import { KEY_REUSED, PROBLEMS, type Problem } from './problems.ts';
import { type Reply, refusedBy, withHeaders } from './reply.ts';
import { keyedCommandId, newRequest } from './request.ts';
import type { Context } from './route.ts';

type Answered = Extract<Answer, { outcome: 'ANSWERED' }>;
type Asking = Pick<Context<unknown, unknown, unknown>, 'deps' | 'caller' | 'method' | 'path' | 'idempotencyKey' | 'body'>;

/**
 * Answers a request that the store itself decides, once by its key: the answer is kept with what `write` does.
 * A problem is kept too, without the request's id, which is each time another.
 */
export async function answeredOnce(asking: Asking, write: (tx: StoreTransaction, commandId: string) => Promise<Reply>): Promise<Reply> {
  const request = newRequest(asking);
  const result = await asking.deps.store.inbox.answerOnce(request, async (tx) => kept(await write(tx, request.commandId)));
  if (result.answer === null) return refusedBy(KEY_REUSED);
  if (result.answer.outcome !== 'ANSWERED') throw new Error('a command was answered as a request of the store');
  const reply = replyOf(result.answer);
  return result.replayed ? withHeaders(reply, REPLAYED) : reply;
}

/** Whether this caller has given this request by its key before: then it has its answer, whatever speaks against it now. */
export async function isRepeat(asking: Omit<Asking, 'body'>): Promise<boolean> {
  const commandId = keyedCommandId(asking);
  return commandId !== null && (await asking.deps.store.inbox.find(commandId)) !== null;
}

/** For requests that change nothing: a repeat of a key gets the first answer, a request without one leaves no trace. */
export function rememberedOnce(asking: Asking, answer: () => Reply): Promise<Reply> {
  return asking.idempotencyKey === null ? Promise.resolve(answer()) : answeredOnce(asking, async () => answer());
}

/**
 * For work that is no single transaction and that repeating does not change (an import): done, then its answer is kept by the
 * key. The key's first answer is looked for before.
 */
export async function answeredAfter(asking: Asking, work: () => Promise<Reply>): Promise<Reply> {
  if (asking.idempotencyKey === null) return work();
  const before = await asking.deps.store.inbox.find(newRequest(asking).commandId);
  const reply = before ? null : await work();
  return answeredOnce(asking, async () => {
    if (!reply) throw new Error('an answer that was kept is gone');
    return reply;
  });
}

function kept(reply: Reply): Answered {
  const headers = reply.headers ?? {};
  if (reply.kind === 'json') return { outcome: 'ANSWERED', status: reply.status, body: reply.body, headers };
  return { outcome: 'ANSWERED', status: PROBLEMS[reply.problem.code].status, body: reply.problem, headers };
}

function replyOf({ status, body, headers }: Answered): Reply {
  // What `kept` wrote: a status from 400 on goes with a problem.
  return status >= 400 ? { kind: 'problem', problem: body as Problem, headers } : { kind: 'json', status, body, headers };
}
