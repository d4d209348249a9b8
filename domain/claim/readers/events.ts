import { orderTextRows } from '../../order/readers/texts.ts';
import { DESK, EVERYONE, type Rows, type TextRow, type Who } from '../../shared/reading/readers.ts';
import type { ClaimCommandBodies, ClaimCommandName } from '../bodies.ts';
import type { ClaimEvent, ClaimEventData, ClaimEventType } from '../events.ts';

/** Who reads which fact of a claim's event. */
export const CLAIM_FACTS: { readonly [T in ClaimEventType]: Rows<ClaimEventData[T]> } = {
  CLAIM_OPENED: {
    rules: EVERYONE,
    claimId: EVERYONE,
    orderId: EVERYONE,
    orderSequence: EVERYONE,
    claimant: EVERYONE,
    providerId: EVERYONE,
    customerId: EVERYONE,
    marketplaceId: EVERYONE,
    timeZone: EVERYONE,
    locale: EVERYONE,
    price: EVERYONE,
    sandbox: EVERYONE,
    clockOffsetMs: EVERYONE,
    remedies: EVERYONE,
    desiredRemedy: EVERYONE,
    isException: EVERYONE,
    contactedFirst: EVERYONE,
    deciders: EVERYONE,
    documentIds: EVERYONE,
  },
  PARTNER_TOLD: { answersBy: EVERYONE },
  PARTNER_ANSWERED: { position: EVERYONE, documentIds: EVERYONE },
  PARTNER_SILENT: {},
  INVESTIGATION_TAKEN: {},
  DOCUMENTS_REQUESTED: { requestId: EVERYONE, from: EVERYONE, kinds: EVERYONE },
  DOCUMENTS_SUBMITTED: { by: EVERYONE, documentIds: EVERYONE, requestId: EVERYONE },
  DECISION_PROPOSED: { outcome: DESK, remedy: DESK, amount: DESK, limit: DESK },
  CLAIM_DECIDED: { outcome: EVERYONE, remedy: EVERYONE, amount: EVERYONE, appealableUntil: EVERYONE, proposedBy: EVERYONE },
  APPEALED: { by: EVERYONE },
  APPEAL_DECIDED: { outcome: EVERYONE, remedy: EVERYONE, amount: EVERYONE, changes: EVERYONE },
  REDO_ORDERED: { recallOrderId: EVERYONE },
  REDO_COMPLETED: { recallOrderId: EVERYONE },
  REDO_DROPPED: { recallOrderId: EVERYONE },
  REDO_CANCELLED: { recallOrderId: EVERYONE },
  REFUND_OWED: { entry: EVERYONE, amount: EVERYONE },
  REFUND_DROPPED: { entry: EVERYONE, amount: EVERYONE },
  PAYMENT_STATED: { proofDocumentId: EVERYONE },
  CLAIM_SETTLED: { by: EVERYONE, entry: EVERYONE, amount: EVERYONE },
  CLAIM_WITHDRAWN: {},
  CLAIM_CLOSED: {},
  CLAIM_ENDED: {},
  RUNG_REACHED: {
    ladder: EVERYONE,
    subject: EVERYONE,
    since: EVERYONE,
    due: EVERYONE,
    rung: EVERYONE,
    action: EVERYONE,
    to: EVERYONE,
    channel: EVERYONE,
    skipped: EVERYONE,
  },
  CLOCK_ADVANCED: { offsetMs: EVERYONE },
  RULES_RAISED: { from: EVERYONE, to: EVERYONE },
};

/** A proposal, and what reminds of it, are not there for others than the desk: its event is a sealed link. */
export function claimEventSeenBy(event: Pick<ClaimEvent, 'type' | 'data'>): Who {
  if (event.type === 'DECISION_PROPOSED') return DESK;
  const isOfProposal = event.type === 'RUNG_REACHED' && 'ladder' in event.data && event.data.ladder === 'decision-confirmation';
  return isOfProposal ? DESK : EVERYONE;
}

/** Who reads which field of the body of a claim's command. */
export const CLAIM_BODIES: { readonly [C in ClaimCommandName]: { readonly [F in keyof ClaimCommandBodies[C]]-?: TextRow } } = {
  respond: { position: EVERYONE, text: EVERYONE, documentIds: EVERYONE, onBehalfOf: EVERYONE },
  investigate: {},
  'request-documents': { kinds: EVERYONE, text: EVERYONE, from: EVERYONE },
  'submit-documents': { documentIds: EVERYONE, onBehalfOf: EVERYONE },
  // Given with the decision to both sides; until it is one, its event is the desk's.
  decide: { outcome: EVERYONE, remedy: EVERYONE, amount: EVERYONE, reason: EVERYONE },
  'confirm-decision': {},
  appeal: { reason: EVERYONE, onBehalfOf: EVERYONE },
  'decide-appeal': { outcome: EVERYONE, remedy: EVERYONE, amount: EVERYONE, reason: EVERYONE },
  settle: { note: EVERYONE, proofDocumentId: EVERYONE, onBehalfOf: EVERYONE },
  withdraw: { reason: EVERYONE, onBehalfOf: EVERYONE },
};

/** The rows of the texts that stand beside a claim's event; its own words came with the order's `file-claim`. */
export function claimTextRows({ command }: Pick<ClaimEvent, 'command'>): Readonly<Record<string, TextRow>> {
  if (command === 'file-claim') return orderTextRows({ type: 'CLAIM_FILED', command, data: {} as never });
  return Object.hasOwn(CLAIM_BODIES, command) ? CLAIM_BODIES[command as ClaimCommandName] : {};
}
