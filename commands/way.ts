import type { Logger } from 'pino';
import type { Answer, InboxRow, RecordResult, Store } from '../store/contract/store.ts';
import type { OrderGateway } from './ports.ts';
import type { Target } from './target.ts';

/** What every step on a command's way needs. */
export interface Way {
  readonly store: Store;
  readonly gateway: OrderGateway;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Every name of the marketplace that this is a name of. */
  readonly marketplaceNames: (marketplaceId: string) => readonly string[];
  /** How long a caller waits for a decision before it is told PENDING, ms. */
  readonly answerWithinMs: number;
}

/** The answer to a command. */
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

/** Records what was decided for a command, and with it the command's answer; null where store and workflow differ. */
export async function recordAnswer<E>(way: Way, target: Target<E>, row: InboxRow, events: readonly E[]): Promise<Settled | null> {
  const { commandId } = row;
  const result = await recordAll(target, events, row);
  if (result.kind === 'recorded') {
    const answer = result.answers.get(commandId);
    if (answer) return settled(answer);
  } else way.logger.error({ ...target.ids, commandId, sequence: result.sequence }, 'the store and the workflow differ');
  return answerOf(way, commandId);
}

/** What the store lacks before the given events is asked of the workflow, never inside a transaction. */
export async function recordAll<E>(
  target: Target<E>,
  events: readonly E[],
  row?: InboxRow,
): Promise<Exclude<RecordResult<unknown>, { kind: 'gap' }>> {
  const first = await target.record(events, row);
  if (first.kind !== 'gap') return first;
  const second = await target.record(await target.eventsAfter(first.have));
  if (second.kind === 'gap') throw new Error(`events after ${second.have} are missing everywhere`);
  return second;
}
