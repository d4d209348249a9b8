import type { OrderGiven } from '../order/details.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { FieldError, Warning } from '../shared/deciding/refusal.ts';
import type { ServiceJob, ServiceJobStatus } from './types.ts';
import { type Visit, visitsOf } from './visits.ts';

/** What reading a job needs to know of the world. */
export interface JobLookups {
  /** The order's id for a job: the same every time, in our alphabet. */
  readonly orderIdOf: (serviceJobId: string) => string;
  /** By a marketplace's id, ours or Amazon's, or by a country code. */
  readonly packFor: (marketplaceId: string) => PolicyPack | null;
  /** Taken where a job names neither marketplace nor country. */
  readonly defaultMarketplaceId: string;
}

export interface JobRead {
  readonly ok: true;
  readonly serviceJobId: string;
  readonly pack: PolicyPack;
  readonly status: ServiceJobStatus;
  readonly given: OrderGiven;
  /** Oldest first; each but the last was moved to the next. */
  readonly visits: readonly Visit[];
  readonly warnings: readonly Warning[];
}
export type JobReading = JobRead | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Stands in for a provider that a job does not name; support gives the order to a real one. */
export const UNKNOWN_PROVIDER_ID = 'unknown-provider';

/**
 * An order from a service job. What the form has no place for (zone, scope items, price, locale) comes from the pack or stays
 * empty; what this job leaves out takes the strictest value. Both are named in `given.assumed`.
 * @param job of the right types (api/service-jobs/schema.ts); nothing in it is required but the id
 * @returns errors with JSON Pointers into the job where no order can be made of it
 */
export function fromServiceJob(job: ServiceJob, lookups: JobLookups): JobReading {
  const { serviceJobId } = job;
  if (!serviceJobId) return refused('/serviceJobId', 'is missing');
  const market = marketplace(job, lookups);
  if (!market.pack) return refused('/marketplaceId', `${market.asked} is not a marketplace that a policy pack serves`);
  const read = visitsOf(job);
  if (!read.ok) return read;
  const assume = assumptions();
  const status = statusOf(job);
  const given = givenOf(job, { orderId: lookups.orderIdOf(serviceJobId), pack: market.pack, assume, serviceJobId });
  const assumed = [...new Set([...(market.assumed ? ['/marketplaceId'] : []), ...assume.pointers])];
  const first = read.visits[0]?.time;
  return {
    ok: true,
    serviceJobId,
    pack: market.pack,
    status,
    visits: read.visits,
    given: { ...given, ...(first ? { appointment: first } : {}), assumed, serviceJob: { ...job } },
    warnings: [...read.warnings, ...statusWarnings(job, status, read.visits), ...assumedWarnings(assumed)],
  };
}

function refused(pointer: string, message: string): JobReading {
  return { ok: false, errors: [{ pointer, message }] };
}

function marketplace(
  { marketplaceId, serviceLocation }: ServiceJob,
  { packFor, defaultMarketplaceId }: JobLookups,
): { readonly pack: PolicyPack | null; readonly asked: string; readonly assumed: boolean } {
  if (marketplaceId) return { pack: packFor(marketplaceId), asked: marketplaceId, assumed: false };
  const country = serviceLocation?.address?.['countryCode'];
  const asked = typeof country === 'string' && country !== '' ? country.toUpperCase() : defaultMarketplaceId;
  return { pack: packFor(asked), asked, assumed: true };
}

interface Assumptions {
  /** The value, or `otherwise` with the place noted as assumed. */
  readonly or: <T>(value: T | undefined | '', otherwise: T, pointer: string) => T;
  readonly pointers: string[];
}

/** Begins with what the form has no place for. */
function assumptions(): Assumptions {
  const pointers = ['/serviceLocation/timeZone', '/scopeOfWork/items', '/price', '/visitKind', '/customer/locale'];
  return {
    pointers,
    or: (value, otherwise, pointer) => {
      if (value !== undefined && value !== '') return value;
      pointers.push(pointer);
      return otherwise;
    },
  };
}

interface Basis {
  readonly orderId: string;
  readonly pack: PolicyPack;
  readonly assume: Assumptions;
  readonly serviceJobId: string;
}

function givenOf(job: ServiceJob, { orderId, pack, assume, serviceJobId }: Basis): OrderGiven {
  const { scopeOfWork, serviceLocation, buyer, seller, serviceJobProvider } = job;
  const address = addressOf(serviceLocation?.address);
  const products = productsOf(job);
  const sellerId = seller?.sellerId;
  return {
    orderId,
    marketplaceId: pack.marketplaceIds[0] ?? pack.id,
    ...(sellerId ? { sellerId } : {}),
    visitKind: 'SERVICE',
    scopeOfWork: {
      title: assume.or(scopeOfWork?.title, `Service job ${serviceJobId}`, '/scopeOfWork/title'),
      requiredSkills: scopeOfWork?.requiredSkills ?? [],
      items: [],
    },
    serviceLocation: {
      // The strictest kind: a guardian, technicians and an inspection are asked for.
      type: assume.or(serviceLocation?.serviceLocationType, 'IN_HOME', '/serviceLocation/type'),
      timeZone: pack.defaultTimeZone,
      ...(address ? { address } : {}),
    },
    customer: {
      customerId: assume.or(buyer?.buyerId, `buyer-of-${orderId}`, '/customer/customerId'),
      name: assume.or(buyer?.name, 'Customer', '/customer/name'),
      locale: pack.defaultLocale,
    },
    providerId: assume.or(serviceJobProvider?.serviceJobProviderId, UNKNOWN_PROVIDER_ID, '/providerId'),
    ...(products.length > 0 ? { products } : {}),
  };
}

/** The address as text fields, as an order keeps it; null where there is none. */
export function addressOf(address: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> | null {
  const lines = Object.entries(address ?? {}).flatMap(([field, value]) =>
    typeof value === 'string' && value !== '' ? [[field, value] as const] : [],
  );
  return lines.length > 0 ? Object.fromEntries(lines) : null;
}

function productsOf({ associatedItems = [] }: ServiceJob): NonNullable<OrderGiven['products']> {
  return associatedItems.flatMap(({ asin, title, quantity, itemStatus }, index) => {
    const productId = asin || `item-${index + 1}`;
    return itemStatus === 'CANCELLED' ? [] : [{ productId, title: title || productId, quantity: quantity ?? 1 }];
  });
}

/** A job without a status is what its appointments say. */
function statusOf({ serviceJobStatus, appointments = [] }: ServiceJob): ServiceJobStatus {
  if (serviceJobStatus) return serviceJobStatus;
  if (appointments.some((one) => one.appointmentStatus === 'ACTIVE')) return 'NOT_SERVICED';
  return appointments.some((one) => one.appointmentStatus === 'COMPLETED') ? 'COMPLETED' : 'PENDING_SCHEDULE';
}

function statusWarnings(job: ServiceJob, status: ServiceJobStatus, visits: readonly Visit[]): readonly Warning[] {
  const warnings: Warning[] = [];
  if (!job.serviceJobStatus) warnings.push({ code: 'STATUS_ASSUMED', message: `The job names no status; its appointments say ${status}.` });
  if (status === 'HOLD') {
    warnings.push({
      code: 'PREFERRED_TIME_REFUSED',
      message: 'The provider could not serve the preferred time; the order waits for an appointment.',
    });
  }
  if (status === 'NOT_SERVICED' && visits.length === 0) {
    warnings.push({ code: 'NO_ACTIVE_APPOINTMENT', message: 'The job has no active appointment; the order waits for one.' });
  }
  return warnings;
}

function assumedWarnings(assumed: readonly string[]): readonly Warning[] {
  return [{ code: 'ASSUMED', message: `Not in the job and assumed: ${assumed.join(', ')}.` }];
}
