import { type Kysely, sql } from 'kysely';
import { type ClaimDetails, evolveClaimDetails, NO_CLAIM_DETAILS } from '../../domain/claim/details.ts';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import type { ClaimState } from '../../domain/claim/state.ts';
import { ofOrdersWithin } from '../contract/scope.ts';
import type { ClaimFilter, ClaimRecord, Claims, Page, StoredClaimEvent } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import { recordClaim } from '../event-log/claim-record.ts';
import { CLAIM_RECORD_COLUMNS, fromClaim, fromClaimEvent } from '../tables/claim-rows.ts';
import type { Tables } from '../tables/tables.ts';
import { claimReport } from './claim-report.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const LIMIT_MAX = 100;

export function createClaims(database: Database): Claims {
  return {
    get: (claimId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('claims').select(CLAIM_RECORD_COLUMNS).where('claim_id', '=', claimId).executeTakeFirst();
        return row ? fromClaim(row) : null;
      }),
    reserve: (claimId, orderId) =>
      database.write(async (tx) => {
        // A claim whose id was made here has reserved none: it stands for itself.
        const claim = await tx.selectFrom('claims').select('order_id').where('claim_id', '=', claimId).executeTakeFirst();
        if (claim) return claim.order_id === orderId;
        const row = { claim_id: claimId, order_id: orderId };
        await tx
          .insertInto('claim_ids')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const owner = await tx.selectFrom('claim_ids').select('order_id').where('claim_id', '=', claimId).executeTakeFirstOrThrow();
        return owner.order_id === orderId;
      }),
    getAt: (claimId, sequence) => database.read((db) => getAt(db, claimId, sequence)),
    ofOrder: (orderId) =>
      database.read(async (db) => {
        const own = db.selectFrom('claims').select(CLAIM_RECORD_COLUMNS).where('order_id', '=', orderId);
        return (await own.orderBy('filed_at').orderBy('claim_id').execute()).map(fromClaim);
      }),
    list: (filter) => database.read((db) => list(db, filter)),
    timeline: (claimId) => database.read((db) => eventsUpTo(db, claimId, null)),
    record: (claimId, events) => database.write((tx) => recordClaim(tx, claimId, events)),
    markWorkflowStarted: (claimId) =>
      database.write(async (tx) => {
        const startedAt = sql<Date>`coalesce(workflow_started_at, clock_timestamp())`;
        await tx.updateTable('claims').set({ workflow_started_at: startedAt }).where('claim_id', '=', claimId).execute();
      }),
    clearDivergence: (claimId) =>
      database.once(async (db) => {
        await db.updateTable('claims').set({ diverged_at: null }).where('claim_id', '=', claimId).execute();
      }),
    unstarted: (limit) =>
      database.read(async (db) => {
        const waiting = db.selectFrom('claims').select(CLAIM_RECORD_COLUMNS).where('workflow_started_at', 'is', null);
        return (await waiting.where('ended', '=', false).orderBy('filed_at').limit(limit).execute()).map(fromClaim);
      }),
    overdue: (lateMs, limit) => database.read((db) => overdue(db, lateMs, limit)),
    report: (scope) => database.read((db) => claimReport(db, scope)),
  };
}

async function eventsUpTo(db: Kysely<Tables>, claimId: string, last: number | null): Promise<readonly StoredClaimEvent[]> {
  const events = db.selectFrom('claim_events').selectAll().where('claim_id', '=', claimId).orderBy('sequence');
  return (await (last === null ? events : events.where('sequence', '<=', last)).execute()).map(fromClaimEvent);
}

/** The claim right after the event `sequence`: its events folded again. */
async function getAt(db: Kysely<Tables>, claimId: string, sequence: number): Promise<ClaimRecord | null> {
  const row = await db.selectFrom('claims').select(CLAIM_RECORD_COLUMNS).where('claim_id', '=', claimId).executeTakeFirst();
  if (!row) return null;
  if (row.state.sequence === sequence) return fromClaim(row);
  const events = await eventsUpTo(db, claimId, sequence);
  if (events.length !== sequence) return null;
  let state: ClaimState | null = null;
  let details: ClaimDetails = NO_CLAIM_DETAILS;
  for (const { event, texts } of events) {
    state = evolveClaim(state, event);
    details = evolveClaimDetails(details, event, texts);
  }
  return state === null ? null : { ...fromClaim(row), state, details };
}

/** Newest first. @throws BadCursor */
async function list(db: Kysely<Tables>, { state, isOpen, party, scope, limit: asked, cursor }: ClaimFilter): Promise<Page<ClaimRecord>> {
  const limit = Math.min(Math.max(asked, 1), LIMIT_MAX);
  let query = db.selectFrom('claims').select([...CLAIM_RECORD_COLUMNS, 'filed_at']);
  if (state !== undefined) query = query.where('name', '=', state);
  if (isOpen !== undefined) query = query.where('ended', '=', !isOpen);
  if (party?.role === 'PROVIDER') query = query.where('provider_id', '=', party.id);
  if (party?.role === 'CUSTOMER') query = query.where('customer_id', '=', party.id);
  if (scope !== undefined) query = query.where(ofOrdersWithin(scope, 'claims.order_id'));
  const place = cursor === undefined ? null : decodeCursor(cursor, '-createdAt');
  if (place && place.value !== null) {
    query = query.where(sql<boolean>`(filed_at, claim_id) < (${new Date(place.value)}::timestamptz, ${place.orderId}::text)`);
  }
  const rows = await query
    .orderBy('filed_at', 'desc')
    .orderBy('claim_id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = last && rows.length > limit ? { sort: '-createdAt' as const, value: last.filed_at.getTime(), orderId: last.claim_id } : null;
  return { items: page.map(fromClaim), nextCursor: next && encodeCursor(next) };
}

/** Open claims whose next deadline passed a while ago, by their own clock; diverged ones wait for a person. */
async function overdue(db: Kysely<Tables>, lateMs: number, limit: number): Promise<readonly ClaimRecord[]> {
  const rows = await db
    .selectFrom('claims')
    .select(CLAIM_RECORD_COLUMNS)
    .where('ended', '=', false)
    .where('diverged_at', 'is', null)
    .where(sql<boolean>`next_deadline < clock_timestamp() + (clock_offset_ms - ${lateMs}::float8) * interval '1 millisecond'`)
    .orderBy('next_deadline')
    .limit(limit)
    .execute();
  return rows.map(fromClaim);
}
