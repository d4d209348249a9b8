/** What whoever watches the program wants to know of the store. Counts and ages in seconds; an age is 0 where there is none. */
export interface StoreFigures {
  readonly undecided: number;
  readonly oldestUndecidedSeconds: number;
  readonly divergedOrders: number;
  readonly divergedClaims: number;
  readonly lateOrders: number;
  readonly lateClaims: number;
  readonly messagesFailed: number;
  readonly messagesQueued: number;
  readonly oldestQueuedSeconds: number;
}

/** Connections by what they do; `waiting`: callers that have none yet. */
export interface PoolUse {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}
