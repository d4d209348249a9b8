import type { OrderDetails, OrderGiven } from '../order/details.ts';
import type { Appointment, OrderState } from '../order/state.ts';
import type { Money } from '../shared/money.ts';
import { iso } from '../shared/time.ts';
import { addressOf } from './read.ts';
import type { JobAppointment, ServiceJob, ServiceJobStatus } from './types.ts';
import { visitsOf } from './visits.ts';

/** Ids of parties have an alphabet of their own in that form; one of ours that does not fit is left out rather than bent. */
const PARTY_ID = /^[A-Z0-9]+$/;

export interface OrderToWrite {
  readonly state: OrderState;
  readonly details: Pick<OrderDetails, 'given'>;
}

/**
 * An order in the form of Services v1. What it was imported from comes back with what has changed since; what that form cannot
 * say (a defect hold, a place that is neither home nor store nor online) is left out.
 * @param marketplaceId Amazon's id of the order's marketplace; default: the job's own, or the order's
 * Source: reference mapping of states; the form's limits are in models/services-api-model/services.json.
 */
export function toServiceJob({ state, details: { given } }: OrderToWrite, marketplaceId?: string): ServiceJob {
  const from: ServiceJob = given.serviceJob ?? {};
  // What was assumed is no fact to hand on.
  const isKnown = (pointer: string): boolean => !given.assumed?.includes(pointer);
  const appointments = appointmentsOf(state, from);
  const products = productsOf(given, from);
  return {
    ...from,
    serviceJobId: from.serviceJobId ?? state.orderId,
    createTime: from.createTime ?? iso(state.createdAt),
    serviceJobStatus: statusFor(state, from),
    ...(isKnown('/marketplaceId') ? { marketplaceId: from.marketplaceId ?? marketplaceId ?? state.marketplaceId } : {}),
    ...part('scopeOfWork', {
      ...(given.serviceJob ? {} : { quantity: 1 }),
      ...from.scopeOfWork,
      ...(isKnown('/scopeOfWork/title') ? { title: given.scopeOfWork.title } : {}),
      ...(given.scopeOfWork.requiredSkills?.length ? { requiredSkills: given.scopeOfWork.requiredSkills } : {}),
    }),
    ...part('seller', { ...from.seller, ...partyId('sellerId', state.sellerId) }),
    ...part('serviceJobProvider', partyId('serviceJobProviderId', state.providerId)),
    ...part('buyer', {
      ...from.buyer,
      ...partyId('buyerId', state.customerId),
      ...(isKnown('/customer/name') ? { name: given.customer.name } : {}),
    }),
    ...part('serviceLocation', { ...(isKnown('/serviceLocation/type') ? locationType(given) : {}), ...addressFor(given) }),
    ...(appointments.length > 0 ? { appointments } : {}),
    ...(products.length > 0 ? { associatedItems: products } : {}),
    ...(state.price && !from.payments ? { payments: [{ amount: decimal(state.price) }] } : {}),
  };
}

/** A group of fields, left out where nothing is known of it. */
function part<G extends keyof ServiceJob>(group: G, fields: NonNullable<ServiceJob[G]>): Pick<ServiceJob, G> | null {
  return Object.keys(fields).length > 0 ? ({ [group]: fields } as Pick<ServiceJob, G>) : null;
}

function partyId<F extends string>(field: F, id: string | null): Partial<Record<F, string>> {
  return id !== null && PARTY_ID.test(id) ? ({ [field]: id } as Record<F, string>) : {};
}

function locationType({ serviceLocation: { type } }: OrderGiven): NonNullable<ServiceJob['serviceLocation']> {
  return type === 'IN_HOME' || type === 'IN_STORE' || type === 'ONLINE' ? { serviceLocationType: type } : {};
}

/** Scheduled, in progress, held for a defect or a guardian: all that is NOT_SERVICED there. */
function statusFor(state: OrderState, from: ServiceJob = {}): ServiceJobStatus {
  if (state.holds.some((hold) => hold.kind === 'INCIDENT') && state.completedAt === null && state.name !== 'CANCELLED')
    return 'NOT_FULFILLABLE';
  switch (state.name) {
    case 'REQUESTED':
      return from.serviceJobStatus === 'HOLD' ? 'HOLD' : 'PENDING_SCHEDULE';
    case 'SCHEDULED':
    case 'ON_SITE':
    case 'IN_PROGRESS':
    case 'WORK_FINISHED':
      return 'NOT_SERVICED';
    case 'COMPLETED':
    case 'CLOSED':
      return 'COMPLETED';
    case 'CANCELLED':
      return 'CANCELLED';
  }
}

/** Amazon's own appointments under their own ids, in their order; those made here since under ours. */
function appointmentsOf(state: OrderState, from: ServiceJob): readonly JobAppointment[] {
  const read = visitsOf(from);
  const visits = read.ok ? read.visits : [];
  const ids = new Map(state.appointments.map(({ appointmentId }, index) => [appointmentId, visits[index]?.appointmentId ?? appointmentId]));
  const original = (id: string): JobAppointment | undefined => from.appointments?.find((one) => one.appointmentId === id);
  const ours = state.appointments.map((one) => appointmentFor(one, { state, ids, original }));
  const taken = new Set(ours.map((one) => one.appointmentId));
  return [...(from.appointments ?? []).filter((one) => one.appointmentStatus === 'CANCELLED' && !taken.has(one.appointmentId)), ...ours];
}

interface Context {
  readonly state: OrderState;
  readonly ids: ReadonlyMap<string, string>;
  readonly original: (id: string) => JobAppointment | undefined;
}

function appointmentFor(one: Appointment, { state, ids, original }: Context): JobAppointment {
  const appointmentId = ids.get(one.appointmentId) ?? one.appointmentId;
  const from = original(appointmentId);
  const next = one.rescheduledAppointmentId === null ? null : (ids.get(one.rescheduledAppointmentId) ?? one.rescheduledAppointmentId);
  const names = new Map((from?.assignedTechnicians ?? []).map(({ technicianId, name }) => [technicianId, name]));
  const technicians = one.technicianIds
    .filter((technicianId) => technicianId.length <= 50)
    .map((technicianId) => {
      const name = names.get(technicianId);
      return name === undefined ? { technicianId } : { technicianId, name };
    });
  const appointmentTime = { startTime: iso(one.startAt), durationInMinutes: one.durationInMinutes };
  const proof = one.status === 'COMPLETED' && state.signOff ? state.signOff : null;
  const poaType = proof?.proofType === 'CUSTOMER_SIGNATURE' ? ('CUSTOMER_SIGNATURE' as const) : ('NO_SIGNATURE_DUMMY_POS' as const);
  return {
    ...(from?.poa ? { poa: from.poa } : {}),
    appointmentId,
    appointmentStatus: one.status,
    appointmentTime,
    ...(technicians.length > 0 ? { assignedTechnicians: technicians } : {}),
    ...(next === null ? {} : { rescheduledAppointmentId: next }),
    ...(proof ? { poa: { appointmentTime, ...(technicians.length > 0 ? { technicians } : {}), uploadTime: iso(proof.at), poaType } } : {}),
  };
}

/** That form asks for a name and a first line in every address. */
function addressFor({ serviceLocation }: OrderGiven): NonNullable<ServiceJob['serviceLocation']> {
  const address = addressOf(serviceLocation.address);
  return address?.['name'] && address['addressLine1'] ? { address } : {};
}

function productsOf(given: OrderGiven, from: ServiceJob): NonNullable<ServiceJob['associatedItems']> {
  return from.associatedItems ?? (given.products ?? []).map(({ productId, title, quantity }) => ({ asin: productId, title, quantity }));
}

/** Minor units as the JSON number of that form: 5000 USD is 50. */
function decimal({ amountMinor, currency }: Money): { readonly value: number; readonly currency: string } {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return { value: amountMinor / 10 ** digits, currency };
}
