import type { ClaimNotice } from '../claim/orders/notice-kinds.ts';
import type { MessagePurpose } from '../policy/pack.ts';
import type { Party } from '../shared/actor.ts';
import type { Money } from '../shared/money.ts';
import { iso } from '../shared/time.ts';
import { openClaim } from './claims/claims.ts';
import type { OrderEvent } from './events.ts';
import { counterpartOf } from './rules.ts';
import type { OrderState } from './state.ts';

/** A message that follows from an event. Its text is rendered by channels/ from the template, the variables and the order. */
export interface MessageIntent {
  readonly messageId: string;
  readonly purpose: MessagePurpose | 'REMINDER' | 'ESCALATION' | 'NOTICE';
  readonly to: 'CUSTOMER' | 'PROVIDER' | 'SUPERVISOR' | 'SUPPORT';
  /** Null: the text was written by a person and is in the command's row. */
  readonly templateId: string | null;
  /** Ids, enums, numbers and instants; names and texts are filled in from the order when it is rendered. */
  readonly variables: Readonly<Record<string, string | number>>;
  readonly locale: string;
  readonly holdId: string | null;
}

export interface FeeIntent {
  /** Once in the ledger: `order:{id}:{feeId}`, with `:reversal` for the correction. */
  readonly key: string;
  readonly feeId: string;
  readonly amount: Money;
  readonly reversal: boolean;
  readonly providerId: string;
}

export type Effect =
  | { readonly kind: 'message'; readonly message: MessageIntent }
  | { readonly kind: 'fee'; readonly fee: FeeIntent }
  /** Open the claim that CLAIM_FILED (event `sequence`) holds: `openClaim` of domain/claim/filing/open.ts, once by its id. */
  | { readonly kind: 'claim'; readonly claimId: string; readonly sequence: number }
  | { readonly kind: 'claim-notice'; readonly claim: { readonly orderId: string; readonly claimId: string }; readonly notice: ClaimNotice };

/**
 * What has to happen outside because of an event; `state` is the state after it. The same event gives the same ids, so that an
 * effect is done once however often it is tried. What the marketplace itself sends (order, shipping and appointment
 * confirmations) is not here: a second one would confuse. Source: "Selling on Amazon: things to know".
 */
export function effectsOf(event: OrderEvent, state: OrderState): readonly Effect[] {
  // What an import tells of the past happened elsewhere: nobody is written to about it.
  if (event.command === 'create') return [];
  const message = messageOf(event, state);
  const fee = feeOf(event, state);
  return [
    ...(message ? [{ kind: 'message' as const, message }] : []),
    ...(fee ? [{ kind: 'fee' as const, fee }] : []),
    ...claimEffects(event, state),
  ];
}

type Draft = Omit<MessageIntent, 'messageId' | 'locale' | 'holdId'> & Partial<Pick<MessageIntent, 'messageId' | 'locale' | 'holdId'>>;

function messageOf(event: OrderEvent, state: OrderState): MessageIntent | null {
  const draft = draftOf(event, state);
  if (!draft) return null;
  // A party of the order is written to in its language; the desk reads the program's.
  const locale = draft.to === 'CUSTOMER' || draft.to === 'PROVIDER' ? state.locale : 'en';
  return { messageId: `msg-${state.orderId}-${event.sequence}`, locale, holdId: null, ...draft };
}

function draftOf(event: OrderEvent, state: OrderState): Draft | null {
  switch (event.type) {
    case 'ORDER_COMPLETED':
      return {
        purpose: 'JOB_SUMMARY',
        to: 'CUSTOMER',
        templateId: 'feedback',
        variables: event.data.claimWindow ? { closesAt: event.data.claimWindow.closesAt } : {},
      };
    case 'CLAIM_LINK_SENT':
      return { purpose: 'JOB_SUMMARY', to: 'CUSTOMER', templateId: 'feedback', variables: {} };
    case 'APPOINTMENT_RESCHEDULED':
      if (event.data.agreed) return null;
      return {
        purpose: 'NOTICE',
        to: counterpartOf(event),
        templateId: 'reschedule-proposed',
        variables: { startAt: event.data.startAt },
      };
    case 'ORDER_AMENDED':
      return { purpose: 'NOTICE', to: 'PROVIDER', templateId: 'order-amended', variables: {} };
    case 'NO_SHOW_RECORDED':
      return { purpose: 'NOTICE', to: 'CUSTOMER', templateId: 'no-show-choice', variables: {} };
    case 'CLAIM_WINDOW_REMINDER':
      // A seller is a backend: it reads the event feed. Only a customer has a mailbox here.
      if (event.data.skipped || !state.claimWindow || state.claimWindow.claimant !== 'CUSTOMER') return null;
      return {
        purpose: 'REMINDER',
        to: 'CUSTOMER',
        templateId: 'claim-window-reminder',
        variables: { closesAt: state.claimWindow.closesAt },
      };
    case 'ISSUE_RAISED':
      return { purpose: 'NOTICE', to: 'PROVIDER', templateId: 'issue-raised', variables: { issueId: event.data.issueId } };
    case 'HOLD_DECIDED':
      return {
        purpose: 'NOTICE',
        to: 'PROVIDER',
        templateId: 'hold-decided',
        variables: { decision: event.data.decision, holdId: event.data.holdId },
      };
    case 'FEE_POSTED':
      return {
        purpose: 'NOTICE',
        to: 'PROVIDER',
        templateId: 'fee-decided',
        variables: { amountMinor: event.data.amount.amountMinor, currency: event.data.amount.currency },
      };
    case 'MESSAGE_ACCEPTED': {
      const { messageId, purpose, to, templateId, locale, holdId } = event.data;
      return { messageId, purpose, to, templateId, variables: {}, locale, holdId };
    }
    case 'RUNG_REACHED':
      return rungDraft(event.data);
    default:
      return null;
  }
}

function rungDraft({
  ladder,
  subject,
  since,
  rung,
  action,
  to,
  channel,
  skipped,
}: Extract<OrderEvent, { type: 'RUNG_REACHED' }>['data']): Draft | null {
  const reader = mailbox(to);
  if (skipped || !reader) return null;
  const variables = { ladder, subject, rung, channel, since: iso(since) };
  return action === 'REMIND'
    ? { purpose: 'REMINDER', to: reader, templateId: 'ladder-reminder', variables }
    : { purpose: 'ESCALATION', to: reader, templateId: 'ladder-escalation', variables };
}

function mailbox(to: Party): MessageIntent['to'] | null {
  return to === 'SYSTEM' ? null : to;
}

/** A filed claim starts; a linked order tells the claim that it is the remedy of; claims share the test clock of their order. */
function claimEffects(event: OrderEvent, state: OrderState): readonly Effect[] {
  const noticeId = `${state.orderId}-${event.sequence}`;
  switch (event.type) {
    case 'CLAIM_FILED':
      return [{ kind: 'claim', claimId: event.data.claimId, sequence: event.sequence }];
    case 'ORDER_COMPLETED':
    case 'ORDER_CANCELLED': {
      if (!state.recallOf) return [];
      const outcome = event.type === 'ORDER_COMPLETED' ? 'COMPLETED' : 'CANCELLED';
      const notice: ClaimNotice = { kind: 'recall-ended', noticeId, recallOrderId: state.orderId, outcome };
      return [{ kind: 'claim-notice', claim: state.recallOf, notice }];
    }
    case 'CLOCK_ADVANCED': {
      const claim = openClaim(state);
      const notice: ClaimNotice = { kind: 'clock-advanced', noticeId, offsetMs: event.data.offsetMs };
      return claim ? [{ kind: 'claim-notice', claim: { orderId: state.orderId, claimId: claim.claimId }, notice }] : [];
    }
    default:
      return [];
  }
}

function feeOf(event: OrderEvent, state: OrderState): FeeIntent | null {
  if (event.type !== 'FEE_POSTED' && event.type !== 'FEE_REVERSED') return null;
  const { feeId, amount } = event.data;
  const reversal = event.type === 'FEE_REVERSED';
  return { key: `order:${state.orderId}:${feeId}${reversal ? ':reversal' : ''}`, feeId, amount, reversal, providerId: state.providerId };
}
