import { type Decider, deciderOf } from '../shared/decider.ts';
import type { OrderTypes } from './command.ts';
import { JUDGEMENT } from './decide.ts';
import { evolveDetails, type OrderDetails } from './details.ts';
import { type Effect, effectsOf } from './effects.ts';
import { type Deadline, nextDeadline } from './time/deadlines.ts';

export interface Order extends OrderTypes {
  readonly type: 'order';
  readonly deadline: Deadline;
  readonly effect: Effect;
  readonly details: OrderDetails;
}

/** A service order. */
export const ORDER: Decider<Order> = deciderOf<Order>({
  ...JUDGEMENT,
  evolveDetails,
  effectsOf,
  nextDeadline: ({ state, terms }) => nextDeadline(state, terms),
});
