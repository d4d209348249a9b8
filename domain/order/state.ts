import type { Remedy } from '../policy/claim-terms.ts';
import type { LocationType, VisitKind } from '../policy/pack.ts';
import type { LadderName, Terms } from '../policy/terms.ts';
import type { Attribution, Initiator } from '../shared/actor.ts';
import type { Climb } from '../shared/ladder.ts';
import type { Money } from '../shared/money.ts';
import type { Handled } from '../shared/remember.ts';
import type { RuledBy } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import type { InspectedItem, WaivableRequirement } from './bodies.ts';
import type { OrderClaim, PartnerStanding, RecallOf } from './claims/claims.ts';

export const ORDER_STATES = [
  'REQUESTED',
  'SCHEDULED',
  'ON_SITE',
  'IN_PROGRESS',
  'WORK_FINISHED',
  'COMPLETED',
  'CLOSED',
  'CANCELLED',
] as const;
export type OrderStateName = (typeof ORDER_STATES)[number];

export type HoldKind = 'DEFECT' | 'GUARDIAN' | 'INCIDENT';

export interface Appointment {
  readonly appointmentId: string;
  readonly status: 'ACTIVE' | 'CANCELLED' | 'COMPLETED';
  readonly startAt: Instant;
  readonly durationInMinutes: number;
  readonly technicianIds: readonly string[];
  readonly rescheduledAppointmentId: string | null;
  /** Why and by whose fault it was moved; null while it stands. */
  readonly reasonCode: string | null;
  readonly attributedTo: Attribution | null;
  /** Who put this time forward, and since when the other side has not agreed; null: agreed. */
  readonly awaitingAgreement: { readonly from: 'CUSTOMER' | 'PROVIDER'; readonly since: Instant } | null;
  readonly startedLate: boolean;
  readonly noShow: { readonly party: 'PROVIDER'; readonly at: Instant } | null;
  /** Midnight after the appointment's local date: work completed later is late. */
  readonly lateCompletionAt: Instant;
  readonly arrivedAt: Instant | null;
}

export interface Hold {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly openedAt: Instant;
  /** For a DEFECT; other kinds lift by their own condition. */
  readonly defect: DefectHold | null;
}

export interface DefectHold {
  /** The state in which the defect was reported: RESUME returns to IN_PROGRESS, or ON_SITE where work had not started. */
  readonly hadStarted: boolean;
  readonly confirmedAt: Instant | null;
  readonly contactedAt: Instant | null;
  readonly decision: {
    readonly decision: 'RESUME' | 'RESCHEDULE' | 'CANCEL';
    readonly attributedTo: Attribution;
    readonly by: string;
    readonly at: Instant;
  } | null;
  /** Support's clock starts anew when a decision was not carried out in time. */
  readonly returnedAt: Instant | null;
}

export interface Inspection {
  readonly inspectionId: string;
  readonly at: Instant;
  readonly passed: boolean;
  readonly buyerPresent: boolean;
  readonly minorPresent: boolean | null;
  readonly guardianPresent: boolean | null;
  readonly manual: 'REVIEWED' | 'NOT_PRESENT' | 'NOT_APPLICABLE';
  /** Names and notes are not here: the store joins them. */
  readonly items: readonly InspectedItem[];
  readonly appointmentId: string;
}

export interface ScopeCheck {
  readonly at: Instant;
  readonly customerPresent: boolean;
  readonly items: readonly { readonly itemId: string; readonly done: boolean }[];
  readonly qualityAccepted: boolean;
  readonly positive: boolean;
}

export interface SignOff {
  readonly at: Instant;
  readonly proofType: 'CUSTOMER_SIGNATURE' | 'NO_SIGNATURE';
  readonly by: string;
}

export interface Fee {
  readonly feeId: string;
  readonly kind: 'CANCELLATION';
  readonly amount: Money;
  readonly status: 'PROPOSED' | 'REVIEW' | 'POSTED' | 'WAIVED' | 'REVERSED';
  readonly rule: string;
  readonly proposedAt: Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
}

export interface Cancellation {
  readonly at: Instant;
  readonly reasonCode: string;
  readonly initiatedBy: Initiator;
  readonly attributedTo: Attribution;
  readonly by: string;
}

export interface ClaimWindow {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly timeZone: string;
  readonly days: number;
  readonly rule: string;
  readonly programme: string;
  readonly claimant: 'CUSTOMER' | 'SELLER';
}

/**
 * All that the rules need to know of an order: ids, enums, numbers, instants. Free text and personal data are not here
 * (domain/order/details.ts): this is what lives in the workflow and its history.
 */
export interface OrderState extends RuledBy {
  readonly orderId: string;
  /** Sequence of the last event. */
  readonly sequence: number;
  /** Sequence of the last decided event: what a client sees as the version. */
  readonly version: number;
  readonly lastActor: string;
  readonly name: OrderStateName;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly completedBy: string | null;
  readonly completedSequence: number | null;
  /** The provider's enrolment in the guarantee programme as it was at completion; null: not asked, or not completed. */
  readonly partnerAtCompletion: PartnerStanding | null;
  /** Nothing can change any more but by objects that name the order; its workflow is gone. */
  readonly ended: boolean;
  readonly marketplaceId: string;
  readonly visitKind: VisitKind;
  readonly locationType: LocationType;
  readonly timeZone: string;
  readonly locale: string;
  readonly customerId: string;
  readonly sellerId: string | null;
  readonly providerId: string;
  /** Since when that one has the order; absent: from the beginning, or it was given to it before this was kept. */
  readonly providerSince?: Instant;
  readonly requiredSkills: readonly string[];
  readonly scopeItemIds: readonly string[];
  readonly price: Money | null;
  /** What the parties agreed on for unsatisfactory work; null: nothing, so the programme's remedies hold. */
  readonly agreedRemedies: readonly Remedy[] | null;
  /** The claim whose remedy this order is. */
  readonly recallOf: RecallOf | null;
  readonly sandbox: boolean;
  /** Sandbox orders: how far the test clock is ahead of the real one, ms. */
  readonly clockOffsetMs: number;
  readonly appointments: readonly Appointment[];
  readonly holds: readonly Hold[];
  /** Ids of holds that were decided; proves a cancellation's cause. */
  readonly decidedHolds: readonly {
    readonly holdId: string;
    readonly decision: 'RESUME' | 'RESCHEDULE' | 'CANCEL';
    readonly attributedTo: Attribution;
    readonly by: string;
    readonly at: Instant;
  }[];
  /** The latest inspection of the active appointment; earlier ones are kept in the details. */
  readonly inspection: Inspection | null;
  readonly inspectionCount: number;
  readonly holdCount: number;
  readonly workStarted: boolean;
  readonly scopeCheck: ScopeCheck | null;
  readonly signOff: SignOff | null;
  readonly waivers: readonly { readonly requirementId: WaivableRequirement; readonly by: string; readonly at: Instant }[];
  readonly noteCount: number;
  readonly topicsCovered: readonly string[];
  readonly messageCount: number;
  readonly cancellation: Cancellation | null;
  readonly fees: readonly Fee[];
  readonly claimWindow: ClaimWindow | null;
  readonly issues: readonly {
    readonly issueId: string;
    /** Of the event: the proof that the partner was approached. */
    readonly sequence: number;
    readonly at: Instant;
    readonly answeredAt: Instant | null;
  }[];
  readonly claims: readonly OrderClaim[];
  readonly rating: { readonly stars: number; readonly at: Instant } | null;
  readonly completedLate: boolean;
  readonly claimReminderDone: boolean;
  /** Late completion: since when the clock stands still, and how long it stood still before. */
  readonly lateCompletionPause: { readonly since: Instant | null; readonly pausedMs: number };
  readonly climbs: readonly Climb<LadderName>[];
  readonly rescheduleCount: number;
  /** Subjects of people who decided something on this order: none of them decides a claim on it. */
  readonly deciders: readonly string[];
  readonly handled: Handled;
}

export interface OrderContext {
  readonly state: OrderState;
  readonly terms: Terms;
}

export function activeAppointment(state: OrderState): Appointment | null {
  return state.appointments.find((appointment) => appointment.status === 'ACTIVE') ?? null;
}

export function openDefect(state: OrderState, holdId?: string): Hold | null {
  const defects = state.holds.filter((hold) => hold.kind === 'DEFECT');
  return (holdId === undefined ? defects.at(-1) : defects.find((hold) => hold.holdId === holdId)) ?? null;
}
