import type { CommandRequest } from '../domain/order/command.ts';
import { nextDeadline } from '../domain/order/deadlines.ts';
import { decide } from '../domain/order/decide.ts';
import { type Effect, effectsOf } from '../domain/order/effects.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { evolve } from '../domain/order/evolve.ts';
import { decideNotice } from '../domain/order/notice.ts';
import { decideSignal } from '../domain/order/signal.ts';
import type { OrderState } from '../domain/order/state.ts';
import { tick } from '../domain/order/tick.ts';
import { requireKnownRules, rulesOf } from '../domain/shared/rules.ts';
import { raiseRules } from '../domain/shared/upgrade.ts';
import { record, recordFee, sendMessage, settledBefore, startClaim, tellClaim } from './effects.ts';
import { orderNoticeSignal, type ServiceOrderInput, supportDecisionSignal } from './messages.ts';
import { Run } from './run.ts';

export type OrderRun = Run<OrderState, OrderEvent, Effect, CommandRequest>;

/** One run of an order's workflow: its rules, and the activities that do what they ask for. */
export function runOrder({ rules, state: first, terms, opening = [], historyEventsMax }: ServiceOrderInput): OrderRun {
  requireKnownRules(Math.max(rules, rulesOf(first)));
  const { orderId } = first;
  const run: OrderRun = new Run(
    {
      ids: { orderId },
      beginWith: (state, now) => raiseRules(state, rules, now),
      decide: (state, request) => decide({ state, terms }, request),
      evolve,
      effectsOf,
      nextDeadline: (state) => nextDeadline(state, terms),
      tick: (state, now, judgedUntil) => tick({ state, terms }, now, judgedUntil),
      perform: (effect, events) => perform(effect, { orderId, events }),
      record: (events) => record({ orderId, events }),
      settledBefore: (due) => settledBefore({ orderId, due }),
    },
    first,
    historyEventsMax,
  );
  run.onSignal(supportDecisionSignal, (state, signal, now) => decideSignal({ state, terms }, signal, now).events);
  run.onSignal(orderNoticeSignal, (state, notice, now) => decideNotice(state, notice, now).events);
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
