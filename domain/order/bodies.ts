import type { FileClaimBody } from '../claim/bodies.ts';
import type { Attribution, Initiator, OnBehalf } from '../shared/actor.ts';

export interface AppointmentTime {
  /** RFC 3339 with an offset. */
  readonly startTime: string;
  readonly durationInMinutes: number;
}

export interface InspectedItem {
  readonly name?: string;
  readonly condition: 'OK' | 'DAMAGED' | 'MISSING' | 'DEFECTIVE';
  readonly preventsService?: boolean;
  readonly note?: string;
}

export type NoteTopic = 'PRODUCT_CONDITION' | 'SAFETY' | 'PLACEMENT' | 'ADVICE' | 'AGREEMENT' | 'OTHER';
export const NOTE_TOPICS: readonly NoteTopic[] = ['PRODUCT_CONDITION', 'SAFETY', 'PLACEMENT', 'ADVICE', 'AGREEMENT', 'OTHER'];

export type HoldDecision = 'RESUME' | 'RESCHEDULE' | 'CANCEL';

export type WaivableRequirement = 'signature.collected' | 'scope.confirmed' | 'notes.recorded';
export const WAIVABLE: readonly WaivableRequirement[] = ['signature.collected', 'scope.confirmed', 'notes.recorded'];

type Empty = Record<never, never>;

/** The body of each command, as over HTTP. On its way into the workflow its free text is redacted (redact.ts). */
export interface CommandBodies {
  readonly schedule: AppointmentTime & OnBehalf;
  readonly reschedule: AppointmentTime & {
    readonly reasonCode: string;
    readonly initiatedBy?: Initiator;
    readonly agreedByCounterpart?: boolean;
    readonly partsRepacked?: boolean;
  } & OnBehalf;
  readonly 'accept-reschedule': Empty & OnBehalf;
  readonly amend: {
    readonly address?: Readonly<Record<string, string>>;
    readonly scopeItems?: readonly { readonly itemId: string; readonly description: string }[];
    readonly locale?: string;
  } & OnBehalf;
  readonly 'reassign-provider': { readonly providerId: string; readonly reason: string };
  readonly 'assign-technicians': { readonly technicianIds: readonly string[] } & OnBehalf;
  readonly arrive: Empty & OnBehalf;
  readonly 'record-inspection': {
    readonly buyerPresent: boolean;
    readonly minorPresent?: boolean;
    readonly guardianPresent?: boolean;
    readonly manual: 'REVIEWED' | 'NOT_PRESENT' | 'NOT_APPLICABLE';
    readonly items: readonly InspectedItem[];
    readonly siteCondition?: string;
  } & OnBehalf;
  readonly 'start-work': Empty & OnBehalf;
  readonly 'report-guardian': { readonly present: boolean } & OnBehalf;
  readonly 'finish-work': Empty & OnBehalf;
  readonly 'resume-work': { readonly reason: string } & OnBehalf;
  readonly 'report-defect': {
    readonly description: string;
    readonly cause: string;
    readonly needed: string;
    readonly customerNotified: { readonly at: string; readonly summary: string };
    readonly mediaAuthorised: boolean;
    readonly documentIds?: readonly string[];
  } & OnBehalf;
  readonly 'contact-support': { readonly holdId: string; readonly summary: string } & OnBehalf;
  readonly 'decide-hold': {
    readonly holdId: string;
    readonly decision: HoldDecision;
    readonly guidance: string;
    readonly attributedTo?: Attribution;
  };
  readonly 'confirm-scope': {
    readonly customerPresent: boolean;
    readonly items: readonly { readonly itemId: string; readonly done: boolean; readonly note?: string }[];
    readonly qualityAccepted: boolean;
  } & OnBehalf;
  readonly 'add-job-note': { readonly text: string; readonly topics?: readonly NoteTopic[] } & OnBehalf;
  readonly 'sign-off': {
    readonly signedBy: string;
    readonly proofType: 'CUSTOMER_SIGNATURE' | 'NO_SIGNATURE';
    readonly documentId?: string;
    readonly reason?: string;
    readonly complete?: boolean;
  };
  readonly waive: { readonly requirementId: WaivableRequirement; readonly reason: string };
  readonly complete: Empty & OnBehalf;
  readonly cancel: {
    readonly reasonCode: string;
    readonly initiatedBy?: Initiator;
    readonly note?: string;
    readonly quoteId?: string;
  } & OnBehalf;
  readonly 'decide-fee': { readonly feeId: string; readonly decision: 'POST' | 'WAIVE'; readonly reason: string };
  readonly attribute: { readonly appointmentId?: string; readonly attributedTo: Attribution; readonly reason: string };
  readonly 'file-claim': FileClaimBody;
  readonly 'resend-claim-link': Empty;
  readonly 'raise-issue': { readonly description: string } & OnBehalf;
  readonly rate: { readonly stars: number; readonly review?: string };
  readonly 'advance-clock': { readonly by?: string; readonly to?: string };
  /** Not a path of its own: POST …/messages gives it, so that a confirmation stops its clock in the one place that decides. */
  readonly 'send-message': SendMessageBody;
}

export interface SendMessageBody extends OnBehalf {
  readonly purpose: 'APPOINTMENT' | 'DEFECT_CONFIRMATION' | 'JOB_SUMMARY' | 'QUESTION' | 'ANSWER' | 'HOLDING_REPLY' | 'CLAIM' | 'INCIDENT';
  readonly text?: string;
  readonly templateId?: string;
  readonly variables?: Readonly<Record<string, string | number>>;
  readonly locale?: string;
  readonly holdId?: string;
  readonly documentIds?: readonly string[];
}

export type CommandName = keyof CommandBodies;
