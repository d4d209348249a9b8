import { climbed } from '../shared/ladder.ts';
import { remembered } from '../shared/remember.ts';
import { ruledBy } from '../shared/rules.ts';
import { evolveDecision } from './decision/evolve-decision.ts';
import type { ClaimEvent, ClaimEventOf, ClaimEventType } from './events.ts';
import type { ClaimEvolvers } from './evolver.ts';
import { initialClaim } from './initial.ts';
import type { ClaimState } from './state.ts';

type WayEvent = Exclude<ClaimEventType, keyof typeof evolveDecision | 'CLAIM_OPENED'>;

/** The way to a decision: the partner, support, documents; and what deadlines and the test clock do. */
const evolveWay: ClaimEvolvers<WayEvent> = {
  PARTNER_TOLD: (state, { data }) => ({ ...state, name: 'AWAITING_PARTNER', partnerAnswersBy: data.answersBy }),
  PARTNER_ANSWERED: (state, { data, at, actor }) => ({
    ...withDocuments(state, data.documentIds),
    partnerAnswer: { position: data.position, by: `${actor.role}:${actor.id}`, at },
    decisionSince: at,
  }),
  PARTNER_SILENT: (state, { at }) => ({ ...state, name: 'INVESTIGATING', partnerSilentAt: at, decisionSince: at }),
  INVESTIGATION_TAKEN: (state, { actor }) => ({ ...state, name: 'INVESTIGATING', takenBy: `${actor.role}:${actor.id}` }),
  DOCUMENTS_REQUESTED: (state, { data, at }) => ({ ...state, request: { ...data, since: at }, requestCount: state.requestCount + 1 }),
  DOCUMENTS_SUBMITTED: (state, event) => {
    const taken = withDocuments(state, event.data.documentIds);
    return event.data.requestId === null ? taken : resumed(taken, event);
  },
  RUNG_REACHED: (state, { data }) => ({ ...state, climbs: climbed(state.climbs, data) }),
  CLOCK_ADVANCED: (state, { data }) => ({ ...state, clockOffsetMs: data.offsetMs }),
  RULES_RAISED: (state, { data }) => ({ ...state, ...ruledBy(data.to) }),
};

const EVOLVERS: ClaimEvolvers<Exclude<ClaimEventType, 'CLAIM_OPENED'>> = { ...evolveWay, ...evolveDecision };

/** The state after an event. Total: every event of the table has a case. @throws where the log does not begin with CLAIM_OPENED */
export function evolveClaim(state: ClaimState | null, event: ClaimEvent): ClaimState {
  if (event.type === 'CLAIM_OPENED') return remembered(initialClaim(event), event);
  if (state === null) throw new Error(`the first event is CLAIM_OPENED, not ${event.type}`);
  const apply = EVOLVERS[event.type] as (state: ClaimState, event: ClaimEvent) => ClaimState;
  return remembered(apply(state, event), event);
}

export function foldClaim(state: ClaimState | null, events: readonly ClaimEvent[]): ClaimState {
  const folded = events.reduce<ClaimState | null>(evolveClaim, state);
  if (folded === null) throw new Error('a claim has at least one event');
  return folded;
}

function withDocuments(state: ClaimState, documentIds: readonly string[]): ClaimState {
  return { ...state, documentIds: [...new Set([...state.documentIds, ...documentIds])] };
}

/** The clock that stood still goes on where it was: its beginning and the rungs taken move by the time of the pause. */
function resumed(state: ClaimState, { at }: ClaimEventOf<'DOCUMENTS_SUBMITTED'>): ClaimState {
  const { request, appeal, name } = state;
  const since = name === 'APPEALED' ? (appeal?.since ?? null) : state.decisionSince;
  const open = { ...state, request: null };
  if (!request || since === null) return open;
  const pausedMs = at - Math.max(request.since, since);
  const clock = name === 'APPEALED' ? 'appeal-decision' : 'claim-decision';
  return {
    ...open,
    decisionSince: name === 'APPEALED' ? state.decisionSince : since + pausedMs,
    appeal: name === 'APPEALED' && appeal ? { ...appeal, since: since + pausedMs } : appeal,
    climbs: state.climbs.map((climb) =>
      climb.ladder === clock ? { ...climb, since: climb.since + pausedMs, lastRungAt: climb.lastRungAt + pausedMs } : climb,
    ),
  };
}
