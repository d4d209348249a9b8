import { type Linked, timelineLine } from '../shared/timeline.ts';
import type { ClaimEvent, ClaimEventSource } from './events.ts';

/** One line of a claim's timeline. */
export function claimTimelineEntry(linked: Linked<ClaimEvent>) {
  return timelineLine<ClaimEventSource, ClaimEvent>(linked);
}

export type ClaimTimelineEntry = ReturnType<typeof claimTimelineEntry>;
