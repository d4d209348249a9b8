import { z } from 'zod';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { unsoundness } from '../http/sound.ts';
import { isWithinReach } from '../schemas/primitives.ts';

// Built from the definitions of Services v1 (amzn/selling-partner-api-models, models/services-api-model/services.json).
// Fields that nobody here reads may be anything and are kept as they came. Every string that is read has a bound.

const TEXT_MAX = 2_000;
const text = z.string().max(TEXT_MAX);
const title = z.string().max(200);
/** The form's ids of parties are capital letters and digits; ours may be any id. The empty one stands for none. */
const partyId = z.string().regex(/^[A-Za-z0-9_-]{0,100}$/, 'expected up to 100 letters, digits, dashes and underscores');
const instant = z.iso
  .datetime({ offset: true, abort: true, error: 'expected an ISO 8601 instant with an offset' })
  .refine(isWithinReach, 'expected an instant of the years 1900 to 9998');

const AppointmentTime = z.looseObject({ startTime: instant, durationInMinutes: z.int().min(1).max(10_080) });
const Technician = z.looseObject({ technicianId: z.string().min(1).max(50).optional(), name: title.optional() });

const Poa = z.looseObject({
  appointmentTime: AppointmentTime.optional(),
  technicians: z.array(Technician).max(50).optional(),
  uploadingTechnician: text.optional(),
  uploadTime: instant.optional(),
  poaType: z.enum(['NO_SIGNATURE_DUMMY_POS', 'CUSTOMER_SIGNATURE', 'DUMMY_RECEIPT', 'POA_RECEIPT']).optional(),
});

const Appointment = z.looseObject({
  appointmentId: z.string().min(1).max(100).optional(),
  appointmentStatus: z.enum(['ACTIVE', 'CANCELLED', 'COMPLETED']).optional(),
  appointmentTime: AppointmentTime.optional(),
  assignedTechnicians: z.array(Technician).max(50).optional(),
  rescheduledAppointmentId: z.string().min(1).max(100).optional(),
  poa: Poa.optional(),
});

const AssociatedItem = z.looseObject({
  asin: z.string().max(100).optional(),
  title: text.optional(),
  quantity: z.int().min(0).max(1_000_000).optional(),
  itemStatus: z.enum(['ACTIVE', 'CANCELLED', 'SHIPPED', 'DELIVERED']).optional(),
});

const STATUSES = ['NOT_SERVICED', 'CANCELLED', 'COMPLETED', 'PENDING_SCHEDULE', 'NOT_FULFILLABLE', 'HOLD', 'PAYMENT_DECLINED'] as const;

/** A service job as it came: nothing is required, unknown fields are kept, what is read has the right type. */
const ServiceJobSchema: z.ZodType<ServiceJob> = z.looseObject({
  createTime: instant.optional(),
  serviceJobId: z.string().min(1).max(100).optional(),
  serviceJobStatus: z.enum(STATUSES).optional(),
  serviceOrderId: z.string().max(100).optional(),
  scopeOfWork: z
    .looseObject({
      asin: z.string().max(100).optional(),
      title: title.optional(),
      quantity: z.int().min(0).optional(),
      requiredSkills: z.array(z.string().min(1).max(100)).max(50).optional(),
    })
    .optional(),
  seller: z.looseObject({ sellerId: partyId.optional() }).optional(),
  serviceJobProvider: z.looseObject({ serviceJobProviderId: partyId.optional() }).optional(),
  buyer: z.looseObject({ buyerId: partyId.optional(), name: title.optional() }).optional(),
  marketplaceId: z.string().max(100).optional(),
  serviceLocation: z
    .looseObject({
      serviceLocationType: z.enum(['IN_HOME', 'IN_STORE', 'ONLINE']).optional(),
      address: z.record(z.string().max(100), z.unknown()).optional(),
    })
    .optional(),
  appointments: z.array(Appointment).max(100).optional(),
  associatedItems: z.array(AssociatedItem).max(200).optional(),
  payments: z
    .array(z.looseObject({ amount: z.looseObject({ value: z.number(), currency: z.string().max(10) }).optional() }))
    .max(100)
    .optional(),
});

/** Amazon gives at most 20 jobs a page; several pages may be put together. */
const JOBS_MAX = 100;

/** An answer of getServiceJobByServiceJobId or getServiceJobs, as it came. */
export const ServiceJobsPayloadSchema = z.looseObject({
  payload: z.union([z.looseObject({ jobs: z.array(z.unknown()).max(JOBS_MAX) }), z.looseObject({ jobs: z.undefined().optional() })]),
});

/** The jobs of such an answer, each still unchecked, so that one bad job does not keep the others out. */
export function jobsOf({ payload }: z.infer<typeof ServiceJobsPayloadSchema>): readonly unknown[] {
  return payload.jobs ?? [payload];
}

/** @returns the job, or what is wrong in it. A null counts as absent: some clients write every field. */
export function readJob(
  job: unknown,
): { readonly ok: true; readonly job: ServiceJob } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const unsound = unsoundness(job, { anyText: true });
  if (unsound) return { ok: false, errors: [unsound] };
  // A database's JSON takes neither a NUL nor half of a surrogate pair.
  if (UNSTORABLE.test(JSON.stringify(job) ?? ''))
    return { ok: false, errors: [{ pointer: '', message: 'has a character that is no text' }] };
  const read = ServiceJobSchema.safeParse(withoutNulls(job));
  if (read.success) return { ok: true, job: read.data };
  return {
    ok: false,
    errors: read.error.issues.map(({ path, message }) => ({ pointer: path.map((step) => `/${String(step)}`).join(''), message })),
  };
}

// JSON.stringify escapes both, with lower-case digits; an escaped backslash before the u is a text that only looks like one.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])));
}
