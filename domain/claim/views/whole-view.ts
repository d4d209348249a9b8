import type { ClaimTerms } from '../../policy/claim-terms.ts';
import type { Actor } from '../../shared/actor.ts';
import { type Instant, iso } from '../../shared/time.ts';
import type { ClaimFacts } from '../command.ts';
import { type ClaimDetails, recordedIn, textIn } from '../details.ts';
import type { ClaimDecision, ClaimState, ContactedFirst } from '../state.ts';
import { claimDeadlines, claimWaitingFor } from '../time/deadlines.ts';
import { claimActions } from './actions.ts';

/** A claim as the store holds it: what the rules need, what people read, and what it was promised. */
export interface ClaimAsStored {
  readonly state: ClaimState;
  readonly details: ClaimDetails;
  readonly terms: ClaimTerms;
}

/** Everything; what of it is for whom says readers/view.ts, and only view.ts gives it away. */
export function wholeView({ state, details, terms }: ClaimAsStored, viewer: Actor, now: Instant, facts: ClaimFacts) {
  return {
    claimId: state.claimId,
    orderId: state.orderId,
    version: state.version,
    state: state.name,
    policy: terms.policy,
    programme: terms.programme,
    ...filedView(state, details),
    partner: partnerView(state, details),
    takenBy: state.takenBy,
    documentRequest: requestView(state, details),
    proposal: state.proposal ? decisionView({ ...state.proposal, confirmedBy: null }, details) : null,
    decision: state.decision && decisionView(state.decision, details),
    firstDecision: state.firstDecision && decisionView(state.firstDecision, details),
    appealableUntil: at(state.appealableUntil),
    appeal: appealView(state, details),
    recallOrderId: state.recall?.recallOrderId ?? null,
    refund: refundView(state, details),
    settledBy: state.settledBy,
    waitingFor: claimWaitingFor(state, terms).map(({ since, until, ...wait }) => ({ ...wait, since: iso(since), until: at(until) })),
    deadlines: claimDeadlines(state, terms).map(({ kind, subject, due, rule, derivation }) => ({
      kind,
      subject,
      due: iso(due),
      timeZone: state.timeZone,
      rule,
      derivation,
    })),
    allowedActions: claimActions({ state, terms }, viewer, now, facts),
    receivedAt: iso(state.filedAt),
    updatedAt: iso(state.updatedAt),
    endedAt: at(state.endedAt),
    ...(state.sandbox ? { clock: iso(now) } : {}),
  };
}

export type ClaimView = ReturnType<typeof wholeView>;

export type ClaimSummary = ReturnType<typeof wholeSummary>;

export function wholeSummary({ state, terms }: Pick<ClaimAsStored, 'state' | 'terms'>) {
  const [next] = claimDeadlines(state, terms);
  return {
    claimId: state.claimId,
    orderId: state.orderId,
    version: state.version,
    state: state.name,
    programme: terms.programme,
    claimant: state.claimant,
    providerId: state.providerId,
    isException: state.isException,
    outcome: state.decision?.outcome ?? null,
    waitingFor: claimWaitingFor(state, terms).map(({ since, until, ...wait }) => ({ ...wait, since: iso(since), until: at(until) })),
    nextDeadline: next ? { kind: next.kind, due: iso(next.due) } : null,
    receivedAt: iso(state.filedAt),
    updatedAt: iso(state.updatedAt),
    endedAt: at(state.endedAt),
  };
}

function filedView(state: ClaimState, { filed }: ClaimDetails) {
  const texts = filed ?? {};
  const claimant = texts['claimant'];
  const name = typeof claimant === 'object' && claimant !== null && 'name' in claimant ? claimant.name : null;
  const exception = texts['exception'];
  return {
    claimant: { ...state.claimant, name: typeof name === 'string' ? name : null },
    partnerName: texts['partnerName'] ?? null,
    agreedScope: texts['agreedScope'] ?? null,
    description: texts['description'] ?? null,
    desiredRemedy: state.desiredRemedy,
    raisedWithPartner: contactView(state.contactedFirst),
    documentIds: state.documentIds,
    exception: state.isException ? { reason: isObject(exception) ? (exception['reason'] ?? null) : null } : null,
  };
}

/** Whether it is on record, or the claimant's word: never to be mixed up. */
function contactView(contacted: ContactedFirst) {
  return contacted.basis === 'NOT_ASKED' ? null : { ...contacted, at: iso(contacted.at) };
}

function partnerView({ providerId, partnerAnswersBy, partnerAnswer, partnerSilentAt }: ClaimState, details: ClaimDetails) {
  const answered = recordedIn(details, 'PARTNER_ANSWERED').at(-1);
  return {
    providerId,
    answersBy: iso(partnerAnswersBy),
    answer: partnerAnswer && { ...partnerAnswer, at: iso(partnerAnswer.at), text: textIn(details, answered?.sequence, 'text') },
    silentSince: at(partnerSilentAt),
  };
}

function requestView({ request }: ClaimState, details: ClaimDetails) {
  if (!request) return null;
  const asked = recordedIn(details, 'DOCUMENTS_REQUESTED').findLast(({ data }) => data.requestId === request.requestId);
  return { ...request, since: iso(request.since), text: textIn(details, asked?.sequence, 'text') };
}

function decisionView({ outcome, remedy, amount, by, confirmedBy, at: decidedAt, sequence }: ClaimDecision, details: ClaimDetails) {
  const reason = textIn(details, sequence, 'reason');
  return { outcome, remedy, amount, reason, decidedBy: by, confirmedBy, at: iso(decidedAt) };
}

function appealView({ appeal }: ClaimState, details: ClaimDetails) {
  if (!appeal) return null;
  const made = recordedIn(details, 'APPEALED').at(-1);
  return { by: appeal.by, at: iso(appeal.at), reason: textIn(details, made?.sequence, 'reason'), decidedAt: at(appeal.decidedAt) };
}

function refundView({ owed, payment, paidMinor }: ClaimState, details: ClaimDetails) {
  const stated = recordedIn(details, 'PAYMENT_STATED').at(-1);
  return {
    owed: owed?.amount ?? null,
    paidMinor,
    payment: payment && { ...payment, at: iso(payment.at), note: textIn(details, stated?.sequence, 'note') },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function at(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}
