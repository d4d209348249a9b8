import type { ClaimFacts } from '../domain/claim/command.ts';
import type { Actor } from '../domain/shared/actor.ts';
import type { ClaimRecord, GivenClaimCommand, Store } from '../store/contract/store.ts';
import { documentIdsIn } from '../store/repositories/documents.ts';
import { documentFacts } from './document-facts.ts';

/** What a decision on a claim needs from the store: of its order who decided something and who sold it, and the documents that are named. */
export async function claimFacts(
  store: Store,
  { orderId }: Pick<ClaimRecord, 'orderId'>,
  { body }: Pick<GivenClaimCommand, 'body'>,
  actor: Actor,
): Promise<ClaimFacts> {
  const order = await store.orders.get(orderId);
  const documentIds = documentIdsIn(body);
  return {
    orderDeciders: order?.state.deciders ?? [],
    sellerId: order?.state.sellerId ?? null,
    ...(order && documentIds.length > 0 ? { documents: await documentFacts(store, documentIds, { order, actor }) } : {}),
  };
}
