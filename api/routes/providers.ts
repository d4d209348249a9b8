import type { ProviderRow } from '../../store/contract/store.ts';
import { maySeeProvider } from '../auth/access.ts';
import { registrationProblem } from '../auth/scope.ts';
import { answeredOnce, isRepeat } from '../http/once.ts';
import type { Problem } from '../http/problems.ts';
import { ok, refusedBy } from '../http/reply.ts';
import { type Context, type PathIds, type Route, route } from '../http/route.ts';
import { provider } from '../schemas/answers.ts';
import { type ProviderBody, providerSchema } from '../schemas/requests.ts';

const PATH = '/v1/providers/{providerId}';
const ID = /^[A-Za-z0-9_-]{1,100}$/;

export function providerRoutes(): readonly Route[] {
  return [putRoute(), getRoute()];
}

function putRoute(): Route {
  return route<Registration, ProviderBody>({
    method: 'put',
    path: PATH,
    operationId: 'putProvider',
    tag: 'Providers',
    summary: 'Register a provider with its technicians, or replace what is known of it.',
    load: (asked) => registration(asked),
    refuseBody: ({ caller, raw }) => registrationProblem(caller, raw),
    body: providerSchema,
    answers: {
      200: { description: 'Replaced.', schema: provider, headers: ['Idempotency-Replayed'] },
      201: { description: 'Registered.', schema: provider, headers: ['Location', 'Idempotency-Replayed'] },
    },
    handle: async (context) => {
      const forbidden = await replacementProblem(context);
      if (forbidden) return refusedBy(forbidden);
      const row = rowOf(context.ids['providerId'] ?? '', context.body);
      return answeredOnce(context, async (tx) => {
        const { created } = await tx.putProvider(row);
        const body = shown(row);
        return created ? { kind: 'json', status: 201, body, headers: { Location: `/v1/providers/${row.providerId}` } } : ok(body);
      });
    },
  });
}

function getRoute(): Route {
  return route<ProviderRow>({
    method: 'get',
    path: PATH,
    operationId: 'getProvider',
    tag: 'Providers',
    summary: 'A provider as it was registered.',
    load: async ({ deps, caller, ids }) => {
      const row = await deps.store.providers.get(ids['providerId'] ?? '');
      return row && maySeeProvider(caller, row) ? row : null;
    },
    answers: { 200: { description: 'The provider.', schema: provider } },
    handle: async ({ found }) => ok(shown(found)),
  });
}

interface Registration {
  /** As it was registered before. */
  readonly before: ProviderRow | null;
}

/** It need not exist yet, but its id must be one; a scoped key does not see those of other marketplaces. */
async function registration({
  deps,
  caller,
  ids,
}: Pick<Context<never, never, never>, 'deps' | 'caller' | 'ids'>): Promise<Registration | null> {
  if (!isId(ids)) return null;
  const before = caller.scope ? await deps.store.providers.get(ids['providerId'] ?? '') : null;
  return before && !maySeeProvider(caller, before) ? null : { before };
}

/** A provider works for many sellers: a key of some of them may make it known, and not change it. A repeat gets its first answer. */
async function replacementProblem(context: Context<Registration, ProviderBody, unknown>): Promise<Problem | null> {
  const { caller, found } = context;
  if (!found.before || (caller.scope?.sellerIds.length ?? 0) === 0) return null;
  if (await isRepeat(context)) return null;
  return { code: 'forbidden', detail: 'A key that is limited to sellers registers a provider, and does not replace one.' };
}

function isId(ids: PathIds): boolean {
  return ID.test(ids['providerId'] ?? '');
}

function rowOf(providerId: string, body: ProviderBody): ProviderRow {
  const { name, marketplaceIds, contact, technicians } = body;
  return { providerId, name, marketplaceIds, contact: contact ?? null, body, technicians };
}

function shown({ providerId, body }: ProviderRow): object {
  return { providerId, ...body };
}
