import type { AppDeps } from '../../api/deps.ts';
import { conversationOf, type MessageView } from '../../api/presenters/conversation.ts';
import { orderNow, shownOrder } from '../../api/presenters/order-now.ts';
import { readerOf } from '../../api/presenters/readers.ts';
import { wholeTimeline } from '../../api/presenters/timeline.ts';
import type { OrderView } from '../../domain/order/views/view.ts';
import { completionCheck, type Requirement } from '../../domain/order/visit/completion.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { OrderRecord, Stuck } from '../../store/contract/store.ts';
import type { FormSubject } from '../forms/hints.ts';
import type { Session } from '../session.ts';

/** All that the page of one order shows, read in one go. */
export interface OrderData {
  readonly record: OrderRecord;
  readonly view: OrderView;
  readonly requirements: readonly Requirement[];
  readonly timeline: ReturnType<typeof wholeTimeline>;
  /** What this caller may read of the conversation. */
  readonly messages: readonly MessageView[];
  readonly subject: FormSubject;
  /** Where its workflow does not get on. */
  readonly stuck: Stuck | null;
  /** The order's own time. */
  readonly now: Instant;
}

/** What the forms about an order are drawn and read from. */
export async function formSubject({ store, policies }: AppDeps, { caller }: Session, record: OrderRecord): Promise<FormSubject> {
  const { state, terms } = record;
  const provider = await store.providers.get(state.providerId);
  return { record, caller, provider, pack: policies.get(terms.policy.id, terms.policy.version) };
}

export async function orderData(deps: AppDeps, session: Session, record: OrderRecord): Promise<OrderData> {
  const { store } = deps;
  const { caller } = session;
  const { orderId, state, terms } = record;
  const [{ body: view }, events, rows, refusedClaims, subject, now, stuck, reader] = await Promise.all([
    shownOrder(store, { record, current: record }, caller),
    store.orders.timeline(orderId),
    store.messages.of(orderId),
    store.inbox.refusedClaims(orderId),
    formSubject(deps, session, record),
    orderNow(store, record),
    store.stuck.among([orderId]),
    readerOf(store, caller, record),
  ]);
  return {
    record,
    view,
    requirements: completionCheck(state, terms),
    timeline: wholeTimeline(reader, events, rows, refusedClaims),
    messages: conversationOf(reader, rows),
    subject,
    stuck: stuck.find(({ claimId }) => claimId === undefined) ?? null,
    now,
  };
}
