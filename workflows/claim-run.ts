import type { ClaimCommandRequest } from '../domain/claim/command.ts';
import { nextClaimDeadline } from '../domain/claim/deadlines.ts';
import { decideOnClaim } from '../domain/claim/decide.ts';
import { type ClaimEffect, claimEffectsOf } from '../domain/claim/effects.ts';
import type { ClaimEvent } from '../domain/claim/events.ts';
import { evolveClaim } from '../domain/claim/evolve.ts';
import { decideClaimNotice } from '../domain/claim/notice.ts';
import type { ClaimState } from '../domain/claim/state.ts';
import { tickClaim } from '../domain/claim/tick.ts';
import { requireKnownRules, rulesOf } from '../domain/shared/rules.ts';
import { raiseRules } from '../domain/shared/upgrade.ts';
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

export type ClaimRun = Run<ClaimState, ClaimEvent, ClaimEffect, ClaimCommandRequest>;

/** One run of a claim's workflow: its rules, and the activities that do what they ask for. */
export function runClaim({ rules, state: first, terms, opening = [], historyEventsMax }: ClaimInput): ClaimRun {
  requireKnownRules(Math.max(rules, rulesOf(first)));
  const { orderId, claimId } = first;
  const run: ClaimRun = new Run(
    {
      ids: { orderId, claimId },
      beginWith: (state, now) => raiseRules(state, rules, now),
      decide: (state, request) => decideOnClaim({ state, terms }, request),
      evolve: evolveClaim,
      effectsOf: claimEffectsOf,
      nextDeadline: (state) => nextClaimDeadline(state, terms),
      tick: (state, now, judgedUntil) => tickClaim({ state, terms }, now, judgedUntil),
      perform: (effect, events) => perform(effect, { orderId, claimId, events }),
      record: (events) => recordClaim({ orderId, claimId, events }),
      settledBefore: (due) => settledBefore({ orderId, claimId, due }),
    },
    first,
    historyEventsMax,
  );
  run.onSignal(claimNoticeSignal, (state, notice, now) => decideClaimNotice(state, notice, now).events);
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
