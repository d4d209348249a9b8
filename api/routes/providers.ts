import type { ProviderRow } from '../../store/store.ts';
import { answeredOnce } from '../once.ts';
import { ok } from '../reply.ts';
import { ALL_ROLES, type PathIds, type Route, route } from '../route.ts';
import { provider } from '../schemas/answers.ts';
import { type ProviderBody, providerSchema } from '../schemas/requests.ts';

const PATH = '/v1/providers/{providerId}';
const ID = /^[A-Za-z0-9_-]{1,100}$/;

export function providerRoutes(): readonly Route[] {
  return [putRoute(), getRoute()];
}

function putRoute(): Route {
  return route<object, ProviderBody>({
    method: 'put',
    path: PATH,
    operationId: 'putProvider',
    tag: 'Providers',
    summary: 'Register a provider with its technicians, or replace what is known of it.',
    roles: ['system', 'support'],
    // It need not exist yet, but its id must be one.
    load: ({ ids }) => (isId(ids) ? {} : null),
    body: providerSchema,
    answers: {
      200: { description: 'Replaced.', schema: provider, headers: ['Idempotency-Replayed'] },
      201: { description: 'Registered.', schema: provider, headers: ['Location', 'Idempotency-Replayed'] },
    },
    handle: (context) => {
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
    roles: ALL_ROLES,
    load: async ({ deps, caller, ids }) => {
      const { role, subject } = caller;
      const id = ids['providerId'] ?? '';
      // A provider sees itself, a customer none.
      return role === 'customer' || (role === 'provider' && subject !== id) ? null : deps.store.providers.get(id);
    },
    answers: { 200: { description: 'The provider.', schema: provider } },
    handle: async ({ found }) => ok(shown(found)),
  });
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
