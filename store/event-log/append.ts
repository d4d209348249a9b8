import { type Kysely, type RawBuilder, sql } from 'kysely';
import { LOCK_SPACE, LOCKS } from '../engine/engine.ts';
import { json, type Tables } from '../tables/tables.ts';
import type { LinkedEvent } from './fold.ts';

/**
 * Writes events at the end of the feed. Call it last in a transaction: from here to its end no other transaction appends.
 * Without that, positions would become visible in another order than they were drawn in, and a reader of the feed who has
 * seen 12 would never see the 11 that commits after it.
 */
export async function appendEvents(tx: Kysely<Tables>, events: readonly LinkedEvent[]): Promise<void> {
  if (events.length > 0) await insertEvents(events, sql`(select ${FEED_LOCK}) as feed`).execute(tx);
}

/** Held to the end of the transaction. */
export const FEED_LOCK = sql`pg_advisory_xact_lock(${sql.lit(LOCK_SPACE)}, ${sql.lit(LOCKS.FEED)})`;

/**
 * One statement: the lock is taken by the rows that are read, and a position is drawn for a row that was read.
 * @param under what is read before them, the feed's lock last
 */
export function insertEvents(events: readonly LinkedEvent[], under: RawBuilder<unknown>): RawBuilder<unknown> {
  const rows = events.map(({ orderId, event, texts, salt, textsHash, previousHash, hash }) => ({
    order_id: orderId,
    sequence: event.sequence,
    command_id: event.commandId,
    at: new Date(event.at),
    data: event,
    texts,
    salt,
    texts_hash: textsHash,
    previous_hash: previousHash,
    hash,
  }));
  return sql`
    insert into events (order_id, sequence, command_id, at, data, texts, salt, texts_hash, previous_hash, hash)
    select row.order_id, row.sequence, row.command_id, row.at, row.data, row.texts, row.salt, row.texts_hash, row.previous_hash, row.hash
    from ${under}, jsonb_to_recordset(${json(rows)}::jsonb) as row (order_id text, sequence integer, command_id text, at timestamptz,
      data jsonb, texts jsonb, salt text, texts_hash text, previous_hash text, hash text)
    order by row.order_id, row.sequence`;
}
