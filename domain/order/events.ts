import type { ClaimantRole } from '../claim/bodies.ts';
import type { ContactedFirst } from '../claim/state.ts';
import type { Remedy } from '../policy/claim-terms.ts';
import type { LocationType, MessagePurpose, VisitKind } from '../policy/pack.ts';
import type { LadderName } from '../policy/terms.ts';
import type { Attribution, Initiator } from '../shared/actor.ts';
import type { RungReached } from '../shared/ladder.ts';
import type { Money } from '../shared/money.ts';
import type { Recorded } from '../shared/recorded.ts';
import type { RuledBy } from '../shared/rules.ts';
import type { Instant } from '../shared/time.ts';
import type { CommandName, HoldDecision, InspectedItem, NoteTopic, WaivableRequirement } from './bodies.ts';
import type { ClaimEnd, PartnerStanding, RecallOf } from './claims/claims.ts';
import type { ClaimWindow, Fee, HoldKind } from './state.ts';

/** What is known of an appointment when it is made. */
export interface AppointmentMade {
  readonly appointmentId: string;
  readonly startAt: Instant;
  readonly durationInMinutes: number;
  readonly lateCompletionAt: Instant;
}

/** The facts of each kind of event. Ids, enums, numbers and instants only; free text is joined by the store. */
export interface EventData {
  readonly ORDER_CREATED: RuledBy & {
    readonly orderId: string;
    readonly marketplaceId: string;
    readonly visitKind: VisitKind;
    readonly locationType: LocationType;
    readonly timeZone: string;
    readonly locale: string;
    readonly customerId: string;
    readonly sellerId: string | null;
    readonly providerId: string;
    readonly requiredSkills: readonly string[];
    readonly scopeItemIds: readonly string[];
    readonly price: Money | null;
    readonly agreedRemedies: readonly Remedy[] | null;
    readonly recallOf: RecallOf | null;
    readonly sandbox: boolean;
  };
  readonly APPOINTMENT_SCHEDULED: AppointmentMade;
  readonly APPOINTMENT_RESCHEDULED: AppointmentMade & {
    readonly previousAppointmentId: string;
    readonly reasonCode: string;
    readonly initiatedBy: Initiator;
    readonly attributedTo: Attribution;
    readonly agreed: boolean;
    readonly techniciansUnassigned: number;
  };
  readonly RESCHEDULE_ACCEPTED: { readonly appointmentId: string };
  readonly ORDER_AMENDED: {
    readonly scopeItemIds: readonly string[] | null;
    readonly locale: string | null;
    readonly addressChanged: boolean;
  };
  readonly PROVIDER_REASSIGNED: { readonly from: string; readonly to: string };
  readonly TECHNICIANS_ASSIGNED: { readonly appointmentId: string; readonly technicianIds: readonly string[] };
  /** Positive: minutes after the start; negative: before it. */
  readonly ARRIVED: { readonly appointmentId: string; readonly minutesFromStart: number; readonly onTime: boolean };
  readonly INSPECTION_RECORDED: {
    readonly inspectionId: string;
    readonly appointmentId: string;
    readonly passed: boolean;
    readonly buyerPresent: boolean;
    readonly minorPresent: boolean | null;
    readonly guardianPresent: boolean | null;
    readonly manual: 'REVIEWED' | 'NOT_PRESENT' | 'NOT_APPLICABLE';
    readonly items: readonly InspectedItem[];
  };
  readonly GUARDIAN_REPORTED: { readonly present: boolean };
  readonly HOLD_OPENED: { readonly holdId: string; readonly kind: HoldKind };
  readonly HOLD_LIFTED: { readonly holdId: string; readonly kind: HoldKind };
  readonly WORK_STARTED: { readonly startedLate: boolean };
  readonly WORK_FINISHED: Record<never, never>;
  readonly WORK_RESUMED: Record<never, never>;
  readonly DEFECT_REPORTED: { readonly holdId: string; readonly mediaAuthorised: boolean; readonly customerNotifiedAt: Instant };
  readonly SUPPORT_CONTACTED: { readonly holdId: string };
  readonly HOLD_DECIDED: { readonly holdId: string; readonly decision: HoldDecision; readonly attributedTo: Attribution };
  readonly HOLD_RETURNED_TO_SUPPORT: { readonly holdId: string };
  readonly SCOPE_CONFIRMED: {
    readonly customerPresent: boolean;
    readonly items: readonly { readonly itemId: string; readonly done: boolean }[];
    readonly qualityAccepted: boolean;
    readonly positive: boolean;
  };
  readonly JOB_NOTE_ADDED: { readonly noteId: string; readonly topics: readonly NoteTopic[] };
  readonly SIGNED_OFF: { readonly proofType: 'CUSTOMER_SIGNATURE' | 'NO_SIGNATURE' };
  readonly REQUIREMENT_WAIVED: { readonly requirementId: WaivableRequirement };
  readonly ORDER_COMPLETED: {
    readonly claimWindow: ClaimWindow | null;
    readonly late: boolean;
    /** Where the programme asks for it: the provider's enrolment as it was now. */
    readonly partner: PartnerStanding | null;
  };
  readonly ORDER_CLOSED: { readonly why: 'CLAIM_WINDOW_OVER' | 'NO_GUARANTEE_PROGRAMME' };
  readonly ORDER_CANCELLED: { readonly reasonCode: string; readonly initiatedBy: Initiator; readonly attributedTo: Attribution };
  /** Fees are decided and the time for corrections is over: the order is history. */
  readonly ORDER_SETTLED: Record<never, never>;
  readonly FEE_PROPOSED: {
    readonly feeId: string;
    readonly kind: Fee['kind'];
    readonly amount: Money;
    readonly status: 'PROPOSED' | 'REVIEW';
    readonly rule: string;
  };
  readonly FEE_POSTED: { readonly feeId: string; readonly amount: Money };
  readonly FEE_WAIVED: { readonly feeId: string };
  readonly FEE_REVERSED: { readonly feeId: string; readonly amount: Money };
  readonly ATTRIBUTION_CORRECTED: { readonly appointmentId: string | null; readonly from: Attribution; readonly to: Attribution };
  readonly ISSUE_RAISED: { readonly issueId: string };
  /** `rules`: of the order, and so of the claim. */
  readonly CLAIM_FILED: RuledBy & {
    readonly claimId: string;
    readonly claimant: { readonly role: ClaimantRole; readonly id: string };
    readonly desiredRemedy: Remedy;
    readonly contactedFirst: ContactedFirst;
    /** The receipt first, where there is one. */
    readonly documentIds: readonly string[];
    readonly isException: boolean;
    /** What the claim is opened with, so that everybody who opens it opens the same one. */
    readonly deciders: readonly string[];
    readonly clockOffsetMs: number;
  };
  readonly CLAIM_ENDED: { readonly claimId: string; readonly as: ClaimEnd; readonly approved: boolean };
  readonly CLAIM_LINK_SENT: Record<never, never>;
  readonly RATED: { readonly stars: number };
  readonly CLOCK_ADVANCED: { readonly offsetMs: number };
  readonly MESSAGE_ACCEPTED: {
    readonly messageId: string;
    readonly purpose: MessagePurpose;
    readonly to: 'CUSTOMER' | 'PROVIDER';
    readonly holdId: string | null;
    readonly templateId: string | null;
    readonly locale: string;
  };
  readonly STARTED_LATE: { readonly appointmentId: string };
  readonly NO_SHOW_RECORDED: { readonly appointmentId: string; readonly party: 'PROVIDER' };
  readonly COMPLETION_LATE: { readonly appointmentId: string };
  readonly RUNG_REACHED: RungReached<LadderName>;
  readonly CLAIM_WINDOW_REMINDER: { readonly skipped: boolean };
  /** From here on the order goes by newer rules; what came before stays as it was decided. */
  readonly RULES_RAISED: { readonly from: number; readonly to: number };
  /** A signal that support sent and the rules refused; shown with its reason, never lost. */
  readonly SUPPORT_DECISION_REFUSED: { readonly decisionId: string; readonly command: string; readonly code: string };
}

export type EventType = keyof EventData;

/** What `decide` yields: the kind and its facts. The engine adds sequence, time and actor. */
export type NewEvent = { readonly [T in EventType]: { readonly type: T; readonly data: EventData[T] } }[EventType];

/** Where an event of an order can come from. */
export type OrderEventSource = CommandName | 'create' | 'supportDecision' | 'notice' | 'deadline' | 'upgrade';

export type OrderEvent = {
  readonly [T in EventType]: { readonly type: T; readonly data: EventData[T] } & Recorded<OrderEventSource>;
}[EventType];
export type EventOf<T extends EventType> = Extract<OrderEvent, { type: T }>;

/** Shorthand for the commands' files. */
export function event<T extends EventType>(type: T, data: EventData[T]): NewEvent {
  return { type, data } as NewEvent;
}
