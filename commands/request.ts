import type { CommandRequest, OrderCommand } from '../domain/order/command.ts';
import { redact } from '../domain/order/redact.ts';
import type { InboxRow, OrderRecord } from '../store/contract/store.ts';
import { authorityNow } from './authority.ts';
import { factsFor } from './facts.ts';
import type { Way } from './way.ts';

/** A row as the rules get it: texts replaced by a marker, facts beside each command, lateness by its receipt. */
export async function requestOf(way: Pick<Way, 'store' | 'marketplaceNames'>, order: OrderRecord, row: InboxRow): Promise<CommandRequest> {
  if (!row.order) throw new Error('not a command of an order');
  const { actor, expectedVersion, commands: given } = row.order;
  const authority = await authorityNow(way, row.order.authority);
  const commands: OrderCommand[] = [];
  for (const [index, one] of given.entries()) {
    commands.push({
      command: one.command,
      body: redact(one.command, one.body),
      facts: await factsFor(way.store, order, one, { commandId: row.commandId, before: given.slice(0, index), actor }),
      ...(one.occurredAt === undefined ? {} : { occurredAt: one.occurredAt }),
    });
  }
  return {
    commandId: row.commandId,
    actor,
    authority,
    receivedAt: row.receivedAt,
    commands,
    ...(expectedVersion === null ? {} : { expectedVersion }),
  };
}
