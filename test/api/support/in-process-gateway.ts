import type { OrderGateway, WorkflowGateway } from '../../../commands/ports.ts';
import type { Termination } from '../../../commands/temporal/gateway-termination.ts';
import type { ClaimCommandRequest } from '../../../domain/claim/command.ts';
import { decideOnClaim } from '../../../domain/claim/decide.ts';
import type { ClaimEvent } from '../../../domain/claim/events.ts';
import { decideClaimNotice } from '../../../domain/claim/orders/notice.ts';
import type { ClaimNotice } from '../../../domain/claim/orders/notice-kinds.ts';
import type { ClaimContext } from '../../../domain/claim/state.ts';
import { decideNotice, type OrderNotice } from '../../../domain/order/claims/notice.ts';
import type { CommandRequest } from '../../../domain/order/command.ts';
import { decide } from '../../../domain/order/decide.ts';
import type { OrderEvent } from '../../../domain/order/events.ts';
import type { OrderContext } from '../../../domain/order/state.ts';
import type { Refusal } from '../../../domain/shared/deciding/refusal.ts';
import { type ClaimInput, type ClaimRef, claimWorkflowId, orderWorkflowId, type ServiceOrderInput } from '../../../workflows/messages.ts';

export interface InProcessGateway extends OrderGateway, Termination {
  /** As where no worker polls: commands stay undecided, the check fails. */
  isSilent: boolean;
}

/** Stands for Temporal at its port: the same rules over orders and claims in memory, one at a time, without timers or effects. */
export function inProcessGateway(): InProcessGateway {
  const isSilent = (): boolean => gateway.isSilent;
  const gateway: InProcessGateway = {
    isSilent: false,
    ...inProcess<string, ServiceOrderInput, CommandRequest, OrderEvent, OrderNotice, OrderContext>(isSilent, {
      idOf: orderWorkflowId,
      keyOf: ({ state }) => state.orderId,
      open: ({ state, terms }) => ({ state, terms }),
      decide,
      told: ({ state }, notice) => decideNotice(state, notice, Date.now()),
    }),
    claims: inProcess<ClaimRef, ClaimInput, ClaimCommandRequest, ClaimEvent, ClaimNotice, ClaimContext>(isSilent, {
      idOf: claimWorkflowId,
      keyOf: ({ state }) => state,
      open: ({ state, terms }) => ({ state, terms }),
      decide: decideOnClaim,
      told: ({ state }, notice) => decideClaimNotice(state, notice, Date.now()),
    }),
    reportedFailing: async () => [],
    // Workflows here never stand still, and go on where they are told to begin again.
    terminate: async () => undefined,
    signalsOf: async () => [],
    signalAgain: async () => undefined,
    check: async () => {
      if (gateway.isSilent) throw new Error('nobody polls');
    },
  };
  return gateway;
}

interface Rules<K, I, R, E, N, C extends { readonly state: object }> {
  readonly idOf: (key: K) => string;
  readonly keyOf: (input: I) => K;
  readonly open: (input: I) => C;
  readonly decide: (
    context: C,
    request: R,
  ) =>
    | { readonly ok: true; readonly events: readonly E[]; readonly state: C['state'] }
    | { readonly ok: false; readonly refusal: Refusal; readonly index: number };
  readonly told: (context: C, notice: N) => { readonly events: readonly E[]; readonly state: C['state'] };
}

function inProcess<
  K,
  I,
  R extends { readonly commandId: string },
  E extends { readonly commandId: string | null; readonly sequence: number },
  N,
  C extends { readonly state: { readonly ended: boolean } },
>(isSilent: () => boolean, { idOf, keyOf, open, decide: judge, told }: Rules<K, I, R, E, N, C>): WorkflowGateway<K, I, R, E, N> {
  const running = new Map<string, { readonly context: C; readonly events: readonly E[] }>();
  return {
    start: async (input) => {
      const id = idOf(keyOf(input));
      if (!running.has(id)) running.set(id, { context: open(input), events: [] });
    },
    send: async (of, request) => {
      if (isSilent()) return { kind: 'unknown', why: 'silent' };
      const one = running.get(idOf(of));
      if (!one) return { kind: 'absent' };
      const before = one.events.filter(({ commandId }) => commandId === request.commandId);
      if (before.length > 0) return { kind: 'accepted', answer: { events: before } };
      const decision = judge(one.context, request);
      if (!decision.ok) return { kind: 'refused', refusal: decision.refusal, index: decision.index };
      running.set(idOf(of), { context: { ...one.context, state: decision.state }, events: [...one.events, ...decision.events] });
      return { kind: 'accepted', answer: { events: decision.events } };
    },
    eventsAfter: async (of, sequence) => (running.get(idOf(of))?.events ?? []).filter((event) => event.sequence > sequence),
    isRunning: async (of) => running.get(idOf(of))?.context.state.ended === false,
    health: async (of) => ({ kind: running.get(idOf(of))?.context.state.ended === false ? 'running' : 'absent' }),
    tell: async (of, notice) => {
      const one = running.get(idOf(of));
      if (!one) return false;
      const { events, state } = told(one.context, notice);
      running.set(idOf(of), { context: { ...one.context, state }, events: [...one.events, ...events] });
      return true;
    },
  };
}
