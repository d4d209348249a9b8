import type { Insertable, Kysely, Selectable } from 'kysely';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import { claimDeadlines, claimWaitingFor } from '../../domain/claim/time/deadlines.ts';
import type { ClaimTerms } from '../../domain/policy/claim-terms.ts';
import type { ClaimRecord, StoredClaimEvent } from '../contract/store.ts';
import type { FoldedClaim } from '../event-log/claim-fold.ts';
import type { Linked } from '../event-log/log.ts';
import { type ClaimEventsTable, type ClaimsTable, dateOrNull, json, jsonOrNull, millis, millisOrNull, type Tables } from './tables.ts';

type Given = 'terms' | 'workflow_started_at' | 'diverged_at';

/** What a claim's row says of its state. */
export function claimColumns({ state, details, lastHash }: FoldedClaim, terms: ClaimTerms): Omit<Insertable<ClaimsTable>, Given> {
  return {
    claim_id: state.claimId,
    order_id: state.orderId,
    state: json(state),
    details: json(details),
    last_hash: lastHash,
    name: state.name,
    version: state.version,
    sequence: state.sequence,
    ended: state.ended,
    claimant_role: state.claimant.role,
    claimant_id: state.claimant.id,
    provider_id: state.providerId,
    customer_id: state.customerId,
    programme: terms.programme,
    outcome: state.decision?.outcome ?? null,
    is_exception: state.isException,
    waiting_for: [...new Set(claimWaitingFor(state, terms).flatMap(({ who, what }) => [who, what]))],
    next_deadline: dateOrNull(claimDeadlines(state, terms)[0]?.due ?? null),
    clock_offset_ms: state.clockOffsetMs,
    filed_at: new Date(state.filedAt),
    decided_at: dateOrNull((state.firstDecision ?? state.decision)?.at ?? null),
    updated_at: new Date(state.updatedAt),
    ended_at: dateOrNull(state.endedAt),
  };
}

export const CLAIM_RECORD_COLUMNS = ['claim_id', 'order_id', 'state', 'details', 'terms', 'workflow_started_at', 'diverged_at'] as const;

export function fromClaim(row: Pick<Selectable<ClaimsTable>, (typeof CLAIM_RECORD_COLUMNS)[number]>): ClaimRecord {
  return {
    claimId: row.claim_id,
    orderId: row.order_id,
    state: row.state,
    details: row.details,
    terms: row.terms,
    workflowStartedAt: millisOrNull(row.workflow_started_at),
    divergedAt: millisOrNull(row.diverged_at),
  };
}

export function fromClaimEvent(row: Selectable<ClaimEventsTable>): StoredClaimEvent {
  return {
    claimId: row.claim_id,
    event: row.data,
    texts: row.texts,
    salt: row.salt,
    textsHash: row.texts_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
    recordedAt: millis(row.recorded_at),
  };
}

export async function appendClaimEvents(tx: Kysely<Tables>, claimId: string, events: readonly Linked<ClaimEvent>[]): Promise<void> {
  if (events.length === 0) return;
  const values = events.map(({ event, texts, salt, textsHash, previousHash, hash }) => ({
    claim_id: claimId,
    sequence: event.sequence,
    command_id: event.commandId,
    at: new Date(event.at),
    data: json(event),
    texts: jsonOrNull(texts),
    salt,
    texts_hash: textsHash,
    previous_hash: previousHash,
    hash,
  }));
  await tx.insertInto('claim_events').values(values).execute();
}
