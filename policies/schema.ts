import { z } from 'zod';
import type { PolicyPack } from '../domain/policy/pack.ts';
import { ATTRIBUTIONS } from '../domain/shared/actor.ts';
import { durationMs, isTimeZone } from '../domain/shared/time.ts';

const id = z.string().regex(/^[a-z0-9-]{1,60}$/, 'expected lower-case letters, digits and dashes');
const text = (max: number) => z.string().trim().min(1).max(max);
const currency = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code');
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'expected a locale such as en-US');
const money = z.strictObject({ amountMinor: z.int().positive(), currency });

/** @param shortest in ms; a clock that repeats must let some time pass, else it would never come to rest */
const duration = (shortest: number) =>
  z.string().refine((given) => (durationMs(given) ?? -1) >= shortest, {
    error: shortest > 0 ? 'expected an ISO 8601 duration above zero' : 'expected an ISO 8601 duration',
  });

const GateLevel = z.enum(['REQUIRED', 'ADVISED', 'NOT_APPLICABLE']);
const GATES = ['visit', 'technicians', 'inspection', 'guardian', 'presence', 'scope', 'signature', 'notes'] as const;
const LocationType = z.enum(['IN_HOME', 'IN_STORE', 'BUSINESS', 'OTHER', 'ONLINE']);
const VisitKind = z.enum(['SERVICE', 'DELIVERY', 'PICKUP']);
const Attribution = z.enum(ATTRIBUTIONS);
const Party = z.enum(['CUSTOMER', 'PROVIDER', 'SUPPORT', 'SUPERVISOR', 'SYSTEM']);
const Role = z.enum(['system', 'customer', 'provider', 'support', 'supervisor', 'auditor']);
const LadderName = z.enum([
  'schedule',
  'reschedule-agreement',
  'customer-choice',
  'guardian',
  'defect-confirmation',
  'defect-contact',
  'support-response',
  'hold-follow-up',
  'overdue-work',
  'fee-decision',
  'issue-answer',
]);
const Purpose = z.enum(['APPOINTMENT', 'DEFECT_CONFIRMATION', 'JOB_SUMMARY', 'QUESTION', 'ANSWER', 'HOLDING_REPLY', 'CLAIM', 'INCIDENT']);

const Rung = z.strictObject({
  after: duration(0),
  action: z.enum(['REMIND', 'ESCALATE']),
  to: Party,
  channel: z.enum(['MAIL', 'TEXT', 'SECOND', 'THIRD']),
  // Short: the terms of a pack travel in the input of every order's workflow.
  // oxlint-disable-next-line unicorn/no-thenable
});
const Ladder = z.strictObject({ rungs: z.array(Rung).min(1).max(10), repeatEvery: duration(1), rule: text(80) });

const ReasonCode = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, 'expected UPPER_SNAKE'),
  attributedTo: Attribution,
  uses: z
    .array(z.enum(['CANCEL', 'RESCHEDULE']))
    .min(1)
    .max(2),
});

const ClaimWindow = z.strictObject({
  programme: id,
  claimant: z.enum(['CUSTOMER', 'SELLER']),
  days: z.int().min(1).max(3_650),
  reminderBefore: duration(1),
  rule: text(160),
  enrolment: z.enum(['REQUIRED', 'NOT_APPLICABLE']),
  partnerFirst: z.enum(['REQUIRED', 'NOT_APPLICABLE']),
  pieces: z.array(z.enum(['PARTNER_NAME', 'RECEIPT', 'SCOPE'])).max(3),
});

const ClaimLadderName = z.enum([
  'partner-answer',
  'claim-decision',
  'claim-documents',
  'decision-confirmation',
  'appeal-decision',
  'refund-payment',
  'settlement-confirmation',
  'redo-order',
]);
const Claims = z.strictObject({
  partnerAnswersWithin: duration(1),
  appealDays: z.int().min(1).max(365),
  fourEyesAbove: money,
  remedies: z
    .array(z.enum(['REDO', 'REFUND']))
    .min(1)
    .max(2),
  reminderGrace: duration(1),
  limits: z.strictObject({ documents: z.int().min(1).max(200), requests: z.int().min(1).max(50) }),
  ladders: z.record(ClaimLadderName, Ladder),
});

const TermsSchema = z.strictObject({
  reasons: z.array(ReasonCode).min(1).max(60),
  cancellationFee: z.strictObject({ amount: money, attributedTo: Attribution, rule: text(160) }).nullable(),
  claimWindow: ClaimWindow.nullable(),
  bookingHorizonDays: z.int().min(1).max(365),
  arrivalTolerance: duration(0),
  noShowAfter: duration(1),
  reminderGrace: duration(1),
  correctionDays: z.int().min(1).max(365),
  quoteValidFor: duration(1),
  limits: z.strictObject({
    reschedules: z.int().min(1).max(100),
    notes: z.int().min(1).max(1_000),
    messages: z.int().min(1).max(1_000),
    inspections: z.int().min(1).max(100),
  }),
  ladders: z.record(LadderName, Ladder),
});

/**
 * The shape of a published pack. Strict: a field with a typing error would otherwise be a rule that silently does not hold.
 * What one field says about another is checked in consistency.ts.
 */
export const PolicyPackSchema: z.ZodType<PolicyPack> = z.strictObject({
  id,
  version: z.string().regex(/^\d{4}\.\d{1,3}$/, 'expected year.number'),
  effectiveFrom: z.iso.datetime(),
  marketplaceIds: z
    .array(z.string().regex(/^[A-Z0-9]{2,20}$/, 'expected capital letters and digits'))
    .min(1)
    .max(10),
  currency,
  defaultLocale: locale,
  defaultTimeZone: z.string().refine(isTimeZone, { error: 'expected an IANA zone' }),
  locationTypes: z.array(LocationType).min(1).max(5),
  visitKinds: z.array(VisitKind).min(1).max(3),
  gates: z.record(z.enum(GATES), GateLevel),
  gatesByLocation: z.partialRecord(LocationType, z.partialRecord(z.enum(GATES), GateLevel)),
  terms: TermsSchema,
  claims: Claims.nullable(),
  messages: z.strictObject({
    maxLength: z.int().min(1).max(2_000),
    locales: z.array(locale).min(1).max(20),
    purposes: z.record(Purpose, z.array(Role).max(6)),
    sentByMarketplace: z.array(z.string().regex(/^[A-Z_]{1,60}$/, 'expected UPPER_SNAKE')).max(20),
  }),
  payments: z.strictObject({ collectedBy: z.enum(['MARKETPLACE', 'SELLER_DIRECT']), rule: text(200) }),
  checklists: z.partialRecord(VisitKind, z.array(text(160)).min(1).max(20)),
  words: z
    .array(z.strictObject({ title: text(80), text: text(600) }))
    .min(1)
    .max(30),
});
