import type { DocumentFact } from '../domain/claim/command.ts';
import type { Actor } from '../domain/shared/actor.ts';
import type { Store } from '../store/store.ts';

/** What the store knows of documents that a command names: none can be uploaded yet, so none is usable. */
export async function documentFacts(
  _store: Store,
  documentIds: readonly string[],
  _by: { readonly orderId: string; readonly actor: Actor },
): Promise<readonly DocumentFact[]> {
  return documentIds.map((documentId) => ({ documentId, usable: false }));
}
