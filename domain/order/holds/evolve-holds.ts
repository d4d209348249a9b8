import { withDecider } from '../claims/evolve-claims.ts';
import type { Evolvers } from '../evolver.ts';
import { type DefectHold, type OrderState, openDefect } from '../state.ts';
import { withoutSignOff } from '../visit/evolve-visit.ts';

type HoldEvent =
  | 'GUARDIAN_REPORTED'
  | 'HOLD_OPENED'
  | 'HOLD_LIFTED'
  | 'DEFECT_REPORTED'
  | 'SUPPORT_CONTACTED'
  | 'HOLD_DECIDED'
  | 'HOLD_RETURNED_TO_SUPPORT'
  | 'MESSAGE_ACCEPTED'
  | 'SUPPORT_DECISION_REFUSED';

/** Holds lie over the state: several may be open, and each is lifted by its own condition. */
export const evolveHolds: Evolvers<HoldEvent> = {
  GUARDIAN_REPORTED: (state) => state,
  HOLD_OPENED: (state, { data, at }) => ({
    ...state,
    holdCount: state.holdCount + 1,
    holds: [
      ...state.holds,
      { holdId: data.holdId, kind: data.kind, openedAt: at, defect: data.kind === 'DEFECT' ? newDefect(state) : null },
    ],
  }),
  HOLD_LIFTED: (state, { data, at }) => {
    const lifted = { ...state, holds: state.holds.filter((hold) => hold.holdId !== data.holdId) };
    return data.kind === 'DEFECT' ? runLateClock(lifted, at) : lifted;
  },
  DEFECT_REPORTED: (state) => state,
  SUPPORT_CONTACTED: (state, { data, at }) => {
    // From the contact with support the provider waits for us: its late-completion clock stands still.
    const paused =
      state.lateCompletionPause.since === null ? { ...state, lateCompletionPause: { ...state.lateCompletionPause, since: at } } : state;
    return withDefect(paused, data.holdId, { contactedAt: at });
  },
  HOLD_DECIDED: (state, { data, at, actor }) => {
    const by = `${actor.role}:${actor.id}`;
    const decision = { decision: data.decision, attributedTo: data.attributedTo, by, at };
    const decided = withDefect({ ...state, decidedHolds: [...state.decidedHolds, { holdId: data.holdId, ...decision }] }, data.holdId, {
      decision,
    });
    const after = withDecider(decided, actor);
    return data.decision === 'RESUME' ? resumed(after) : after;
  },
  HOLD_RETURNED_TO_SUPPORT: (state, { data, at }) => withDefect(state, data.holdId, { decision: null, returnedAt: at }),
  MESSAGE_ACCEPTED: (state, { data, at, actor }) => {
    const counted = { ...state, messageCount: state.messageCount + 1 };
    if (data.purpose === 'DEFECT_CONFIRMATION' && data.holdId !== null) return withDefect(counted, data.holdId, { confirmedAt: at });
    const answersIssues = data.purpose === 'ANSWER' && (actor.role === 'provider' || actor.onBehalfOf?.role === 'PROVIDER');
    return answersIssues
      ? { ...counted, issues: state.issues.map((issue) => ({ ...issue, answeredAt: issue.answeredAt ?? at })) }
      : counted;
  },
  SUPPORT_DECISION_REFUSED: (state) => state,
};

function newDefect(state: OrderState): DefectHold {
  return { hadStarted: state.workStarted, confirmedAt: null, contactedAt: null, decision: null, returnedAt: null };
}

function withDefect(state: OrderState, holdId: string, change: Partial<DefectHold>): OrderState {
  return {
    ...state,
    holds: state.holds.map((hold) => (hold.holdId === holdId && hold.defect ? { ...hold, defect: { ...hold.defect, ...change } } : hold)),
  };
}

/** RESUME: back to the work, or to the inspection where work had not started; elsewhere (between visits) nothing moves. */
function resumed(state: OrderState): OrderState {
  if (state.name !== 'WORK_FINISHED' && state.name !== 'IN_PROGRESS' && state.name !== 'ON_SITE') return state;
  return { ...withoutSignOff(state), name: state.workStarted ? 'IN_PROGRESS' : 'ON_SITE' };
}

/** The late-completion clock runs again once no defect waits for support. */
function runLateClock(state: OrderState, at: number): OrderState {
  const { since, pausedMs } = state.lateCompletionPause;
  const stillWaiting = state.holds.some((hold) => hold.defect?.contactedAt != null);
  if (since === null || (openDefect(state) !== null && stillWaiting)) return state;
  return { ...state, lateCompletionPause: { since: null, pausedMs: pausedMs + (at - since) } };
}
