import type { ClaimEventOf, ClaimEventType } from './events.ts';
import type { ClaimState } from './state.ts';

/** One case for each kind of event: the state after it, but for the bookkeeping that all share. */
export type ClaimEvolvers<T extends ClaimEventType> = { readonly [K in T]: (state: ClaimState, event: ClaimEventOf<K>) => ClaimState };
