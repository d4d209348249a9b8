// Goal: every service job becomes the order that it describes, or is refused with the place that keeps it out.
// Method: the model's own examples and variations of a complete job, through the pure reading and creation.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../domain/order/state.ts';
import { importOrder } from '../../domain/service-job/import-order.ts';
import { fromServiceJob } from '../../domain/service-job/read.ts';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import { exampleJob, fullJob, lookups, model, readOrFail, rescheduledExample, START } from './model.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const actor = { role: 'system', id: 'importer' } as const;

function imported(job: ServiceJob, now = NOW) {
  const created = importOrder({ job: readOrFail(job), now, actor, commandId: 'imp-1' });
  if (!created.ok) throw new Error(`not imported: ${created.refusal.message}`);
  return created;
}
const codes = (job: ServiceJob) => imported(job).warnings.map((warning) => warning.code);

describe('a job that is read', () => {
  it('gives everything that the order has a place for', () => {
    expect(readOrFail(fullJob()).given).toMatchObject({
      orderId: 'sj-JOB-1',
      marketplaceId: 'US',
      sellerId: 'SELLER1',
      scopeOfWork: { title: 'TV wall mount', requiredSkills: ['TV_MOUNTING'], items: [] },
      serviceLocation: { type: 'IN_HOME', timeZone: 'America/Los_Angeles', address: { addressLine1: '1 Main St' } },
      customer: { customerId: 'BUYER1', name: 'Dana Reyes', locale: 'en-US' },
      providerId: 'PROV1',
      products: [{ productId: 'B000000002', title: '55 inch TV', quantity: 1 }],
      appointment: { startTime: START, durationInMinutes: 120 },
    });
  });

  it('names what the form has no place for as assumed, and nothing else of a complete job', () => {
    const form = ['/serviceLocation/timeZone', '/scopeOfWork/items', '/price', '/visitKind', '/customer/locale'];
    expect(readOrFail(fullJob()).given.assumed).toEqual(form);
  });

  it('names everything that this job leaves out as assumed, and takes the strictest place', () => {
    const { given } = readOrFail(exampleJob());
    expect(given.serviceLocation.type).toBe('IN_HOME');
    for (const pointer of ['/marketplaceId', '/providerId', '/customer/customerId', '/scopeOfWork/title', '/serviceLocation/type'])
      expect(given.assumed).toContain(pointer);
  });

  it('takes the marketplace from the country where the job names none', () => {
    const address = { name: 'A', addressLine1: '1 High St', countryCode: 'GB' };
    const { given, pack } = readOrFail(fullJob({ marketplaceId: undefined, serviceLocation: { serviceLocationType: 'IN_HOME', address } }));
    expect([pack.id, given.marketplaceId, given.serviceLocation.timeZone]).toEqual(['home-services-uk', 'UK', 'Europe/London']);
  });

  it.each<[string, ServiceJob, string]>([
    ['without an id', model.examples.getServiceJobByServiceJobId.payload, '/serviceJobId'],
    ['of a marketplace that nobody serves', fullJob({ marketplaceId: 'A1PA6795UKMFR9' }), '/marketplaceId'],
    [
      'with two active appointments',
      fullJob({ appointments: [{ appointmentStatus: 'ACTIVE' }, { appointmentStatus: 'ACTIVE' }] }),
      '/appointments',
    ],
    [
      'with an active appointment without a time',
      fullJob({ appointments: [{ appointmentStatus: 'ACTIVE' }] }),
      '/appointments/0/appointmentTime',
    ],
  ])('is refused %s', (_why, job, pointer) => {
    const read = fromServiceJob(job, lookups);
    expect(read.ok ? [] : read.errors.map((error) => error.pointer)).toEqual([pointer]);
  });
});

describe('an order made from an open job', () => {
  it('waits for its visit where an appointment is active', () => {
    const { state } = imported(fullJob());
    expect([state.name, activeAppointment(state)?.startAt, state.createdAt]).toEqual(['SCHEDULED', Date.parse(START), NOW]);
  });

  it.each(['PENDING_SCHEDULE', 'HOLD'] as const)('waits for an appointment where the job is %s', (serviceJobStatus) => {
    expect(imported(fullJob({ serviceJobStatus, appointments: [] })).state.name).toBe('REQUESTED');
  });

  it('takes an appointment in the past as it is, and says that its deadlines take effect', () => {
    const { state } = imported(rescheduledExample());
    expect(activeAppointment(state)?.startAt).toBe(Date.parse('2021-01-01T10:00:00.000Z'));
    expect(codes(rescheduledExample())).toContain('APPOINTMENT_IN_THE_PAST');
    expect(codes(fullJob())).not.toContain('APPOINTMENT_IN_THE_PAST');
  });

  it('takes a chain of moved appointments, the oldest first whatever their order in the job', () => {
    const { state } = imported(rescheduledExample());
    expect(state.appointments.map(({ status, startAt }) => [status, new Date(startAt).toISOString()])).toEqual([
      ['CANCELLED', '2020-12-31T10:00:00.000Z'],
      ['ACTIVE', '2021-01-01T10:00:00.000Z'],
    ]);
    expect(state.appointments[0]).toMatchObject({ rescheduledAppointmentId: 'apt-2', attributedTo: 'MARKETPLACE' });
    expect(state.appointments[1]?.awaitingAgreement).toBeNull();
  });

  it('does not follow a chain that bites its own tail for ever', () => {
    const time = { startTime: START, durationInMinutes: 60 };
    const appointments = [
      { appointmentId: 'AAAAA', appointmentStatus: 'CANCELLED', appointmentTime: time, rescheduledAppointmentId: 'BBBBB' },
      { appointmentId: 'BBBBB', appointmentStatus: 'ACTIVE', appointmentTime: time, rescheduledAppointmentId: 'AAAAA' },
    ] as const;
    expect(imported(fullJob({ appointments })).state.appointments).toHaveLength(2);
  });

  it('leaves technicians to be assigned here, where their checks are judged', () => {
    expect(activeAppointment(imported(rescheduledExample()).state)?.technicianIds).toEqual([]);
    expect(codes(rescheduledExample())).toContain('TECHNICIANS_NOT_ASSIGNED');
  });
});

describe('an order made from a job that is over', () => {
  it('is history where its claim window is over', () => {
    const { state } = imported(exampleJob());
    expect([state.name, state.ended, new Date(state.completedAt ?? 0).toISOString()]).toEqual(['CLOSED', true, '2020-01-31T07:38:56.961Z']);
    expect(state.appointments).toMatchObject([{ status: 'COMPLETED', technicianIds: ['technicianIdExample'] }]);
  });

  it('has its claim window counted from its proof of appointment', () => {
    const proofAt = new Date(NOW - 2 * DAY_MS).toISOString();
    const appointmentTime = { startTime: new Date(NOW - 2 * DAY_MS - 3_600_000).toISOString(), durationInMinutes: 30 };
    const appointments = [
      { appointmentId: 'APPT-1', appointmentStatus: 'COMPLETED', appointmentTime, poa: { uploadTime: proofAt } },
    ] as const;
    const { state, given } = imported(fullJob({ serviceJobStatus: 'COMPLETED', appointments }));
    expect([state.name, state.ended, state.completedAt]).toEqual(['COMPLETED', false, Date.parse(proofAt)]);
    expect(state.claimWindow?.opensAt).toBe(Date.parse(proofAt));
    expect(given.assumed).not.toContain('/completedAt');
  });

  it('names the time of completion as assumed where there is no proof', () => {
    expect(imported(exampleJob()).given.assumed).toContain('/completedAt');
  });

  it('is never completed after now, whatever the job says', () => {
    const job = fullJob({
      serviceJobStatus: 'COMPLETED',
      appointments: [{ appointmentStatus: 'COMPLETED', appointmentTime: { startTime: START, durationInMinutes: 60 } }],
    });
    expect(imported(job).state.completedAt).toBe(NOW);
  });

  it('is cancelled without anybody at fault, with its last appointment', () => {
    const time = { startTime: START, durationInMinutes: 60 };
    const appointments = [{ appointmentId: 'APPT-1', appointmentStatus: 'CANCELLED', appointmentTime: time }] as const;
    const { state } = imported(fullJob({ serviceJobStatus: 'CANCELLED', appointments }));
    expect(state).toMatchObject({
      name: 'CANCELLED',
      cancellation: { attributedTo: 'MARKETPLACE' },
      fees: [],
      appointments: [{ status: 'CANCELLED' }],
    });
  });

  it.each(['NOT_FULFILLABLE', 'PAYMENT_DECLINED'] as const)('is not made where the job is %s', (serviceJobStatus) => {
    const created = importOrder({ job: readOrFail(fullJob({ serviceJobStatus })), now: NOW, actor, commandId: 'imp-1' });
    expect(created).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('is refused at a place that the pack does not serve', () => {
    const job = fullJob({ serviceLocation: { serviceLocationType: 'ONLINE' } });
    expect(importOrder({ job: readOrFail(job), now: NOW, actor, commandId: 'imp-1' })).toMatchObject({
      ok: false,
      refusal: { errors: [{ pointer: '/serviceLocation/type' }] },
    });
  });
});
