import { DESK, mayRead, type Reader, readable } from '../../shared/reading/readers.ts';
import type { Instant } from '../../shared/time.ts';
import type { ClaimFacts } from '../command.ts';
import { CLAIM_SUMMARY, CLAIM_VIEW } from '../readers/view.ts';
import type { ClaimState } from '../state.ts';
import { type ClaimAsStored, type ClaimSummary, type ClaimView, wholeSummary, wholeView } from './whole-view.ts';

export type { ClaimAsStored, ClaimView } from './whole-view.ts';

/** The claim as this reader reads it in one go. `now` is the claim's own time. */
export function claimView(stored: ClaimAsStored, reader: Reader, now: Instant, facts: ClaimFacts = {}): ClaimView {
  const state = seenState(stored.state, reader);
  return readable(wholeView({ ...stored, state }, reader, now, facts), CLAIM_VIEW, reader);
}

/** A proposal, and all that follows from it, is there for the desk alone: for the others nothing is proposed. */
export function seenState(state: ClaimState, reader: Pick<Reader, 'relations'>): ClaimState {
  return state.proposal === null || mayRead(reader, DESK) ? state : { ...state, proposal: null };
}

/** One line of a list: what an agent scans for. */
export function claimSummary({ state, terms }: Pick<ClaimAsStored, 'state' | 'terms'>, reader: Reader): ClaimSummary {
  return readable(wholeSummary({ state: seenState(state, reader), terms }), CLAIM_SUMMARY, reader);
}
