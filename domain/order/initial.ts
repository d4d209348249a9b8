import type { EventOf } from './events.ts';
import type { OrderState } from './state.ts';

/** The state of an order that was just created: nothing is scheduled yet. */
export function initialState({ data, at, actor, sequence }: EventOf<'ORDER_CREATED'>): OrderState {
  return {
    ...data,
    sequence,
    version: sequence,
    lastActor: `${actor.role}:${actor.id}`,
    name: 'REQUESTED',
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    completedAt: null,
    completedBy: null,
    ended: false,
    clockOffsetMs: 0,
    appointments: [],
    holds: [],
    decidedHolds: [],
    inspection: null,
    inspectionCount: 0,
    holdCount: 0,
    workStarted: false,
    scopeCheck: null,
    signOff: null,
    waivers: [],
    noteCount: 0,
    topicsCovered: [],
    messageCount: 0,
    cancellation: null,
    fees: [],
    claimWindow: null,
    issues: [],
    rating: null,
    completedLate: false,
    claimReminderDone: false,
    lateCompletionPause: { since: null, pausedMs: 0 },
    climbs: [],
    rescheduleCount: 0,
    handled: {},
  };
}
