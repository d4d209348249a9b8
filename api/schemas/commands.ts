import { z } from 'zod';
import { type CommandName, NOTE_TOPICS, WAIVABLE } from '../../domain/order/bodies.ts';
import {
  address,
  appointmentTime,
  attribution,
  code,
  documentId,
  duration,
  id,
  initiator,
  instant,
  label,
  line,
  locale,
  onBehalfOf,
  prose,
  scopeItem,
  text,
} from './primitives.ts';

// The body of each command, as domain/order/bodies.ts has it. What depends on the order is judged by its rules, not here.

const note = prose(2_000);
const reason = prose(2_000);
const nothing = { onBehalfOf };

const inspectedItem = z.strictObject({
  name: line(200),
  condition: z.enum(['OK', 'DAMAGED', 'MISSING', 'DEFECTIVE']),
  preventsService: z.boolean().optional(),
  note: note.optional(),
});

const scopeAnswer = z.strictObject({ itemId: id, done: z.boolean(), note: note.optional() });

const visit = {
  schedule: z.strictObject({ ...appointmentTime, onBehalfOf }),
  reschedule: z.strictObject({
    ...appointmentTime,
    reasonCode: code,
    initiatedBy: initiator.optional(),
    agreedByCounterpart: z.boolean().optional(),
    partsRepacked: z.boolean().optional(),
    onBehalfOf,
  }),
  'accept-reschedule': z.strictObject(nothing),
  amend: z.strictObject({
    address: address.optional(),
    scopeItems: z.array(scopeItem).min(1).max(50).optional(),
    locale: locale.optional(),
    onBehalfOf,
  }),
  'reassign-provider': z.strictObject({ providerId: id, reason }),
  'assign-technicians': z.strictObject({ technicianIds: z.array(id).min(1).max(20), onBehalfOf }),
  arrive: z.strictObject(nothing),
  'record-inspection': z.strictObject({
    buyerPresent: z.boolean(),
    minorPresent: z.boolean().optional(),
    guardianPresent: z.boolean().optional(),
    manual: z.enum(['REVIEWED', 'NOT_PRESENT', 'NOT_APPLICABLE']),
    items: z.array(inspectedItem).min(1).max(50),
    siteCondition: note.optional(),
    onBehalfOf,
  }),
} as const;

const work = {
  'start-work': z.strictObject(nothing),
  'report-guardian': z.strictObject({ present: z.boolean(), onBehalfOf }),
  'finish-work': z.strictObject(nothing),
  'resume-work': z.strictObject({ reason, onBehalfOf }),
  'report-defect': z.strictObject({
    description: text,
    cause: note,
    needed: note,
    customerNotified: z.strictObject({ at: instant, summary: note }),
    mediaAuthorised: z.boolean(),
    documentIds: z.array(documentId).max(20).optional(),
    onBehalfOf,
  }),
  'contact-support': z.strictObject({ holdId: id, summary: note, onBehalfOf }),
  'decide-hold': z.strictObject({
    holdId: id,
    decision: z.enum(['RESUME', 'RESCHEDULE', 'CANCEL']),
    guidance: text,
    attributedTo: attribution.optional(),
  }),
  'confirm-scope': z.strictObject({
    customerPresent: z.boolean(),
    items: z.array(scopeAnswer).max(50),
    qualityAccepted: z.boolean(),
    onBehalfOf,
  }),
  'add-job-note': z.strictObject({ text, topics: z.array(z.enum(NOTE_TOPICS)).max(NOTE_TOPICS.length).optional(), onBehalfOf }),
  'sign-off': z.strictObject({
    signedBy: label,
    proofType: z.enum(['CUSTOMER_SIGNATURE', 'NO_SIGNATURE']),
    documentId: documentId.optional(),
    reason: reason.optional(),
    complete: z.boolean().optional(),
  }),
  waive: z.strictObject({ requirementId: z.enum(WAIVABLE), reason }),
  complete: z.strictObject(nothing),
} as const;

const ending = {
  cancel: z.strictObject({
    reasonCode: code,
    initiatedBy: initiator.optional(),
    note: note.optional(),
    quoteId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be the id of a quote')
      .optional(),
    onBehalfOf,
  }),
  'decide-fee': z.strictObject({ feeId: id, decision: z.enum(['POST', 'WAIVE']), reason }),
  attribute: z.strictObject({ appointmentId: id.optional(), attributedTo: attribution, reason }),
  'raise-issue': z.strictObject({ description: text, onBehalfOf }),
  'resend-claim-link': z.strictObject({}),
  rate: z.strictObject({ stars: z.int().min(1).max(5), review: note.optional() }),
  'advance-clock': z
    .strictObject({ by: duration.optional(), to: instant.optional() })
    .refine(({ by, to }) => (by === undefined) !== (to === undefined), 'needs exactly one of by and to'),
} as const;

/** A message and a claim are given at paths of their own. */
export type CommandWithPath = Exclude<CommandName, 'send-message' | 'file-claim'>;

export const COMMAND_SCHEMAS = { ...visit, ...work, ...ending } as const satisfies Readonly<Record<CommandWithPath, z.ZodType>>;

export function hasPath(command: CommandName): command is CommandWithPath {
  return command !== 'send-message' && command !== 'file-claim';
}

export const COMMANDS_MAX = 20;

/** Several commands at once; each body is checked by its own schema afterwards. */
export const batchSchema = z
  .strictObject({
    commands: z
      .array(
        z.strictObject({
          command: z.enum(Object.keys(COMMAND_SCHEMAS) as [CommandWithPath, ...CommandWithPath[]]),
          body: z.record(z.string().max(100), z.unknown()).optional().meta({ description: 'The body that the command takes alone.' }),
          occurredAt: instant.optional().meta({ description: "The device's word on when it happened; decisions go by the server's time." }),
        }),
      )
      .min(1)
      .max(COMMANDS_MAX),
  })
  .meta({ id: 'CommandBatch', examples: [{ commands: [{ command: 'arrive', occurredAt: '2027-01-15T10:02:00-08:00' }] }] });

export type CommandBatch = z.infer<typeof batchSchema>;
