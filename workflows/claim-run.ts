import { CLAIM, type Claim } from '../domain/claim/decider.ts';
import type { ClaimEffect } from '../domain/claim/effects.ts';
import type { ClaimEvent } from '../domain/claim/events.ts';
import { decideClaimNotice } from '../domain/claim/orders/notice.ts';
import {
  cancelRecallOrder,
  createRecallOrder,
  recordClaim,
  recordObligation,
  sendClaimMessage,
  settledBefore,
  tellOrder,
} from './effects.ts';
import { type ClaimInput, claimNoticeSignal } from './messages.ts';
import { Run } from './run.ts';

/** One run of a claim's workflow: its decider, and the activities that do what it asks for. */
export function runClaim({ opening = [], ...start }: ClaimInput): Run<Claim> {
  const { orderId, claimId } = start.state;
  const run = new Run(CLAIM, start, {
    ids: { orderId, claimId },
    perform: (effect, events) => perform(effect, { orderId, claimId, events }),
    record: (events) => recordClaim({ orderId, claimId, events }),
    settledBefore: (due) => settledBefore({ orderId, claimId, due }),
  });
  run.onSignal(claimNoticeSignal, ({ state }, notice, now) => decideClaimNotice(state, notice, now).events);
  run.owe(opening);
  return run;
}

interface Given {
  readonly orderId: string;
  readonly claimId: string;
  readonly events: readonly ClaimEvent[];
}

function perform(effect: ClaimEffect, given: Given): Promise<unknown> {
  switch (effect.kind) {
    case 'message':
      return sendClaimMessage({ ...given, messageId: effect.message.messageId });
    case 'obligation':
      return recordObligation({ ...given, obligation: effect.obligation });
    case 'recall-order':
      return createRecallOrder({ ...given, recallOrderId: effect.recallOrderId });
    case 'recall-cancel':
      return cancelRecallOrder({ ...given, recallOrderId: effect.recallOrderId });
    case 'order-notice':
      return tellOrder({ ...given, notice: effect.notice });
  }
}
