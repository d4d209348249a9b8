import { fromServiceJob, type JobLookups } from '../../domain/service-job/read.ts';
import type { PolicyRegistry } from '../../policies/registry.ts';
import { isUnkeepable } from '../../store/engine/fault.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { createFromJob } from './create.ts';
import { orderIdOf } from './order-id.ts';
import { readJob } from './schema.ts';
import type { ImportDeps, ImportedJob, ImportResult, JobOutcome, JobToImport, RefusedJob } from './types.ts';
import { updateFromJob } from './update.ts';

/** The marketplace of a job that names neither a marketplace nor a country. */
const DEFAULT_MARKETPLACE_ID = 'US';

interface ToImport extends Pick<JobToImport, 'actor' | 'keyId'> {
  readonly jobs: readonly unknown[];
  readonly isAllowed?: (order: { readonly sellerId: string | null; readonly marketplaceId: string }) => boolean;
}

const OUTSIDE: JobOutcome = { errors: [{ pointer: '/serviceJobId', message: 'is no job of the sellers and marketplaces of this key' }] };

/**
 * Makes or updates orders from service jobs, one after another; a job that cannot be taken does not keep the others out.
 * Repeating an import changes nothing: the order's id follows from the job's, and content that was seen before is UNCHANGED.
 * @param jobs of one answer, unchecked (schema.ts, jobsOf)
 * @param actor the system that calls, by which key
 * @param isAllowed whether it may have to do with an order; of those that it may not, it learns nothing
 * @throws StoreUnavailable
 */
export async function importServiceJobs(deps: ImportDeps, { jobs, isAllowed = () => true, ...by }: ToImport): Promise<ImportResult> {
  const imported: ImportedJob[] = [];
  const refused: RefusedJob[] = [];
  for (const job of jobs) {
    const serviceJobId = idOf(job);
    const outcome = await importOne(deps, job, { ...by, isAllowed }).catch((error: unknown) => {
      // Values are judged before; one that was overlooked keeps no other job out.
      if (!isUnkeepable(error)) throw error;
      return { errors: [{ pointer: '', message: 'has a value that cannot be kept' }] } satisfies JobOutcome;
    });
    if ('errors' in outcome) refused.push({ serviceJobId, errors: outcome.errors });
    else imported.push({ serviceJobId: serviceJobId ?? '', ...outcome });
  }
  return { imported, refused };
}

async function importOne(
  deps: ImportDeps,
  job: unknown,
  { isAllowed, ...by }: Omit<ToImport, 'jobs'> & Required<Pick<ToImport, 'isAllowed'>>,
): Promise<JobOutcome> {
  const checked = readJob(job);
  if (!checked.ok) return checked;
  const read = fromServiceJob(checked.job, lookups(deps.policies));
  if (!read.ok) return read;
  const toImport = { read, hash: sha256(canonicalJson(checked.job)), ...by };
  if (!isAllowed({ sellerId: read.given.sellerId ?? null, marketplaceId: read.given.marketplaceId })) return OUTSIDE;
  const order = await deps.store.orders.get(read.given.orderId);
  if (order && !isAllowed(order.state)) return OUTSIDE;
  const created = order ? null : await createFromJob(deps, toImport);
  // Somebody else imported it in between: then there is an order to compare it with.
  return created ?? updateFromJob(deps, toImport);
}

function lookups(policies: PolicyRegistry): JobLookups {
  return { orderIdOf, packFor: (id) => policies.forMarketplace(id), defaultMarketplaceId: DEFAULT_MARKETPLACE_ID };
}

function idOf(job: unknown): string | null {
  if (typeof job !== 'object' || job === null || !('serviceJobId' in job)) return null;
  return typeof job.serviceJobId === 'string' ? job.serviceJobId.slice(0, 100) : null;
}
