import type { ClaimEnd } from '../order/claims/claims.ts';
import type { OrderNotice } from '../order/claims/notice.ts';
import type { MessageIntent } from '../order/effects.ts';
import type { Party } from '../shared/actor.ts';
import type { Money } from '../shared/money.ts';
import { iso } from '../shared/time.ts';
import type { ClaimSide } from './bodies.ts';
import type { ClaimEvent } from './events.ts';
import type { ClaimState } from './state.ts';

/** Who owes whom: an entry of the ledger. We move no money. */
export interface ObligationIntent {
  /** Once in the ledger: `claim:{id}:refund:{entry}`, with `:dropped` or `:settled` for what ends it. */
  readonly key: string;
  readonly kind: 'OWED' | 'DROPPED' | 'SETTLED';
  readonly claimId: string;
  readonly orderId: string;
  readonly providerId: string;
  readonly claimant: { readonly role: 'CUSTOMER' | 'SELLER'; readonly id: string };
  readonly amount: Money;
}

export type ClaimEffect =
  | { readonly kind: 'message'; readonly message: MessageIntent }
  | { readonly kind: 'obligation'; readonly obligation: ObligationIntent }
  /** Create the linked order (recall.ts), once by its id. */
  | { readonly kind: 'recall-order'; readonly recallOrderId: string }
  /** Cancel it: an appeal ended otherwise. */
  | { readonly kind: 'recall-cancel'; readonly recallOrderId: string }
  /** The claim has ended: its order may close. An order that has ended itself needs no telling. */
  | { readonly kind: 'order-notice'; readonly orderId: string; readonly notice: OrderNotice };

/** What has to happen outside because of an event; `state` is the state after it. The same event gives the same ids. */
export function claimEffectsOf(event: ClaimEvent, state: ClaimState): readonly ClaimEffect[] {
  return [
    ...messagesOf(event, state).map((message) => ({ kind: 'message' as const, message })),
    ...obligationOf(event, state),
    ...recallOf(event),
    ...endOf(event, state),
  ];
}

type Draft = Pick<MessageIntent, 'templateId' | 'purpose' | 'to'> & { readonly variables?: MessageIntent['variables'] };

function messagesOf(event: ClaimEvent, state: ClaimState): readonly MessageIntent[] {
  return draftsOf(event, state).map((draft) => ({
    // A claim's id may be an order's too: its messages are told apart. Both sides of a letter have one each.
    messageId: `msg-claim-${state.claimId}-${event.sequence}-${draft.to.toLowerCase()}`,
    locale: draft.to === 'CUSTOMER' || draft.to === 'PROVIDER' ? state.locale : 'en',
    holdId: null,
    ...draft,
    variables: { claimId: state.claimId, ...draft.variables },
  }));
}

/**
 * The order's contact stands for the claimant, also for a seller's: under that programme the seller is who bought the service
 * (Source: Partner Network FAQ).
 */
function mailboxOf(side: ClaimSide): 'CUSTOMER' | 'PROVIDER' {
  return side === 'CLAIMANT' ? 'CUSTOMER' : 'PROVIDER';
}

const BOTH = ['CUSTOMER', 'PROVIDER'] as const;

function draftsOf(event: ClaimEvent, state: ClaimState): readonly Draft[] {
  const notice = { purpose: 'NOTICE' as const };
  switch (event.type) {
    case 'PARTNER_TOLD':
      return [{ ...notice, to: 'PROVIDER', templateId: 'claim-received', variables: { answersBy: event.data.answersBy } }];
    case 'DOCUMENTS_REQUESTED':
      return [{ ...notice, to: mailboxOf(event.data.from), templateId: 'claim-documents', variables: { requestId: event.data.requestId } }];
    case 'CLAIM_DECIDED':
    case 'APPEAL_DECIDED':
      return BOTH.map((to) => ({ ...notice, to, templateId: 'claim-decision', variables: { decision: event.sequence } }));
    case 'APPEALED': {
      const other = event.data.by === 'CLAIMANT' ? 'PROVIDER' : 'CLAIMANT';
      return [{ ...notice, to: mailboxOf(other), templateId: 'claim-appealed' }];
    }
    case 'PAYMENT_STATED':
      return [{ ...notice, to: mailboxOf('CLAIMANT'), templateId: 'claim-payment' }];
    case 'RUNG_REACHED':
      return rungDrafts(event.data);
    default:
      return state.ended && event.type === 'CLAIM_WITHDRAWN' ? [{ ...notice, to: 'PROVIDER', templateId: 'claim-withdrawn' }] : [];
  }
}

function rungDrafts({ ladder, subject, since, rung, action, to, channel, skipped }: Extract<ClaimEvent, { type: 'RUNG_REACHED' }>['data']) {
  if (skipped) return [];
  const variables = { ladder, subject, rung, channel, since: iso(since) };
  const draft: Draft =
    action === 'REMIND'
      ? { purpose: 'REMINDER', to: mailbox(to), templateId: 'claim-reminder', variables }
      : { purpose: 'ESCALATION', to: mailbox(to), templateId: 'claim-escalation', variables };
  return [draft];
}

function mailbox(to: Party): MessageIntent['to'] {
  return to === 'SYSTEM' ? mailboxOf('CLAIMANT') : to;
}

function obligationOf(event: ClaimEvent, { claimId, orderId, providerId, claimant }: ClaimState): readonly ClaimEffect[] {
  const common = { claimId, orderId, providerId, claimant };
  const key = (entry: number): string => `claim:${claimId}:refund:${entry}`;
  switch (event.type) {
    case 'REFUND_OWED': {
      const { entry, amount } = event.data;
      return [{ kind: 'obligation', obligation: { ...common, key: key(entry), kind: 'OWED', amount } }];
    }
    case 'REFUND_DROPPED': {
      const { entry, amount } = event.data;
      return [{ kind: 'obligation', obligation: { ...common, key: `${key(entry)}:dropped`, kind: 'DROPPED', amount } }];
    }
    case 'CLAIM_SETTLED': {
      const { entry, amount } = event.data;
      if (entry === null || amount === null) return [];
      return [{ kind: 'obligation', obligation: { ...common, key: `${key(entry)}:settled`, kind: 'SETTLED', amount } }];
    }
    default:
      return [];
  }
}

function recallOf(event: ClaimEvent): readonly ClaimEffect[] {
  if (event.type === 'REDO_ORDERED') return [{ kind: 'recall-order', recallOrderId: event.data.recallOrderId }];
  return event.type === 'REDO_DROPPED' ? [{ kind: 'recall-cancel', recallOrderId: event.data.recallOrderId }] : [];
}

const ENDS: ReadonlySet<ClaimEvent['type']> = new Set<ClaimEvent['type']>([
  'CLAIM_SETTLED',
  'CLAIM_CLOSED',
  'CLAIM_WITHDRAWN',
  'CLAIM_ENDED',
]);

function endOf(event: ClaimEvent, state: ClaimState): readonly ClaimEffect[] {
  if (!ENDS.has(event.type) || !state.ended) return [];
  const approved = state.decision !== null && state.decision.outcome !== 'DENIED' && state.name !== 'WITHDRAWN';
  const notice: OrderNotice = {
    kind: 'claim-ended',
    noticeId: `${state.claimId}-end`,
    claimId: state.claimId,
    as: endName(state),
    approved,
  };
  return [{ kind: 'order-notice', orderId: state.orderId, notice }];
}

function endName({ name }: ClaimState): ClaimEnd {
  return name === 'SETTLED' || name === 'WITHDRAWN' ? name : 'CLOSED';
}
