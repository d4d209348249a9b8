import type { EventReaders } from '../../shared/reading/seen.ts';
import type { ClaimEvent } from '../events.ts';
import { CLAIM_FACTS, claimEventSeenBy, claimTextRows } from './events.ts';

/** Who reads what of a claim's events. */
export const CLAIM_EVENT_READERS: EventReaders<ClaimEvent> = { seenBy: claimEventSeenBy, facts: CLAIM_FACTS, texts: claimTextRows };
