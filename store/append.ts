import { type Kysely, sql } from 'kysely';
import { LOCK_SPACE, LOCKS } from './engine.ts';
import type { LinkedEvent } from './fold.ts';
import { json, jsonOrNull, type Tables } from './tables.ts';

/**
 * Writes events at the end of the feed. Call it last in a transaction: from here to its end no other transaction appends.
 * Without that, positions would become visible in another order than they were drawn in, and a reader of the feed who has
 * seen 12 would never see the 11 that commits after it.
 */
export async function appendEvents(tx: Kysely<Tables>, events: readonly LinkedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}::integer, ${LOCKS.FEED}::integer)`.execute(tx);
  await tx
    .insertInto('events')
    .values(
      events.map(({ orderId, event, texts, textsHash, previousHash, hash }) => ({
        order_id: orderId,
        sequence: event.sequence,
        command_id: event.commandId,
        at: new Date(event.at),
        data: json(event),
        texts: jsonOrNull(texts),
        texts_hash: textsHash,
        previous_hash: previousHash,
        hash,
      })),
    )
    .execute();
}
