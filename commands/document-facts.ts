import type { Actor } from '../domain/shared/actor.ts';
import type { DocumentFact } from '../domain/shared/documents.ts';
import type { DocumentRow, OrderRecord, Store } from '../store/contract/store.ts';

/** Who uses documents, and for which order. */
export interface UseOfDocuments {
  readonly order: { readonly orderId: string; readonly details: Pick<OrderRecord['details'], 'record'> };
  readonly actor: Actor;
  /** What the command itself says of the customer's authorisation for pictures and video. */
  readonly mediaAuthorised?: boolean;
}

/** What the store knows of the documents that a command names. One that is not usable says why, as far as its user may know. */
export async function documentFacts(
  store: Pick<Store, 'documents'>,
  documentIds: readonly string[],
  use: UseOfDocuments,
): Promise<readonly DocumentFact[]> {
  const rows = new Map((await store.documents.find(documentIds)).map((row) => [row.documentId, row]));
  return documentIds.map((documentId) => {
    const row = rows.get(documentId);
    if (!row || !isWithin(row, use)) return { documentId, usable: false };
    if (row.storedAt === null) return { documentId, usable: false, why: 'has no bytes yet: it was announced and not uploaded' };
    if (lacksAuthorisation(row, use))
      return { documentId, usable: false, why: 'shows the home of the customer, whose authorisation for pictures is not on record' };
    return { documentId, usable: true };
  });
}

/** Bound to this order, or not bound yet and the user's own. */
function isWithin({ orderId, uploader }: DocumentRow, { order, actor }: UseOfDocuments): boolean {
  return orderId === null ? uploader.role === actor.role && uploader.id === actor.id : orderId === order.orderId;
}

/**
 * Pictures by the customer need nobody's leave; those by a provider need the customer's, given with this command or on record.
 * Source: best practices, "photos or videos … if the customer authorises".
 */
export function lacksAuthorisation(
  { kind, uploader }: Pick<DocumentRow, 'kind' | 'uploader'>,
  use: Pick<UseOfDocuments, 'order' | 'mediaAuthorised'>,
): boolean {
  return (kind === 'PHOTO' || kind === 'VIDEO') && uploader.role === 'provider' && !isAuthorised(use);
}

/** As the technician reported the customer's word with a defect. */
function isAuthorised({ order, mediaAuthorised }: Pick<UseOfDocuments, 'order' | 'mediaAuthorised'>): boolean {
  return mediaAuthorised ?? order.details.record.some((event) => event.type === 'DEFECT_REPORTED' && event.data.mediaAuthorised);
}
