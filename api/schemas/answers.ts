import { z } from 'zod';
import { ORDER_STATES } from '../../domain/order/state.ts';

// What is answered, for the reference; tests compare real answers with it. Objects are open: fields may be added.

const at = z.string().meta({ format: 'date-time', examples: ['2027-01-15T18:00:00.000Z'] });
const money = z.looseObject({ amountMinor: z.int(), currency: z.string() });
const party = z.enum(['CUSTOMER', 'PROVIDER', 'SUPPORT', 'SUPERVISOR', 'SYSTEM']);
const actor = z
  .looseObject({
    role: z.enum(['system', 'customer', 'provider', 'support', 'supervisor', 'auditor', 'timer']),
    id: z.string(),
    onBehalfOf: z.looseObject({ role: z.enum(['PROVIDER', 'CUSTOMER']), id: z.string() }).optional(),
  })
  .meta({ id: 'Actor' });
const open = z.record(z.string(), z.unknown());

export const unmet = z.looseObject({ id: z.string(), message: z.string(), clearedBy: party.nullable() }).meta({ id: 'Unmet' });
export const warning = z.looseObject({ code: z.string(), message: z.string() }).meta({ id: 'Warning' });

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.looseObject({ pointer: z.string(), message: z.string() })).optional(),
    unmet: z.array(unmet).optional(),
    reasons: z.array(z.looseObject({ code: z.string(), excerpt: z.string() })).optional(),
    conditions: z.array(z.looseObject({ id: z.string(), verdict: z.string(), message: z.string() })).optional(),
    index: z.int().optional().meta({ description: 'Which command of several was refused, from 0.' }),
    decidedBy: z.string().optional(),
    decidedAt: at.optional(),
    changedBy: z.string().optional(),
    changedAt: at.optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. Branch on `code`.' });

const allowedAction = z
  .looseObject({
    command: z.string(),
    enabled: z.boolean(),
    unmet: z.array(unmet),
    summary: z.string(),
    onBehalfOf: z.enum(['PROVIDER', 'CUSTOMER']).nullable(),
  })
  .meta({ id: 'AllowedAction' });

const waiting = z
  .looseObject({ who: party, what: z.string(), since: at, until: at.nullable(), then: z.string() })
  .meta({ id: 'WaitingFor' });
const deadline = z
  .looseObject({ kind: z.string(), due: at, timeZone: z.string(), rule: z.string(), derivation: z.array(z.string()) })
  .meta({ id: 'Deadline' });
const hold = z
  .looseObject({ holdId: z.string(), kind: z.enum(['DEFECT', 'GUARDIAN', 'INCIDENT']), openedAt: at, blocks: z.array(z.string()) })
  .meta({ id: 'Hold' });
const appointment = z
  .looseObject({
    appointmentId: z.string(),
    status: z.enum(['ACTIVE', 'CANCELLED', 'COMPLETED']),
    startTime: at,
    durationInMinutes: z.int(),
    technicianIds: z.array(z.string()),
    rescheduledAppointmentId: z.string().nullable(),
    attributedTo: z.string().nullable(),
  })
  .meta({ id: 'Appointment' });

const fee = z
  .looseObject({
    feeId: z.string(),
    kind: z.string(),
    amount: money,
    status: z.enum(['PROPOSED', 'REVIEW', 'POSTED', 'WAIVED', 'REVERSED']),
    rule: z.string(),
  })
  .meta({ id: 'Fee' });

const claimWindow = z.looseObject({ opensAt: at, closesAt: at, timeZone: z.string(), days: z.int(), rule: z.string() });

export const order = z
  .looseObject({
    orderId: z.string(),
    version: z.int(),
    state: z.enum(ORDER_STATES),
    policy: z.looseObject({ id: z.string(), version: z.string() }),
    marketplaceId: z.string(),
    providerId: z.string(),
    customer: open,
    scopeOfWork: open,
    serviceLocation: open,
    holds: z.array(hold).meta({ description: 'Open ones only.' }),
    appointments: z.array(appointment),
    inspection: open.nullable(),
    defects: z.array(open),
    scopeCheck: open.nullable(),
    signOff: open.nullable(),
    jobNotes: z.array(open),
    cancellation: open.nullable(),
    fees: z.array(fee),
    claims: z.array(open),
    completedAt: at.nullable(),
    claimWindow: claimWindow.nullable(),
    waitingFor: z.array(waiting),
    deadlines: z.array(deadline),
    allowedActions: z.array(allowedAction),
    createdAt: at,
    updatedAt: at,
    closedAt: at.nullable(),
  })
  .meta({ id: 'Order' });

export const orderSummary = z
  .looseObject({
    orderId: z.string(),
    version: z.int(),
    state: z.enum(ORDER_STATES),
    title: z.string(),
    providerId: z.string(),
    customerId: z.string(),
    holds: z.array(open),
    waitingFor: z.array(waiting),
    nextDeadline: z.looseObject({ kind: z.string(), due: at }).nullable(),
    createdAt: at,
    updatedAt: at,
  })
  .meta({ id: 'OrderSummary' });

const decision = z.looseObject({ id: z.string(), policyVersion: z.string(), because: z.array(z.string()) }).meta({ id: 'Decision' });

/** Whoever repeats a command for an order that it sees no more gets the answer without the order. */
const orderNow = order.optional().meta({ description: 'Absent where a repeat comes from a caller who sees the order no more.' });

export const commandAnswer = z
  .looseObject({ outcome: z.literal('ACCEPTED'), decision, warnings: z.array(warning), order: orderNow })
  .meta({ id: 'CommandAccepted' });

export const batchAnswer = z
  .looseObject({
    outcome: z.literal('ACCEPTED'),
    results: z.array(z.looseObject({ command: z.string(), decision, warnings: z.array(warning) })),
    order: orderNow,
  })
  .meta({ id: 'BatchAccepted' });

export const pendingAnswer = z.looseObject({ outcome: z.literal('PENDING'), commandId: z.string() }).meta({ id: 'CommandPending' });

export const commandStatus = z
  .looseObject({ outcome: z.enum(['PENDING', 'ACCEPTED', 'REFUSED']), commandId: z.string() })
  .meta({ id: 'CommandStatus', description: 'With the same members that the command itself would have been answered with.' });

const timelineFields = {
  sequence: z.int().nullable().meta({ description: 'Null for a delivery, which is no event of the order.' }),
  at,
  type: z.string(),
  actor,
  command: z.string().nullable(),
  because: z.array(z.string()),
};
export const timelineItem = z.looseObject(timelineFields).meta({ id: 'TimelineEntry' });
export const feedItem = z.looseObject({ ...timelineFields, orderId: z.string(), cursor: z.string() }).meta({ id: 'FeedEntry' });

export const action = z
  .looseObject({ command: z.string(), enabled: z.boolean(), unmet: z.array(unmet), bodySchema: open })
  .meta({ id: 'ActionWithSchema' });

export const completion = z
  .looseObject({
    passed: z.boolean(),
    requirements: z.array(
      z.looseObject({
        id: z.string(),
        verdict: z.enum(['PASSED', 'FAILED', 'WAIVED', 'NOT_APPLICABLE']),
        message: z.string(),
        evidence: z.string().nullable(),
        clearedBy: party.nullable(),
      }),
    ),
  })
  .meta({ id: 'CompletionCheck' });

export const quote = z
  .looseObject({ quoteId: z.string(), fee: money.nullable(), attributedTo: z.string(), rule: z.string(), expiresAt: at })
  .meta({ id: 'CancellationQuote' });

export const feeItem = fee;

export const account = z.looseObject({ account: z.string(), balance: money, entries: z.int() }).meta({ id: 'LedgerAccount' });

export const message = z
  .looseObject({
    messageId: z.string(),
    direction: z.enum(['OUTBOUND', 'INBOUND']),
    purpose: z.string(),
    status: z.enum(['QUEUED', 'SENT', 'FAILED', 'BLOCKED', 'RECEIVED']),
    createdAt: at,
  })
  .meta({ id: 'Message' });

export const messageTaken = z.looseObject({ messageId: z.string(), status: z.string() }).meta({ id: 'MessageTaken' });
export const messageChecked = z
  .looseObject({ allowed: z.boolean(), reasons: z.array(z.looseObject({ code: z.string(), excerpt: z.string() })) })
  .meta({ id: 'MessageChecked' });

export const claimLinkItem = z
  .looseObject({
    number: z.int(),
    change: z.enum(['GIVEN', 'REVOKED']),
    at,
    messageId: z.string().nullable().meta({ description: 'The letter that carried it; null for a revocation.' }),
    isNewest: z.boolean().meta({ description: 'A later link, or a revocation, ends those before it.' }),
    by: actor.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ClaimLink' });
export const claimLinksRevoked = z.looseObject({ number: z.int(), revokedAt: at }).meta({ id: 'ClaimLinksRevoked' });

export const provider = z
  .looseObject({ providerId: z.string(), name: z.string(), marketplaceIds: z.array(z.string()), technicians: z.array(open) })
  .meta({ id: 'Provider' });

export const policySummary = z
  .looseObject({ id: z.string(), version: z.string(), effectiveFrom: z.string(), marketplaceIds: z.array(z.string()) })
  .meta({ id: 'PolicySummary' });
export const policy = z.looseObject({ id: z.string(), version: z.string(), terms: open, words: z.array(open) }).meta({ id: 'Policy' });

export const importResult = z
  .looseObject({
    imported: z.array(
      z.looseObject({
        serviceJobId: z.string(),
        orderId: z.string(),
        change: z.enum(['CREATED', 'UPDATED', 'UNCHANGED']),
        warnings: z.array(warning),
      }),
    ),
    refused: z.array(z.looseObject({ serviceJobId: z.string().nullable(), errors: z.array(open) })),
  })
  .meta({ id: 'ImportResult' });

export const serviceJob = open.meta({ id: 'ServiceJob', description: "A service job in the form of Amazon's Services v1." });

/** A list as the contract has it. */
export function page(item: z.ZodType): z.ZodType {
  return z.looseObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
