import { detailsOf } from '../../domain/order/details.ts';
import { seenOf } from '../../domain/service-job/differences.ts';
import { importOrder } from '../../domain/service-job/import-order.ts';
import type { JobRead } from '../../domain/service-job/read.ts';
import type { NewRequest, ProviderRow } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { errorsOf } from './refusals.ts';
import { seenId } from './seen.ts';
import type { ImportDeps, JobOutcome, JobToImport } from './types.ts';

export const IMPORT_PATH = '/v1/imports/service-jobs';

/** @returns null where the job was imported by somebody else meanwhile */
export async function createFromJob(deps: ImportDeps, { read, hash, actor }: JobToImport): Promise<JobOutcome | null> {
  const { store, commands } = deps;
  const { orderId } = read.given;
  const commandId = seenId(orderId, 0);
  const decided = importOrder({ job: read, now: await store.now(), actor, commandId });
  if (!decided.ok) return { errors: errorsOf(decided.refusal, '/serviceJobStatus') };
  const provider = (await store.providers.get(read.given.providerId)) ? null : providerOf(read);
  const request: NewRequest = {
    commandId,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: null,
    method: 'POST',
    path: IMPORT_PATH,
    bodyHash: hash,
    order: null,
  };
  const written = await store.inbox
    .answerOnce(request, async (tx) => {
      if (provider) await tx.putProvider(provider);
      const { events, state, terms, given } = decided;
      if (!(await tx.createOrder({ details: detailsOf(given), terms, bodyHash: hash }, events, state))) throw new OrderTaken();
      return { outcome: 'ANSWERED', status: 200, headers: {}, body: { seen: seenOf(read, (value) => sha256(canonicalJson(value))) } };
    })
    .catch((error: unknown) => {
      if (error instanceof OrderTaken) return null;
      throw error;
    });
  if (written === null || written.answer === null || written.replayed) return null;
  if (!decided.state.ended) await commands.begin(orderId);
  const registered = provider
    ? [{ code: 'PROVIDER_REGISTERED', message: `Provider ${provider.providerId} was unknown: registered without cleared technicians.` }]
    : [];
  return { orderId, change: 'CREATED', warnings: [...decided.warnings, ...registered] };
}

/** Rolls the transaction back: neither the order nor a memory of the import is left. */
class OrderTaken extends Error {
  override readonly name = 'OrderTaken';
}

/** A provider that only a job speaks of: nobody there is cleared until the register says so. */
export function providerOf({ given: { providerId, marketplaceId } }: JobRead): ProviderRow {
  const known = { name: providerId, marketplaceIds: [marketplaceId], technicians: [] };
  return { providerId, ...known, contact: null, body: known };
}
