import { sha256 } from '../../store/event-log/canonical.ts';

/** Leaves room for what is put before and after it in other ids. */
const READABLE_MAX = 50;

/** The order's id for a service job: the same every time, readable where the job's id fits our alphabet. */
export function orderIdOf(serviceJobId: string): string {
  const isReadable = serviceJobId.length <= READABLE_MAX && /^[A-Za-z0-9_-]+$/.test(serviceJobId);
  return `sj-${isReadable ? serviceJobId : sha256(serviceJobId).slice(0, 40)}`;
}
