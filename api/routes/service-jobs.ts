import { z } from 'zod';
import type { OrderRecord } from '../../store/contract/store.ts';
import { isInScope } from '../auth/auth.ts';
import { actorOf } from '../auth/on-behalf.ts';
import { nothingNamed, visibleOrder } from '../auth/visible.ts';
import { answeredAfter } from '../http/once.ts';
import { ok } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { readerOf } from '../presenters/readers.ts';
import { importResult, serviceJob } from '../schemas/answers.ts';
import { serviceJobOf } from '../service-jobs/export.ts';
import { importServiceJobs } from '../service-jobs/import.ts';
import { readableJob } from '../service-jobs/readers.ts';
import { jobsOf, ServiceJobsPayloadSchema } from '../service-jobs/schema.ts';

type Payload = z.infer<typeof ServiceJobsPayloadSchema>;

const payloadDoc = z.looseObject({ payload: z.record(z.string(), z.unknown()) }).meta({
  id: 'ServiceJobs',
  description: "An answer of Amazon's Services v1 as it came: `payload` is a ServiceJob or `{ jobs: [ServiceJob] }`.",
});

/** Orders in and out in the form of Amazon's Services v1. */
export function serviceJobRoutes(): readonly Route[] {
  return [importRoute(), exportRoute()];
}

function importRoute(): Route {
  return route<object, Payload>({
    method: 'post',
    path: '/v1/imports/service-jobs',
    operationId: 'importServiceJobs',
    tag: 'Service jobs',
    summary: 'Make or update orders from service jobs; each that cannot be taken is reported with the reason.',
    description: 'Repeating an import changes nothing, with an Idempotency-Key or without.',
    load: nothingNamed,
    body: ServiceJobsPayloadSchema,
    bodyDoc: payloadDoc,
    anyText: true,
    answers: { 200: { description: 'What became of each job.', schema: importResult } },
    handle: (context) => {
      const { deps, caller, body } = context;
      return answeredAfter(context, async () =>
        ok(
          await importServiceJobs(deps, {
            jobs: jobsOf(body),
            actor: actorOf(caller, undefined),
            ...(caller.keyId === undefined ? {} : { keyId: caller.keyId }),
            isAllowed: (order) => isInScope(caller, order),
          }),
        ),
      );
    },
  });
}

function exportRoute(): Route {
  return route<OrderRecord>({
    method: 'get',
    path: '/v1/orders/{orderId}/service-job',
    operationId: 'getServiceJob',
    tag: 'Service jobs',
    summary: "The order in the form of Amazon's Services v1.",
    load: visibleOrder,
    answers: { 200: { description: 'The service job.', schema: serviceJob } },
    handle: async ({ deps, caller, found }) => {
      const reader = await readerOf(deps.store, caller, found);
      return ok({ payload: readableJob(serviceJobOf(deps.policies, found), reader) });
    },
  });
}
