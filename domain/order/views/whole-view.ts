import type { Terms } from '../../policy/terms.ts';
import type { Actor } from '../../shared/actor.ts';
import { type Instant, iso } from '../../shared/time.ts';
import type { Facts } from '../command.ts';
import type { OrderDetails, OrderGiven } from '../details.ts';
import { BLOCKS } from '../holds/blocking.ts';
import type { Appointment, Fee, OrderState } from '../state.ts';
import { deadlinesOf, waitingFor } from '../time/deadlines.ts';
import { allowedActions } from './actions.ts';
import { recordedViews } from './record-view.ts';

/** An order as the store holds it: what the rules need, what people read, and what it was promised. */
export interface OrderAsStored {
  readonly state: OrderState;
  readonly details: OrderDetails;
  readonly terms: Terms;
}

/** What is withheld from some is optional here (readers/view.ts). */
type Customer = Pick<OrderGiven['customer'], 'customerId' | 'locale'> & Partial<OrderGiven['customer']>;

/** Everything; what of it is for whom says readers/view.ts, and only view.ts gives it away. */
export function wholeView({ state, details, terms }: OrderAsStored, viewer: Actor, now: Instant, facts: Facts) {
  const { appointment: _asked, serviceJob: _job, ...given } = details.given;
  const customer: Customer = given.customer;
  return {
    ...given,
    customer,
    sandbox: state.sandbox,
    orderId: state.orderId,
    version: state.version,
    state: state.name,
    policy: terms.policy,
    holds: state.holds.map(({ holdId, kind, openedAt, defect }) => ({
      holdId,
      kind,
      openedAt: iso(openedAt),
      blocks: BLOCKS[kind],
      ...(defect
        ? { decision: defect.decision?.decision ?? null, confirmedAt: at(defect.confirmedAt), contactedAt: at(defect.contactedAt) }
        : {}),
    })),
    appointments: state.appointments.map(appointmentView),
    ...recordedViews(state, details),
    fees: state.fees.map(feeView),
    claims: state.claims.map(claimLine),
    recallOf: state.recallOf,
    completedAt: at(state.completedAt),
    claimWindow: state.claimWindow && {
      opensAt: iso(state.claimWindow.opensAt),
      closesAt: iso(state.claimWindow.closesAt),
      timeZone: state.claimWindow.timeZone,
      days: state.claimWindow.days,
      rule: state.claimWindow.rule,
      programme: state.claimWindow.programme,
    },
    waitingFor: waitingFor(state, terms).map(({ since, until, ...wait }) => ({ ...wait, since: iso(since), until: at(until) })),
    deadlines: deadlinesOf(state, terms).map(({ kind, subject, due, rule, derivation }) => ({
      kind,
      subject,
      due: iso(due),
      timeZone: state.timeZone,
      rule,
      derivation,
    })),
    allowedActions: allowedActions({ state, terms }, viewer, now, facts),
    createdAt: iso(state.createdAt),
    updatedAt: iso(state.updatedAt),
    closedAt: at(state.closedAt),
    ...(state.sandbox ? { clock: iso(now) } : {}),
  };
}

export type OrderView = ReturnType<typeof wholeView>;

export type OrderSummary = ReturnType<typeof wholeSummary>;

export function wholeSummary({ state, details, terms }: OrderAsStored) {
  // Null for those from whom it is withheld.
  const named: { readonly customerName: string | null } = { customerName: details.given.customer.name };
  return {
    orderId: state.orderId,
    version: state.version,
    state: state.name,
    title: details.given.scopeOfWork.title,
    ...named,
    providerId: state.providerId,
    customerId: state.customerId,
    holds: state.holds.map(({ holdId, kind, openedAt }) => ({ holdId, kind, openedAt: iso(openedAt) })),
    waitingFor: waitingFor(state, terms).map(({ since, until, ...wait }) => ({ ...wait, since: iso(since), until: at(until) })),
    nextDeadline:
      deadlinesOf(state, terms)
        .slice(0, 1)
        .map(({ kind, due }) => ({ kind, due: iso(due) }))[0] ?? null,
    timeZone: state.timeZone,
    createdAt: iso(state.createdAt),
    updatedAt: iso(state.updatedAt),
  };
}

function appointmentView({ startAt, awaitingAgreement, noShow, lateCompletionAt: _late, arrivedAt, ...appointment }: Appointment) {
  return {
    ...appointment,
    startTime: iso(startAt),
    arrivedAt: at(arrivedAt),
    agreed: awaitingAgreement === null,
    awaitingAgreementFrom: awaitingAgreement?.from ?? null,
    noShow: noShow && { party: noShow.party, at: iso(noShow.at) },
  };
}

/** A claim as its order knows it; GET /v1/claims/{claimId} has the rest. */
function claimLine({ claimId, filedAt, claimant, ended }: OrderState['claims'][number]) {
  return { claimId, filedAt: iso(filedAt), claimant: claimant.role, isOpen: ended === null, endedAs: ended?.as ?? null };
}

export function feeView({ feeId, kind, amount, status, rule, proposedAt, decidedBy, decidedAt }: Fee) {
  return { feeId, kind, amount, status, rule, proposedAt: iso(proposedAt), decidedBy, decidedAt: at(decidedAt) };
}

function at(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}
