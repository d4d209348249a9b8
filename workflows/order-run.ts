import { decideNotice } from '../domain/order/claims/notice.ts';
import { ORDER, type Order } from '../domain/order/decider.ts';
import type { Effect } from '../domain/order/effects.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { decideSignal } from '../domain/order/signal.ts';
import { record, recordFee, sendMessage, settledBefore, startClaim, tellClaim } from './effects.ts';
import { orderNoticeSignal, type ServiceOrderInput, supportDecisionSignal } from './messages.ts';
import { Run } from './run.ts';

/** One run of an order's workflow: its decider, and the activities that do what it asks for. */
export function runOrder({ opening = [], ...start }: ServiceOrderInput): Run<Order> {
  const { orderId } = start.state;
  const run = new Run(ORDER, start, {
    ids: { orderId },
    perform: (effect, events) => perform(effect, { orderId, events }),
    record: (events) => record({ orderId, events }),
    settledBefore: (due) => settledBefore({ orderId, due }),
  });
  run.onSignal(supportDecisionSignal, (context, signal, now) => decideSignal(context, signal, now).events);
  run.onSignal(orderNoticeSignal, ({ state }, notice, now) => decideNotice(state, notice, now).events);
  run.owe(opening);
  return run;
}

function perform(effect: Effect, given: { readonly orderId: string; readonly events: readonly OrderEvent[] }): Promise<unknown> {
  switch (effect.kind) {
    case 'message':
      return sendMessage({ ...given, messageId: effect.message.messageId });
    case 'fee':
      return recordFee({ ...given, fee: effect.fee });
    case 'claim':
      return startClaim({ ...given, claimId: effect.claimId });
    case 'claim-notice':
      return tellClaim({ ...given, claim: effect.claim, notice: effect.notice });
  }
}
