import { type Kysely, type Selectable, sql } from 'kysely';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { ClaimRecord, RecordResult } from '../contract/store.ts';
import { appendClaimEvents, claimColumns, fromClaim } from '../tables/claim-rows.ts';
import type { ClaimsTable, Tables } from '../tables/tables.ts';
import { type FoldedClaim, foldClaimEvent } from './claim-fold.ts';
import { type Head, type Log, recordIn } from './log.ts';

type Row = Selectable<ClaimsTable> & { readonly locked_at: Date };
type ClaimHead = Head & { readonly row: Row; readonly folded: FoldedClaim };

/** Brings a claim up to these events; the contract is that of store/event-log/log.ts. */
export function recordClaim(tx: Kysely<Tables>, claimId: string, events: readonly ClaimEvent[]): Promise<RecordResult<ClaimRecord>> {
  return recordIn(CLAIM_LOG, tx, claimId, events);
}

const CLAIM_LOG: Log<ClaimHead, ClaimEvent, ClaimRecord> = {
  lock: async (tx, claimId) => {
    const claim = tx.selectFrom('claims').selectAll().select(sql<Date>`clock_timestamp()`.as('locked_at')).where('claim_id', '=', claimId);
    const row = await claim.forUpdate().executeTakeFirst();
    return row ? headOf(row, { state: row.state, details: row.details, lastHash: row.last_hash }) : null;
  },
  stored: async (tx, claimId, first, last) => {
    const rows = await tx
      .selectFrom('claim_events')
      .select('data')
      .where('claim_id', '=', claimId)
      .where('sequence', '>=', first)
      .where('sequence', '<=', last)
      .orderBy('sequence')
      .execute();
    return rows.map(({ data }) => data);
  },
  ofCommand: async (tx, claimId, commandId) => {
    const own = tx.selectFrom('claim_events').select('data').where('claim_id', '=', claimId).where('command_id', '=', commandId);
    return (await own.execute()).map(({ data }) => data);
  },
  markDiverged: async (tx, claimId) => {
    const divergedAt = sql<Date>`coalesce(diverged_at, clock_timestamp())`;
    await tx.updateTable('claims').set({ diverged_at: divergedAt }).where('claim_id', '=', claimId).execute();
  },
  step: (head, event, commands) => {
    const { folded, ...step } = foldClaimEvent(head.folded, event, commands);
    return { ...step, head: headOf(head.row, folded) };
  },
  // Every event of a claim is decided: its number is the version.
  versionOf: (events) => events.at(-1)?.sequence ?? 0,
  save: async (tx, { row, folded }) => {
    await tx.updateTable('claims').set(claimColumns(folded, row.terms)).where('claim_id', '=', row.claim_id).execute();
  },
  append: (tx, claimId, linked) => appendClaimEvents(tx, claimId, linked),
  recordOf: ({ row, folded }) => ({ ...fromClaim(row), state: folded.state, details: folded.details }),
};

function headOf(row: Row, folded: FoldedClaim): ClaimHead {
  const { sequence, version, handled } = folded.state;
  return {
    orderId: row.order_id,
    claimId: row.claim_id,
    sequence,
    version,
    isDiverged: row.diverged_at !== null,
    lockedAt: row.locked_at.getTime(),
    handled,
    row,
    folded,
  };
}
