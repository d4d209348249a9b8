import { DESK, EVERYONE, type Rows, STAFF, type TextRow } from '../../shared/reading/readers.ts';
import type { CommandBodies, CommandName } from '../bodies.ts';
import type { OrderEvent, OrderEventSource } from '../events.ts';
import { ADDRESS } from './view.ts';

type BodyRows<B> = { readonly [F in keyof B]-?: TextRow };

/** Why the desk decided as it did is its own, unless it is said to a party. */
const INTERNAL = DESK;
/** Between the provider and the desk. */
const PARTNER = ['PROVIDER', ...DESK] as const;

const TIME = { startTime: EVERYONE, durationInMinutes: EVERYONE } as const;
const BEHALF = { onBehalfOf: EVERYONE } as const;

/**
 * Who reads which field of a command's body, where it is shown at all: its free texts stand beside the events that came of it
 * (`texts` of the timeline). What is not free text is in the events' own facts (events.ts).
 */
export const ORDER_BODIES: { readonly [C in CommandName]: BodyRows<CommandBodies[C]> } = {
  schedule: { ...TIME, ...BEHALF },
  reschedule: { ...TIME, ...BEHALF, reasonCode: EVERYONE, initiatedBy: EVERYONE, agreedByCounterpart: EVERYONE, partsRepacked: EVERYONE },
  'accept-reschedule': { ...BEHALF },
  amend: { ...BEHALF, address: ADDRESS, scopeItems: EVERYONE, locale: EVERYONE },
  'reassign-provider': { providerId: EVERYONE, reason: INTERNAL },
  'assign-technicians': { ...BEHALF, technicianIds: EVERYONE },
  arrive: { ...BEHALF },
  'record-inspection': {
    ...BEHALF,
    buyerPresent: EVERYONE,
    minorPresent: EVERYONE,
    guardianPresent: EVERYONE,
    manual: EVERYONE,
    items: EVERYONE,
    siteCondition: EVERYONE,
  },
  'start-work': { ...BEHALF },
  'report-guardian': { ...BEHALF, present: EVERYONE },
  'finish-work': { ...BEHALF },
  'resume-work': { ...BEHALF, reason: EVERYONE },
  'report-defect': {
    ...BEHALF,
    description: EVERYONE,
    cause: EVERYONE,
    needed: EVERYONE,
    customerNotified: EVERYONE,
    mediaAuthorised: EVERYONE,
    documentIds: EVERYONE,
  },
  'contact-support': { ...BEHALF, holdId: EVERYONE, summary: PARTNER },
  'decide-hold': { holdId: EVERYONE, decision: EVERYONE, guidance: EVERYONE, attributedTo: EVERYONE },
  'confirm-scope': { ...BEHALF, customerPresent: EVERYONE, items: EVERYONE, qualityAccepted: EVERYONE },
  'add-job-note': { ...BEHALF, text: EVERYONE, topics: EVERYONE },
  'sign-off': { signedBy: EVERYONE, proofType: EVERYONE, documentId: EVERYONE, reason: EVERYONE, complete: EVERYONE },
  waive: { requirementId: EVERYONE, reason: INTERNAL },
  complete: { ...BEHALF },
  cancel: { ...BEHALF, reasonCode: EVERYONE, initiatedBy: EVERYONE, note: EVERYONE, quoteId: EVERYONE },
  'decide-fee': { feeId: EVERYONE, decision: EVERYONE, reason: INTERNAL },
  attribute: { appointmentId: EVERYONE, attributedTo: EVERYONE, reason: INTERNAL },
  'file-claim': {
    ...BEHALF,
    claimId: EVERYONE,
    claimant: EVERYONE,
    partnerName: EVERYONE,
    receiptDocumentId: EVERYONE,
    agreedScope: EVERYONE,
    description: EVERYONE,
    raisedWithPartner: EVERYONE,
    desiredRemedy: EVERYONE,
    documentIds: EVERYONE,
    // A supervisor's reason for admitting a claim that came too late.
    exception: INTERNAL,
  },
  'resend-claim-link': {},
  'raise-issue': { ...BEHALF, description: EVERYONE },
  rate: { stars: EVERYONE, review: EVERYONE },
  'advance-clock': { by: EVERYONE, to: EVERYONE },
  'send-message': {
    ...BEHALF,
    purpose: EVERYONE,
    text: EVERYONE,
    templateId: EVERYONE,
    variables: EVERYONE,
    locale: EVERYONE,
    holdId: EVERYONE,
    documentIds: EVERYONE,
  },
};

/** What the store adds to the texts, and the words of a signal, whose event does not name its command. */
export const ORDER_ADDED_TEXTS: Readonly<
  Record<Exclude<OrderEventSource, CommandName> | 'sign-off', Rows<Readonly<Record<string, unknown>>>>
> = {
  // A digest of everything that was given: whoever knows the rest could guess the address that it hides.
  create: { givenSha256: STAFF },
  'sign-off': { scopeSha256: EVERYONE, inspectionSha256: EVERYONE, notesSha256: EVERYONE },
  supportDecision: { guidance: EVERYONE, reason: INTERNAL },
  notice: {},
  deadline: {},
  upgrade: {},
};

/** What is written to a provider is not the customer's. */
const TO_PROVIDER = { text: ['PROVIDER', ...STAFF], variables: ['PROVIDER', ...STAFF] } as const;

/** The rows of the texts that stand beside an event. */
export function orderTextRows(event: Pick<OrderEvent, 'type' | 'command' | 'data'>): Readonly<Record<string, TextRow>> {
  const source: OrderEventSource = event.command;
  const body: Readonly<Record<string, TextRow>> = Object.hasOwn(ORDER_BODIES, source) ? ORDER_BODIES[source as CommandName] : {};
  const added: Readonly<Record<string, TextRow>> = Object.hasOwn(ORDER_ADDED_TEXTS, source)
    ? ORDER_ADDED_TEXTS[source as keyof typeof ORDER_ADDED_TEXTS]
    : {};
  const isToProvider = event.type === 'MESSAGE_ACCEPTED' && 'to' in event.data && event.data.to === 'PROVIDER';
  return { ...body, ...added, ...(isToProvider ? TO_PROVIDER : {}) };
}
