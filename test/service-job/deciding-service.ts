import type { CommandResult, CommandService } from '../../commands/ports.ts';
import type { OrderCommand } from '../../domain/order/command.ts';
import { decide } from '../../domain/order/decide.ts';
import type { Answer, NewRequest, Store } from '../../store/contract/store.ts';

/**
 * The way of a command without Temporal in between: the real inbox, rules and log; only who calls `decide` differs.
 * `pending` leaves commands undecided, as where no worker runs; `begun` are the orders whose workflow was to be started.
 */
export function decidingService(store: Store): CommandService & { pending: boolean; readonly begun: string[] } {
  const begun: string[] = [];
  const service = {
    pending: false,
    begun,
    begin: async (orderId: string) => {
      begun.push(orderId);
    },
    give: async (_order: unknown, request: NewRequest): Promise<CommandResult> => {
      const received = await store.inbox.receive(request);
      if (received.kind === 'key-reused') return { kind: 'key-reused' };
      const { commandId, answer, receivedAt } = received.row;
      if (answer) return { kind: 'answered', answer: decided(answer), replayed: true };
      if (service.pending || !request.order) return { kind: 'pending', commandId };
      const order = await store.orders.get(request.order.orderId);
      if (!order) throw new Error('no such order');
      const outcome = decide(order, {
        commandId,
        actor: request.order.actor,
        receivedAt,
        commands: await Promise.all(request.order.commands.map((one) => withFacts(store, one, order.state.marketplaceId))),
      });
      if (outcome.ok) await store.orders.record(order.orderId, outcome.events);
      else await store.inbox.settleRefused(commandId, outcome.refusal, outcome.index);
      const settled = (await store.inbox.find(commandId))?.answer;
      if (!settled) throw new Error('the command has no answer');
      return { kind: 'answered', answer: decided(settled), replayed: false };
    },
    giveToClaim: () => Promise.reject(new Error('jobs have no claims')),
    beginClaim: () => Promise.reject(new Error('jobs have no claims')),
  };
  return service;
}

function decided(answer: Answer): Exclude<Answer, { outcome: 'ANSWERED' }> {
  if (answer.outcome === 'ANSWERED') throw new Error('a command is accepted or refused');
  return answer;
}

async function withFacts(
  store: Store,
  { command, body }: NonNullable<NewRequest['order']>['commands'][number],
  marketplaceId: string,
): Promise<OrderCommand> {
  if (command !== 'reassign-provider' || !('providerId' in body)) return { command, body, facts: {} };
  const { providerId } = body;
  const row = await store.providers.get(providerId);
  const provider = { providerId, known: row !== null, servesMarketplace: row?.marketplaceIds.includes(marketplaceId) ?? false };
  return { command, body, facts: { provider } };
}
