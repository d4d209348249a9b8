import { invalid, type Refusal } from './deciding/refusal.ts';

/** A document as the store shows it when a command is sent. */
export interface DocumentFact {
  readonly documentId: string;
  /** Known, complete (its bytes came and were checked), bound to this order or to none yet, and authorised where it must be. */
  readonly usable: boolean;
  /** Why it is not usable, where there is more to say than that it is not there. */
  readonly why?: string;
}

/** The first of the named documents that cannot be used, with its place in the body; what the store did not say is not there. */
export function unusableDocument(
  facts: readonly DocumentFact[] | undefined,
  documentIds: readonly string[],
  pointer: (index: number) => string,
): Refusal | null {
  for (const [index, documentId] of documentIds.entries()) {
    const fact = facts?.find((one) => one.documentId === documentId);
    if (!fact?.usable) return invalid(pointer(index), fact?.why ?? 'is not an uploaded document of this order');
  }
  return null;
}
