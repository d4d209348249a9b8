import type { CommandResult } from '../../commands/ports.ts';
import { claimView } from '../../domain/claim/views/view.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimRecord, NewRequest, Store } from '../../store/contract/store.ts';
import { maySee } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { KEY_REUSED, refusalProblem } from '../http/problems.ts';
import { type Reply, refusedBy, withHeaders } from '../http/reply.ts';
import { versionTag } from '../http/request.ts';
import { becauseOf, pendingReply, REPLAYED, type Settled, warningsOf } from './command-answer.ts';
import { orderOfClaim, readerOf } from './readers.ts';

type GivenToClaim = NonNullable<NewRequest['claim']>;

/** The claim as this caller may read it now, and the tag of its version. */
export async function shownClaim(store: Store, record: ClaimRecord, caller: Caller) {
  const [now, order] = await Promise.all([store.now(), orderOfClaim(store, record)]);
  const reader = await readerOf(store, caller, order);
  const facts = { orderDeciders: order.state.deciders };
  const body = claimView(record, reader, now + record.state.clockOffsetMs, facts);
  return { body, headers: { ETag: versionTag(record.state.version) } };
}

/** How a command of a claim ended, as HTTP. */
export async function claimCommandReply(
  store: Store,
  caller: Caller,
  asked: { readonly commandId: string; readonly claim: GivenToClaim },
  result: CommandResult,
): Promise<Reply> {
  if (result.kind === 'key-reused') return refusedBy(KEY_REUSED);
  if (result.kind === 'pending') return pendingReply(result.commandId);
  const reply = await settledClaimReply(store, caller, asked, result.answer);
  return result.replayed ? withHeaders(reply, REPLAYED) : reply;
}

export async function settledClaimReply(
  store: Store,
  caller: Caller,
  { commandId, claim }: { readonly commandId: string; readonly claim: GivenToClaim },
  answer: Settled,
): Promise<Reply> {
  if (answer.outcome === 'REFUSED') return refusedBy(refusalProblem(answer.refusal));
  const record = await claimAsOf(store, claim.claimId, answer.lastSequence);
  const events = (await store.claims.timeline(claim.claimId)).map(({ event }) => event).filter((event) => event.commandId === commandId);
  // Whoever is no party any more reads how its own command ended, and nothing of the claim.
  const isSeen = maySee(caller, (await orderOfClaim(store, claim)).state);
  const shown = isSeen ? await shownClaim(store, record, caller) : null;
  const decision = { id: commandId, policyVersion: record.terms.policy.version, because: becauseOf(events, commandId, 0) };
  const body = { outcome: 'ACCEPTED', decision, warnings: warningsOf(events, commandId, 0), ...(shown ? { claim: shown.body } : {}) };
  return { kind: 'json', status: 200, body, ...(shown ? { headers: shown.headers } : {}) };
}

/** The claim right after the event `sequence`: answers are repeated as they were. */
async function claimAsOf({ claims }: Pick<Store, 'claims'>, claimId: string, sequence: number): Promise<ClaimRecord> {
  const then = await claims.getAt(claimId, sequence);
  if (!then) throw new Error('a claim that was answered for is not in the store');
  return then;
}

/** How the filing of a claim ended: the claim itself, or its receipt. */
export async function filingReply(store: Store, caller: Caller, orderId: string, result: CommandResult): Promise<Reply> {
  switch (result.kind) {
    case 'key-reused':
      return refusedBy(KEY_REUSED);
    case 'pending': {
      const row = await store.inbox.find(result.commandId);
      const pending = pendingReply(result.commandId);
      return pending.kind === 'json' && row
        ? { ...pending, body: { ...(pending.body as object), receivedAt: iso(row.receivedAt) } }
        : pending;
    }
    case 'answered': {
      const reply = await settledFilingReply(store, caller, orderId, result.answer);
      return result.replayed ? withHeaders(reply, REPLAYED) : reply;
    }
  }
}

/** The two events that open a claim. */
const OPENED = 2;

export async function settledFilingReply(store: Store, caller: Caller, orderId: string, answer: Settled): Promise<Reply> {
  if (answer.outcome === 'REFUSED') return refusedBy(refusalProblem(answer.refusal));
  const events = await store.orders.eventsBetween(orderId, answer.firstSequence, answer.lastSequence);
  const filed = events.find((event) => event.type === 'CLAIM_FILED');
  if (filed?.type !== 'CLAIM_FILED') throw new Error('an accepted claim is filed');
  const { claimId } = filed.data;
  const { body, headers } = await shownClaim(store, await claimAsOf(store, claimId, OPENED), caller);
  return { kind: 'json', status: 201, body, headers: { ...headers, Location: `/v1/claims/${claimId}` } };
}
