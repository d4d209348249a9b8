import { z } from 'zod';
import {
  address,
  appointmentTime,
  code,
  contact,
  date,
  documentId,
  id,
  initiator,
  label,
  line,
  locale,
  money,
  noDocumentId,
  onBehalfOf,
  prose,
  scopeItem,
  timeZone,
} from './primitives.ts';

const serviceLocation = z
  .strictObject({ type: z.enum(['IN_HOME', 'IN_STORE', 'BUSINESS', 'OTHER', 'ONLINE']), timeZone, address: address.optional() })
  .refine((location) => location.type === 'ONLINE' || location.address !== undefined, {
    path: ['address'],
    error: 'is needed unless the service is given online',
  });

const remedies = z
  .array(z.enum(['REDO', 'REFUND']))
  .min(1)
  .max(2);

export const orderSchema = z
  .strictObject({
    orderId: id.optional(),
    marketplaceId: code,
    sellerId: id.optional(),
    visitKind: z.enum(['SERVICE', 'DELIVERY', 'PICKUP']).optional(),
    scopeOfWork: z.strictObject({
      title: label,
      requiredSkills: z.array(code).max(20).optional(),
      items: z.array(scopeItem).min(1).max(50),
    }),
    serviceLocation,
    customer: z.strictObject({ customerId: id, name: label, locale, contact: contact.optional() }),
    providerId: id,
    price: money.optional(),
    agreedTerms: z.strictObject({ documentId, remedies }).optional(),
    products: z
      .array(z.strictObject({ productId: id, title: line(500), quantity: z.int().min(1).max(1_000) }))
      .max(50)
      .optional(),
    appointment: z.strictObject(appointmentTime).optional(),
    sandbox: z.boolean().optional().meta({ description: 'Attaches a test clock.' }),
  })
  .meta({ id: 'NewOrder' });

export type NewOrder = z.infer<typeof orderSchema>;

const technician = z.strictObject({
  technicianId: id,
  name: label,
  backgroundCheck: z.strictObject({ status: z.enum(['CLEAR', 'PENDING', 'FAILED']), validUntil: date }),
  licences: z.array(z.strictObject({ skill: code, validUntil: date })).max(50),
});

const parameter = z.strictObject({ name: label, value: z.union([z.string().max(500), z.number(), z.boolean()]) });

export const providerSchema = z
  .strictObject({
    name: label,
    marketplaceIds: z.array(code).min(1).max(50),
    contact: contact.optional(),
    communicationExempt: z.strictObject({ documentId: noDocumentId }).optional(),
    technicians: z
      .array(technician)
      .max(500)
      .refine((all) => new Set(all.map((one) => one.technicianId)).size === all.length, 'has two technicians of one id'),
    serviceGuarantee: z.strictObject({ enrolled: z.boolean(), parameters: z.array(parameter).max(50) }).optional(),
  })
  .meta({ id: 'ProviderBody' });

export type ProviderBody = z.infer<typeof providerSchema>;

export const purpose = z.enum([
  'APPOINTMENT',
  'DEFECT_CONFIRMATION',
  'JOB_SUMMARY',
  'QUESTION',
  'ANSWER',
  'HOLDING_REPLY',
  'CLAIM',
  'INCIDENT',
]);

/** Longer than a message may be: that it is too long is one of the gate's findings, with its code. */
const TEXT_MAX = 10_000;
const variables = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'must be the name of a variable'), z.union([z.string().max(1_500), z.number()]))
  .refine((all) => Object.keys(all).length <= 50, 'has too many variables');

export const messageSchema = z
  .strictObject({
    purpose,
    text: prose(TEXT_MAX).optional(),
    templateId: code.optional(),
    variables: variables.optional(),
    locale: locale.optional(),
    holdId: id.optional(),
    documentIds: z.array(noDocumentId).max(20).optional(),
    onBehalfOf,
  })
  .refine(({ text, templateId }) => (text === undefined) !== (templateId === undefined), 'needs exactly one of text and templateId')
  .refine(({ variables: given, templateId }) => given === undefined || templateId !== undefined, {
    path: ['variables'],
    error: 'belong to a template',
  })
  .meta({ id: 'NewMessage', examples: [{ purpose: 'QUESTION', text: 'Is there a lift in the building?' }] });

export type NewMessage = z.infer<typeof messageSchema>;

export const reasonSchema = z
  .strictObject({ reason: prose(2_000) })
  .meta({ id: 'Reason', examples: [{ reason: 'It was forwarded to a stranger.' }] });

export const quoteSchema = z
  .strictObject({ reasonCode: code, initiatedBy: initiator.optional(), onBehalfOf })
  .meta({ id: 'QuoteRequest', examples: [{ reasonCode: 'CUSTOMER_REQUEST' }] });
