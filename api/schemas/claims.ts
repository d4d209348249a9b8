import { z } from 'zod';
import { CLAIM_OUTCOMES, type ClaimCommandName, DOCUMENT_KINDS, PARTNER_POSITIONS } from '../../domain/claim/bodies.ts';
import { CLAIM_STATES } from '../../domain/claim/state.ts';
import { code, documentId, id, instant, label, money, onBehalfOf, prose, text } from './primitives.ts';
import { listParams } from './queries.ts';

// Claims over HTTP: what is given, and what is answered. What depends on the claim is judged by its rules.

const claimantRole = z.enum(['CUSTOMER', 'SELLER']);
const remedy = z.enum(['REDO', 'REFUND']);
const documentIds = z.array(documentId).max(20);
const reason = prose(2_000);

export const fileClaimSchema = z
  .strictObject({
    claimId: id.optional(),
    claimant: z.strictObject({ role: claimantRole, id, name: label.optional() }),
    partnerName: label.optional(),
    receiptDocumentId: documentId.optional(),
    agreedScope: text.optional(),
    description: text,
    raisedWithPartner: z.strictObject({ at: instant, channel: code, outcome: z.enum(['UNRESOLVED', 'NO_ANSWER']) }).optional(),
    desiredRemedy: remedy,
    documentIds: documentIds.optional(),
    exception: z.strictObject({ reason }).optional().meta({ description: 'A supervisor admits a late claim; lifts `window.open` alone.' }),
    onBehalfOf,
  })
  .meta({
    id: 'NewClaim',
    examples: [
      {
        claimant: { role: 'CUSTOMER', id: 'cus-1' },
        description: 'The TV hangs at an angle.',
        raisedWithPartner: { at: '2027-01-16T09:00:00-08:00', channel: 'PHONE', outcome: 'NO_ANSWER' },
        desiredRemedy: 'REDO',
      },
    ],
  });

export type NewClaim = z.infer<typeof fileClaimSchema>;

const decision = {
  outcome: z.enum(CLAIM_OUTCOMES),
  remedy: z.enum(['REDO', 'REFUND', 'NONE']),
  amount: money.optional(),
  reason,
};

export const CLAIM_COMMAND_SCHEMAS = {
  respond: z.strictObject({ position: z.enum(PARTNER_POSITIONS), text, documentIds: documentIds.optional(), onBehalfOf }),
  investigate: z.strictObject({}),
  'request-documents': z.strictObject({
    kinds: z.array(z.enum(DOCUMENT_KINDS)).min(1).max(DOCUMENT_KINDS.length),
    text: prose(2_000),
    from: z.enum(['CLAIMANT', 'PROVIDER']).optional(),
  }),
  'submit-documents': z.strictObject({ documentIds: documentIds.min(1), onBehalfOf }),
  decide: z.strictObject(decision),
  'confirm-decision': z.strictObject({}),
  appeal: z.strictObject({ reason, onBehalfOf }),
  'decide-appeal': z.strictObject(decision),
  settle: z.strictObject({ note: prose(2_000), proofDocumentId: documentId.optional(), onBehalfOf }),
  withdraw: z.strictObject({ reason: reason.optional(), onBehalfOf }),
} as const satisfies Readonly<Record<ClaimCommandName, z.ZodType>>;

export const claimListQuery = z.strictObject({
  state: z.enum(CLAIM_STATES).optional(),
  open: z.enum(['true', 'false']).optional(),
  ...listParams,
});

export const eligibilityQuery = z.strictObject({ claimantRole: claimantRole.optional() });

// Answers

const at = z.string().meta({ format: 'date-time' });
const open = z.record(z.string(), z.unknown());
const moneyAnswer = z.looseObject({ amountMinor: z.int(), currency: z.string() });

export const condition = z
  .looseObject({
    id: z.string(),
    verdict: z.enum(['PASSED', 'FAILED', 'REQUIRES_ACTION', 'NOT_APPLICABLE']),
    message: z.string(),
    fact: open,
    fix: z.string().optional(),
  })
  .meta({ id: 'ClaimCondition' });

export const eligibilityAnswer = z
  .looseObject({ eligible: z.enum(['YES', 'NO', 'REQUIRES_ACTION']), closesAt: at.nullable(), conditions: z.array(condition) })
  .meta({ id: 'ClaimEligibility' });

const claimDecision = z
  .looseObject({
    outcome: z.enum(CLAIM_OUTCOMES),
    remedy: z.enum(['REDO', 'REFUND', 'NONE']),
    amount: moneyAnswer.nullable(),
    reason: z.string().nullable(),
    decidedBy: z.string(),
    at,
  })
  .meta({ id: 'ClaimDecision' });

export const claim = z
  .looseObject({
    claimId: z.string(),
    orderId: z.string(),
    version: z.int(),
    state: z.enum(CLAIM_STATES),
    programme: z.string(),
    claimant: z.looseObject({ role: claimantRole, id: z.string() }),
    decision: claimDecision.nullable(),
    waitingFor: z.array(open),
    deadlines: z.array(open),
    allowedActions: z.array(open),
    receivedAt: at,
    updatedAt: at,
    endedAt: at.nullable(),
  })
  .meta({ id: 'Claim' });

export const claimSummarySchema = z
  .looseObject({ claimId: z.string(), orderId: z.string(), state: z.enum(CLAIM_STATES), receivedAt: at, waitingFor: z.array(open) })
  .meta({ id: 'ClaimSummary' });

export const claimCommandAnswer = z
  .looseObject({ outcome: z.literal('ACCEPTED'), decision: open, warnings: z.array(open), claim })
  .meta({ id: 'ClaimCommandAccepted' });

export const claimPending = z
  .looseObject({ outcome: z.literal('PENDING'), commandId: z.string(), receivedAt: at })
  .meta({ id: 'ClaimPending', description: 'It is kept with its time of receipt, which alone decides whether it was in time.' });

export const claimTimelineItem = z
  .looseObject({ sequence: z.int(), at, type: z.string(), because: z.array(z.string()) })
  .meta({ id: 'ClaimTimelineEntry' });

export const claimReport = z
  .looseObject({
    open: z.array(z.looseObject({ state: z.string(), claims: z.int(), late: z.int(), oldestDays: z.int() })),
    decided: z.array(z.looseObject({ programme: z.string(), outcome: z.string(), claims: z.int() })),
    daysToDecision: z.looseObject({ p50: z.number().nullable(), p90: z.number().nullable() }),
    exceptions: z.int(),
    withdrawn: z.int(),
  })
  .meta({ id: 'ClaimReport' });
