import type { ActivityPorts, OwnCommand } from '../../activities/ports.ts';
import type { OrderRecord } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import type { CommandService, OrderGateway } from '../ports.ts';

/** The way of an activity to other workflows: the same one that everybody's commands take. */
export function otherWorkflows(
  gateway: Pick<OrderGateway, 'tell'> & { readonly claims: Pick<OrderGateway['claims'], 'tell'> },
  commands: CommandService,
): ActivityPorts['workflows'] {
  return {
    beginOrder: (orderId) => commands.begin(orderId),
    beginClaim: (claimId) => commands.beginClaim(claimId),
    tellOrder: (orderId, notice) => gateway.tell(orderId, notice),
    tellClaim: (claim, notice) => gateway.claims.tell(claim, notice),
    command: (order, given) => command(commands, order, given),
  };
}

async function command(
  commands: CommandService,
  order: OrderRecord,
  { commandId, actor, command: given }: OwnCommand,
): Promise<'ACCEPTED' | 'REFUSED' | null> {
  const result = await commands.give(order, {
    commandId,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: commandId,
    method: 'POST',
    path: `/v1/orders/${order.orderId}/commands/${given.command}`,
    bodyHash: sha256(canonicalJson(given.body)),
    order: { orderId: order.orderId, actor, authority: {}, expectedVersion: null, commands: [given] },
  });
  return result.kind === 'answered' ? result.answer.outcome : null;
}
