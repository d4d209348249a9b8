import type { CommandRequest, OrderCommand } from '../domain/order/command.ts';
import { redact } from '../domain/order/redact.ts';
import type { InboxRow, OrderRecord, Store } from '../store/store.ts';
import { factsFor } from './facts.ts';

/** A row as the rules get it: texts replaced by a marker, facts beside each command, lateness by its receipt. */
export async function requestOf(store: Store, order: OrderRecord, row: InboxRow): Promise<CommandRequest> {
  if (!row.order) throw new Error('not a command of an order');
  const { actor, expectedVersion, commands: given } = row.order;
  const commands: OrderCommand[] = [];
  for (const [index, one] of given.entries()) {
    commands.push({
      command: one.command,
      body: redact(one.command, one.body),
      facts: await factsFor(store, order, one, { commandId: row.commandId, before: given.slice(0, index), actor }),
      ...(one.occurredAt === undefined ? {} : { occurredAt: one.occurredAt }),
    });
  }
  return {
    commandId: row.commandId,
    actor,
    receivedAt: row.receivedAt,
    commands,
    ...(expectedVersion === null ? {} : { expectedVersion }),
  };
}
