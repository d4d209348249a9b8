import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { JobRead } from '../../domain/service-job/read.ts';
import { fromServiceJob } from '../../domain/service-job/read.ts';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import { loadPolicies } from '../../policies/registry.ts';

// The public model of Services v1 (services-v1.json, Apache License 2.0) and jobs made by its rules.

interface Model {
  readonly definitions: Readonly<Record<string, object>>;
  readonly examples: {
    readonly getServiceJobs: { readonly payload: { readonly jobs: readonly ServiceJob[] } };
    readonly getServiceJobByServiceJobId: { readonly payload: ServiceJob };
    readonly rescheduleAppointment: readonly {
      readonly request: {
        readonly parameters: {
          readonly serviceJobId: { readonly value: string };
          readonly appointmentId: { readonly value: string };
          readonly body: {
            readonly value: { readonly appointmentTime: { readonly startTime: string; readonly durationInMinutes?: number } };
          };
        };
      };
      readonly response: { readonly appointmentId: string };
    }[];
  };
}

export const model = JSON.parse(readFileSync(new URL('services-v1.json', import.meta.url), 'utf8')) as Model;

const jobSchema = z.fromJSONSchema({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...model.definitions['ServiceJob'],
  definitions: model.definitions,
});

/** What the model says against a job; empty where it is valid. */
export function modelErrors(job: unknown): readonly string[] {
  const read = jobSchema.safeParse(JSON.parse(JSON.stringify(job)));
  return read.success ? [] : read.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`);
}

/** The model's own example of a job: completed, without marketplace, provider or place. */
export function exampleJob(): ServiceJob {
  const job = model.examples.getServiceJobs.payload.jobs[0];
  if (!job) throw new Error('the model has an example of a job');
  return job;
}

/** A job as it looks after the model's example of a reschedule. */
export function rescheduledExample(changes: ServiceJob = {}): ServiceJob {
  const example = model.examples.rescheduleAppointment[1];
  if (!example) throw new Error('the model has an example of a reschedule');
  const { serviceJobId, appointmentId, body } = example.request.parameters;
  const { startTime, durationInMinutes = 60 } = body.value.appointmentTime;
  const before = { startTime: '2020-12-31T10:00:00.000Z', durationInMinutes: 60 };
  return fullJob({
    serviceJobId: serviceJobId.value,
    appointments: [
      {
        appointmentId: example.response.appointmentId,
        appointmentStatus: 'ACTIVE',
        appointmentTime: { startTime, durationInMinutes },
        assignedTechnicians: [{ technicianId: 'ATechnicianId', name: 'A' }],
      },
      {
        appointmentId: appointmentId.value,
        appointmentStatus: 'CANCELLED',
        appointmentTime: before,
        rescheduledAppointmentId: example.response.appointmentId,
      },
    ],
    ...changes,
  });
}

export const START = '2027-03-01T17:00:00.000Z';

/** A job with every field that the model has for it. */
export function fullJob(changes: ServiceJob = {}): ServiceJob {
  return {
    createTime: '2026-11-01T08:00:00.000Z',
    serviceJobId: 'JOB-1',
    serviceJobStatus: 'NOT_SERVICED',
    serviceOrderId: '123-1234567-1234567',
    scopeOfWork: { asin: 'B000000001', title: 'TV wall mount', quantity: 1, requiredSkills: ['TV_MOUNTING'] },
    seller: { sellerId: 'SELLER1' },
    serviceJobProvider: { serviceJobProviderId: 'PROV1' },
    buyer: { buyerId: 'BUYER1', name: 'Dana Reyes' },
    marketplaceId: 'ATVPDKIKX0DER',
    serviceLocation: {
      serviceLocationType: 'IN_HOME',
      address: { name: 'Dana Reyes', addressLine1: '1 Main St', city: 'Springfield', countryCode: 'US' },
    },
    associatedItems: [
      { asin: 'B000000002', title: '55 inch TV', quantity: 1, itemStatus: 'DELIVERED' },
      { asin: 'B000000003', title: 'Bracket', quantity: 1, itemStatus: 'CANCELLED' },
    ],
    appointments: [{ appointmentId: 'APPT-1', appointmentStatus: 'ACTIVE', appointmentTime: { startTime: START, durationInMinutes: 120 } }],
    ...changes,
  };
}

const policies = loadPolicies();

export const lookups = {
  orderIdOf: (serviceJobId: string) => `sj-${serviceJobId}`,
  packFor: (marketplaceId: string) => policies.forMarketplace(marketplaceId),
  defaultMarketplaceId: 'US',
};

export function readOrFail(job: ServiceJob): JobRead {
  const read = fromServiceJob(job, lookups);
  if (!read.ok) throw new Error(`the job was refused: ${JSON.stringify(read.errors)}`);
  return read;
}
