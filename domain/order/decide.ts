import type * as aggregate from '../shared/deciding/aggregate.ts';
import { decideBy } from '../shared/deciding/deciding.ts';
import * as judging from '../shared/deciding/judgement.ts';
import type { Refusal } from '../shared/deciding/refusal.ts';
import type { Instant } from '../shared/time.ts';
import type { CommandRequest, OrderTypes, Situation } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { evolve } from './evolve.ts';
import { blockedByHolds } from './holds/blocking.ts';
import type { OrderContext, OrderState } from './state.ts';
import { tick } from './time/tick.ts';

export type Decision = aggregate.Decision<OrderTypes>;

/** What is an order's own in the decision on its commands. */
export const JUDGEMENT: judging.Judgement<OrderTypes> = {
  type: 'order',
  commands: COMMANDS,
  evolve,
  tick,
  partiesOf: (state) => state,
  blockedBy: blockedByHolds,
  // A rating still comes when the order has ended.
  endsForGood: false,
  decidedBy,
};

/** The one decision on every command of an order, whoever asks. */
export function decide(context: OrderContext, request: CommandRequest): Decision {
  return decideBy(JUDGEMENT, context, request);
}

/** What speaks against a command whatever its body says; forms and quotes ask it. */
export function refusalBefore(situation: Situation, spec: judging.Spec<OrderTypes>): Refusal | null {
  return judging.refusalBefore(JUDGEMENT, situation, spec);
}

/** Whose command it is: by its role, and by what its right rests on as the order stands. */
export function rightRefusal(looked: judging.Looked<OrderTypes>, spec: judging.GivenBy<OrderTypes>): Refusal | null {
  return judging.rightRefusal(JUDGEMENT, looked, spec);
}

function decidedBy(state: OrderState): { readonly decidedBy: string; readonly decidedAt: Instant } | null {
  if (state.cancellation) return { decidedBy: state.cancellation.by, decidedAt: state.cancellation.at };
  if (state.completedAt !== null) return { decidedBy: state.completedBy ?? state.lastActor, decidedAt: state.completedAt };
  return null;
}
