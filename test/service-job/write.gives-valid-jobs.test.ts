// Goal: any order can be given in the form of Services v1, valid by its public model; an imported job comes back as it came.
// Method: orders are made and changed by the real rules; what is written is validated with the definitions of the model.
import { describe, expect, it } from '@jest/globals';
import { createOrder } from '../../domain/order/create.ts';
import { detailsOf, type OrderGiven } from '../../domain/order/details.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { importOrder } from '../../domain/service-job/import-order.ts';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import { toServiceJob } from '../../domain/service-job/write.ts';
import { exampleJob, fullJob, lookups, modelErrors, readOrFail, rescheduledExample, START } from './model.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const actor = { role: 'system', id: 'importer' } as const;

function through(job: ServiceJob, change: (state: OrderState) => OrderState = (state) => state): ServiceJob {
  const created = importOrder({ job: readOrFail(job), now: NOW, actor, commandId: 'imp-1' });
  if (!created.ok) throw new Error(created.refusal.message);
  return toServiceJob({ state: change(created.state), details: detailsOf(created.given) });
}

const given: OrderGiven = {
  orderId: 'so-1001',
  marketplaceId: 'US',
  visitKind: 'SERVICE',
  scopeOfWork: { title: 'TV wall mount', requiredSkills: ['TV_MOUNTING'], items: [{ itemId: 'mount', description: 'Mount the TV' }] },
  serviceLocation: { type: 'BUSINESS', timeZone: 'America/Los_Angeles', address: { name: 'Dana Reyes', addressLine1: '1 Main St' } },
  customer: { customerId: 'cust-1', name: 'Dana Reyes', locale: 'en-US' },
  providerId: 'prov-1',
  price: { amountMinor: 12_950, currency: 'USD' },
  products: [{ productId: 'tv-55', title: '55 inch TV', quantity: 1 }],
  appointment: { startTime: START, durationInMinutes: 120 },
};

function ours(changes: Partial<OrderGiven> = {}): { state: OrderState; details: { given: OrderGiven } } {
  const pack = lookups.packFor('US');
  if (!pack) throw new Error('no pack');
  const order = { ...given, ...changes };
  const created = createOrder({ given: order, pack, now: NOW, actor, commandId: 'c-1' });
  if (!created.ok) throw new Error(created.refusal.message);
  return { state: created.state, details: detailsOf(order) };
}

describe('a job through import and back', () => {
  it("is the model's own example again", () => {
    expect(through(exampleJob())).toEqual(exampleJob());
    expect(modelErrors(exampleJob())).toEqual([]);
  });

  it.each([
    ['complete', fullJob()],
    ['moved', rescheduledExample()],
    ['not scheduled', fullJob({ serviceJobStatus: 'PENDING_SCHEDULE', appointments: undefined })],
    ['on hold', fullJob({ serviceJobStatus: 'HOLD', appointments: undefined })],
    [
      'completed',
      fullJob({
        serviceJobStatus: 'COMPLETED',
        appointments: fullJob().appointments?.map((one) => ({ ...one, appointmentStatus: 'COMPLETED' })),
      }),
    ],
    [
      'cancelled',
      fullJob({
        serviceJobStatus: 'CANCELLED',
        appointments: fullJob().appointments?.map((one) => ({ ...one, appointmentStatus: 'CANCELLED' })),
      }),
    ],
  ])('keeps status and appointments of a %s one and is valid', (_kind, job) => {
    const written = through(job);
    expect(modelErrors(written)).toEqual([]);
    expect(written.serviceJobStatus).toBe(job.serviceJobStatus);
    const times = (one: ServiceJob) =>
      (one.appointments ?? []).map(({ appointmentId, appointmentStatus, rescheduledAppointmentId, appointmentTime }) => ({
        appointmentId,
        appointmentStatus,
        rescheduledAppointmentId,
        appointmentTime,
      }));
    expect(times(written).toSorted(byId)).toEqual(times(job).toSorted(byId));
    const { appointments: _of, ...rest } = written;
    const { appointments: _before, ...before } = job;
    expect(rest).toEqual(before);
  });

  it('keeps the fields that nobody here reads', () => {
    const more = { isGift: true, preferredAppointmentTimes: [{ startTime: START, durationInMinutes: 60 }] };
    expect(through({ ...fullJob(), ...more })).toMatchObject(more);
  });
});

function byId(a: { appointmentId?: string | undefined }, b: { appointmentId?: string | undefined }): number {
  return String(a.appointmentId) < String(b.appointmentId) ? -1 : 1;
}

describe('an order of our own', () => {
  it('is valid by the model, with what that form can say', () => {
    const job = toServiceJob(ours(), 'ATVPDKIKX0DER');
    expect(modelErrors(job)).toEqual([]);
    expect(job).toMatchObject({
      serviceJobId: 'so-1001',
      serviceJobStatus: 'NOT_SERVICED',
      marketplaceId: 'ATVPDKIKX0DER',
      payments: [{ amount: { value: 129.5, currency: 'USD' } }],
      appointments: [
        { appointmentId: 'apt-1', appointmentStatus: 'ACTIVE', appointmentTime: { startTime: START, durationInMinutes: 120 } },
      ],
    });
  });

  it('leaves out what that form cannot say: a business, ids in another alphabet, an address without a name', () => {
    const job = toServiceJob(ours({ serviceLocation: { ...given.serviceLocation, address: { city: 'Springfield' } } }));
    expect(modelErrors(job)).toEqual([]);
    expect([job.serviceLocation, job.serviceJobProvider, job.buyer?.buyerId]).toEqual([undefined, undefined, undefined]);
  });

  it('names a provider and a customer whose ids fit', () => {
    const job = toServiceJob(ours({ providerId: 'PROV1', customer: { ...given.customer, customerId: 'CUST1' } }));
    expect([job.serviceJobProvider, job.buyer?.buyerId]).toEqual([{ serviceJobProviderId: 'PROV1' }, 'CUST1']);
  });

  it('gives a currency without minor units as it is', () => {
    const { state, details } = ours();
    const job = toServiceJob({ state: { ...state, price: { amountMinor: 1_500, currency: 'JPY' } }, details });
    expect(job.payments).toEqual([{ amount: { value: 1_500, currency: 'JPY' } }]);
  });

  const hold = (kind: 'DEFECT' | 'GUARDIAN' | 'INCIDENT') => ({ holdId: 'hold-1', kind, openedAt: NOW, defect: null });
  it.each<[OrderState['name'], readonly ReturnType<typeof hold>[], ServiceJob['serviceJobStatus']]>([
    ['REQUESTED', [], 'PENDING_SCHEDULE'],
    ['SCHEDULED', [], 'NOT_SERVICED'],
    ['ON_SITE', [], 'NOT_SERVICED'],
    ['IN_PROGRESS', [hold('DEFECT')], 'NOT_SERVICED'],
    ['IN_PROGRESS', [hold('GUARDIAN')], 'NOT_SERVICED'],
    ['IN_PROGRESS', [hold('INCIDENT')], 'NOT_FULFILLABLE'],
    ['WORK_FINISHED', [], 'NOT_SERVICED'],
    ['COMPLETED', [], 'COMPLETED'],
    ['CLOSED', [], 'COMPLETED'],
    ['CANCELLED', [], 'CANCELLED'],
  ])('in %s with the holds %j is %s', (name, holds, status) => {
    const { state, details } = ours();
    const job = toServiceJob({ state: { ...state, name, holds }, details });
    expect([job.serviceJobStatus, modelErrors(job)]).toEqual([status, []]);
  });

  it.each([
    ['CUSTOMER_SIGNATURE', 'CUSTOMER_SIGNATURE'],
    ['NO_SIGNATURE', 'NO_SIGNATURE_DUMMY_POS'],
  ] as const)('signed off with %s has a proof of appointment %s', (proofType, poaType) => {
    const { state, details } = ours();
    const appointments = state.appointments.map((one) => ({ ...one, status: 'COMPLETED' as const, technicianIds: ['tech-1'] }));
    const job = toServiceJob({
      state: { ...state, name: 'COMPLETED', appointments, signOff: { at: NOW, proofType, by: 'customer:cust-1' } },
      details,
    });
    expect(modelErrors(job)).toEqual([]);
    expect(job.appointments?.[0]?.poa).toMatchObject({
      poaType,
      uploadTime: new Date(NOW).toISOString(),
      technicians: [{ technicianId: 'tech-1' }],
    });
  });
});
