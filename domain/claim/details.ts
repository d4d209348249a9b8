import type { PrivateData } from '../shared/reading/redaction.ts';
import type { ClaimEvent, ClaimEventOf, ClaimEventType } from './events.ts';

/** What people read of a claim and the rules do not need. Lives in the store only, folded beside the state. */
export interface ClaimDetails {
  /** The claim's own words, from the row of the `file-claim` that CLAIM_OPENED names by its command id. */
  readonly filed: PrivateData | null;
  /** The private data of each event that has some, by sequence. */
  readonly texts: Readonly<Record<string, PrivateData>>;
  /** The events that have words, in order. */
  readonly record: readonly ClaimEvent[];
}

const KEPT: ReadonlySet<ClaimEventType> = new Set<ClaimEventType>([
  'PARTNER_ANSWERED',
  'DOCUMENTS_REQUESTED',
  'DECISION_PROPOSED',
  'CLAIM_DECIDED',
  'APPEALED',
  'APPEAL_DECIDED',
  'PAYMENT_STATED',
  'CLAIM_SETTLED',
  'CLAIM_WITHDRAWN',
]);

export const NO_CLAIM_DETAILS: ClaimDetails = { filed: null, texts: {}, record: [] };

/** Folds one event into the details. `texts` is the private side of that event, or null. */
export function evolveClaimDetails(details: ClaimDetails, event: ClaimEvent, texts: PrivateData | null): ClaimDetails {
  if (event.type === 'CLAIM_OPENED') return { ...details, filed: texts };
  if (!KEPT.has(event.type)) return details;
  return {
    ...details,
    texts: texts ? { ...details.texts, [event.sequence]: texts } : details.texts,
    record: [...details.record, event],
  };
}

/** The kept events of a kind, in order. */
export function recordedIn<T extends ClaimEventType>(details: ClaimDetails, type: T): readonly ClaimEventOf<T>[] {
  return details.record.filter((event): event is ClaimEventOf<T> => event.type === type);
}

/** One text of an event; null where there is none or it was erased. */
export function textIn(details: ClaimDetails, sequence: number | undefined, field: string): string | null {
  const text = sequence === undefined ? undefined : details.texts[sequence]?.[field];
  return typeof text === 'string' ? text : null;
}
