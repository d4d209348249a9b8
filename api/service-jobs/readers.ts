import { ADDRESS } from '../../domain/order/readers/view.ts';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import { EVERYONE, mayRead, PERSONAL, type Reader, readable, STAFF, type Table } from '../../domain/shared/reading/readers.ts';

/** Who reads which field of a service job. What came with an import and is none of these goes back to the backends and the desk alone. */
export const SERVICE_JOB: Table<ServiceJob> = {
  createTime: EVERYONE,
  serviceJobId: EVERYONE,
  serviceJobStatus: EVERYONE,
  serviceOrderId: EVERYONE,
  scopeOfWork: EVERYONE,
  seller: EVERYONE,
  serviceJobProvider: EVERYONE,
  buyer: { buyerId: EVERYONE, name: PERSONAL },
  marketplaceId: EVERYONE,
  serviceLocation: { serviceLocationType: EVERYONE, address: ADDRESS },
  appointments: EVERYONE,
  associatedItems: EVERYONE,
  payments: EVERYONE,
};

/** The job as this reader may read it: whole for who exports it. */
export function readableJob(job: ServiceJob, reader: Reader): ServiceJob {
  return mayRead(reader, STAFF) ? job : readable(job, SERVICE_JOB, reader);
}
