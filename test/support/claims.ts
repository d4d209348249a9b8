import { randomUUID } from 'node:crypto';
import type { CommandResult } from '../../commands/ports.ts';
import type { ClaimCommandBodies, ClaimCommandName, DocumentKind, FileClaimBody } from '../../domain/claim/bodies.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import type { ClaimState } from '../../domain/claim/state.ts';
import type { Actor, Role } from '../../domain/shared/actor.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimRecord, NewRequest, Store } from '../../store/contract/store.ts';
import type { Bench } from './bench.ts';
import { complete, toWork } from './journey.ts';
import { CANARY, CUSTOMER, command, createOrder, give, type Otherwise } from './orders.ts';

type Place = Pick<Bench, 'store' | 'service'>;

export const AGENT: Actor = { role: 'support', id: 'claims-1' };
export const CHIEF: Actor = { role: 'supervisor', id: 'claims-chief' };

/** An order that was carried out and completed, with a price of 150.00 USD. */
export async function completedOrder(bench: Place, more: Otherwise = {}): Promise<string> {
  const orderId = await createOrder(bench, { sandbox: true, price: { amountMinor: 15_000, currency: 'USD' }, ...more });
  await toWork(bench, orderId);
  await complete(bench, orderId);
  return orderId;
}

/** A document as if its bytes had been uploaded: checked and kept. @returns its id */
export async function stored(store: Store, kind: DocumentKind, uploader: Actor): Promise<string> {
  const documentId = `doc-${randomUUID()}`;
  const bytes = { contentType: 'application/pdf', contentLength: 4, sha256: '0'.repeat(64) };
  const request = { commandId: randomUUID(), caller: 'system:test', idempotencyKey: null, method: 'POST', path: '/v1/documents' };
  await store.inbox.answerOnce({ ...request, bodyHash: documentId, order: null }, async (tx) => {
    await tx.addDocument({ documentId, kind, ...bytes, uploader: { role: uploader.role as Role, id: uploader.id }, orderId: null });
    return { outcome: 'ANSWERED', status: 201, body: {}, headers: {} };
  });
  await store.documents.markStored(documentId);
  return documentId;
}

export function claimBody(more: Partial<FileClaimBody> = {}): FileClaimBody {
  return {
    claimant: { role: 'CUSTOMER', id: 'cust-1', name: `${CANARY} claimant` },
    partnerName: `${CANARY} partner`,
    agreedScope: `${CANARY} scope`,
    description: `${CANARY} description`,
    raisedWithPartner: { at: iso(Date.now() - 1_000), channel: 'PHONE', outcome: 'NO_ANSWER' },
    desiredRemedy: 'REDO',
    ...more,
  };
}

/** Files a claim, whatever becomes of it. */
export async function file(
  bench: Place,
  orderId: string,
  more: Partial<FileClaimBody> = {},
  actor: Actor = CUSTOMER,
): Promise<CommandResult> {
  const receiptDocumentId = await stored(bench.store, 'RECEIPT', actor);
  return give(bench, orderId, actor, command('file-claim', claimBody({ receiptDocumentId, ...more })));
}

/** Files a claim that is accepted. @returns its id */
export async function filed(bench: Place, orderId: string, more: Partial<FileClaimBody> = {}, actor: Actor = CUSTOMER): Promise<string> {
  const result = await file(bench, orderId, more, actor);
  if (result.kind !== 'answered' || result.answer.outcome !== 'ACCEPTED') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  const claim = (await bench.store.claims.ofOrder(orderId)).at(-1);
  if (!claim) throw new Error('an accepted claim is in the store');
  return claim.claimId;
}

export async function claimOf(store: Store, claimId: string): Promise<ClaimRecord> {
  const claim = await store.claims.get(claimId);
  if (!claim) throw new Error('the claim is not in the store');
  return claim;
}

export async function claimEventsOf(store: Store, claimId: string): Promise<readonly ClaimEvent[]> {
  return (await store.claims.timeline(claimId)).map(({ event }) => event);
}

export async function tellClaim<N extends ClaimCommandName>(
  { store, service }: Place,
  claimId: string,
  actor: Actor,
  [name, body]: readonly [N, ClaimCommandBodies[N]],
): Promise<CommandResult> {
  const claim = await claimOf(store, claimId);
  const key = randomUUID();
  const request: NewRequest = {
    commandId: `cmd-${key}`,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: key,
    method: 'POST',
    path: `/v1/claims/${claimId}/commands/${name}`,
    bodyHash: JSON.stringify(body),
    order: null,
    claim: { claimId, orderId: claim.orderId, actor, authority: {}, expectedVersion: null, commands: [{ command: name, body }] },
  };
  return service.giveToClaim(claim, request);
}

/** Gives a claim a command that must be accepted. @returns the claim's state after it */
export async function claimAccepted<N extends ClaimCommandName>(
  bench: Place,
  claimId: string,
  actor: Actor,
  given: readonly [N, ClaimCommandBodies[N]],
): Promise<ClaimState> {
  const result = await tellClaim(bench, claimId, actor, given);
  if (result.kind !== 'answered' || result.answer.outcome !== 'ACCEPTED') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return (await claimOf(bench.store, claimId)).state;
}
