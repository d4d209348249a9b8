import type { Reader } from '../../shared/reading/readers.ts';
import { type Linked, seenLine, type TimelineLine } from '../../shared/reading/timeline.ts';
import type { ClaimEvent } from '../events.ts';
import { CLAIM_EVENT_READERS } from '../readers/index.ts';

export type ClaimTimelineEntry = TimelineLine<ClaimEvent>;

/** One line of a claim's timeline, as this reader may read it; null where the event is not for it. */
export function claimTimelineEntry(linked: Linked<ClaimEvent>, reader: Reader): ClaimTimelineEntry | null {
  return seenLine(CLAIM_EVENT_READERS, linked, reader);
}
