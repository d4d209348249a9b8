import { decide } from '../../../domain/order/decide.ts';
import type { OrderEvent } from '../../../domain/order/events.ts';
import type { OrderContext } from '../../../domain/order/state.ts';
import type { OrderGateway } from '../../../inbox/ports.ts';

interface Running extends OrderContext {
  readonly events: readonly OrderEvent[];
}

export interface InProcessGateway extends OrderGateway {
  /** As where no worker polls: commands stay undecided, the check fails. */
  isSilent: boolean;
}

/** Stands for Temporal at its port: the same `decide` over orders in memory, one at a time, without timers. */
export function inProcessGateway(): InProcessGateway {
  const orders = new Map<string, Running>();
  const gateway: InProcessGateway = {
    isSilent: false,
    start: async ({ state, terms }) => {
      if (!orders.has(state.orderId)) orders.set(state.orderId, { state, terms, events: [] });
    },
    send: async (orderId, request) => {
      if (gateway.isSilent) return { kind: 'unknown', why: 'silent' };
      const order = orders.get(orderId);
      if (!order) return { kind: 'absent' };
      const before = order.events.filter(({ commandId }) => commandId === request.commandId);
      if (before.length > 0) return { kind: 'accepted', answer: { events: before } };
      const decision = decide(order, request);
      if (!decision.ok) return { kind: 'refused', refusal: decision.refusal, index: decision.index };
      orders.set(orderId, { ...order, state: decision.state, events: [...order.events, ...decision.events] });
      return { kind: 'accepted', answer: { events: decision.events } };
    },
    eventsAfter: async (orderId, sequence) => (orders.get(orderId)?.events ?? []).filter((event) => event.sequence > sequence),
    isRunning: async (orderId) => orders.get(orderId)?.state.ended === false,
    check: async () => {
      if (gateway.isSilent) throw new Error('nobody polls');
    },
  };
  return gateway;
}
