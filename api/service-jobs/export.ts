import type { ServiceJob } from '../../domain/service-job/types.ts';
import { toServiceJob } from '../../domain/service-job/write.ts';
import type { PolicyRegistry } from '../../policies/registry.ts';
import type { OrderRecord } from '../../store/contract/store.ts';

/** An order in the form of Services v1, with Amazon's id of its marketplace: the first alias of its pack. */
export function serviceJobOf(
  policies: PolicyRegistry,
  { state, details, terms }: Pick<OrderRecord, 'state' | 'details' | 'terms'>,
): ServiceJob {
  const pack = policies.get(terms.policy.id, terms.policy.version);
  return toServiceJob({ state, details }, pack?.marketplaceIds[1]);
}
