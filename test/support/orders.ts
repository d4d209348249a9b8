import { randomUUID } from 'node:crypto';
import type { CommandResult } from '../../commands/ports.ts';
import type { CommandBodies, CommandName } from '../../domain/order/bodies.ts';
import { createOrder as decideCreation } from '../../domain/order/create.ts';
import { detailsOf, type OrderGiven } from '../../domain/order/details.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import { DAY_MS, iso } from '../../domain/shared/time.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { ClaimedAuthority, GivenCommand, NewRequest, OrderRecord, Store } from '../../store/contract/store.ts';
import type { Bench } from './bench.ts';

export const PROVIDER: Actor = { role: 'provider', id: 'prov-1' };
export const CUSTOMER: Actor = { role: 'customer', id: 'cust-1' };
export const SUPPORT: Actor = { role: 'support', id: 'agent-1' };
export const SUPERVISOR: Actor = { role: 'supervisor', id: 'boss-1' };
export const SYSTEM: Actor = { role: 'system', id: 'backend' };

/** In every free text and personal field of these orders; nowhere in a workflow's history. */
export const CANARY = 'Kanarienvogel';

const policies = loadPolicies();

/** What a test gives otherwise than usual; `appointment: null` leaves it out. */
export type Otherwise = Partial<Omit<OrderGiven, 'appointment'>> & { readonly appointment?: OrderGiven['appointment'] | null };

function givenOrder({ appointment = { startTime: iso(Date.now() + 2 * DAY_MS), durationInMinutes: 120 }, ...more }: Otherwise): OrderGiven {
  return {
    orderId: `so-${randomUUID()}`,
    marketplaceId: 'US',
    visitKind: 'SERVICE',
    scopeOfWork: {
      title: `${CANARY} title`,
      requiredSkills: ['TV_MOUNTING'],
      items: [{ itemId: 'mount', description: `${CANARY} description` }],
    },
    serviceLocation: { type: 'IN_HOME', timeZone: 'America/Los_Angeles', address: { line1: `${CANARY} street 1` } },
    customer: {
      customerId: 'cust-1',
      name: `${CANARY} name`,
      locale: 'en-US',
      contact: { channel: 'EMAIL', address: `${CANARY.toLowerCase()}@customer.example` },
    },
    providerId: 'prov-1',
    ...(appointment ? { appointment } : {}),
    ...more,
  };
}

/** Puts the order and its provider into the store, as POST /v1/orders does, and starts its workflow. */
export async function createOrder({ store, service }: Pick<Bench, 'store' | 'service'>, more: Otherwise = {}): Promise<string> {
  const orderId = await storeOrder(store, more);
  await service.begin(orderId);
  return orderId;
}

export async function storeOrder(store: Store, more: Otherwise = {}): Promise<string> {
  const given = givenOrder(more);
  await storeProvider(store);
  const pack = policies.forMarketplace(given.marketplaceId);
  if (!pack) throw new Error(`no pack for ${given.marketplaceId}`);
  const request = otherRequest('/v1/orders');
  const created = decideCreation({ given, pack, now: await store.now(), actor: SYSTEM, commandId: request.commandId });
  if (!created.ok) throw new Error(`the order was refused: ${JSON.stringify(created.refusal)}`);
  await store.inbox.answerOnce(request, async (tx) => {
    await tx.createOrder({ details: detailsOf(given), terms: created.terms, bodyHash: given.orderId }, created.events, created.state);
    return { outcome: 'ANSWERED', status: 201, body: {}, headers: {} };
  });
  return given.orderId;
}

/** A provider of every marketplace, with one technician who may do the work. */
export async function storeProvider(store: Store, providerId = 'prov-1'): Promise<void> {
  const technician = {
    technicianId: 'tech-1',
    name: `${CANARY} technician`,
    backgroundCheck: { status: 'CLEAR', validUntil: '2199-12-31' },
    licences: [{ skill: 'TV_MOUNTING', validUntil: '2199-12-31' }],
  } as const;
  const provider = { providerId, name: `${CANARY} provider`, marketplaceIds: ['US', 'UK', 'IN'], body: {} };
  const contact = { channel: 'EMAIL', address: 'desk@provider.example' } as const;
  await store.inbox.answerOnce(otherRequest(`/v1/providers/${providerId}`), async (tx) => {
    await tx.putProvider({ ...provider, contact, technicians: [technician] });
    return { outcome: 'ANSWERED', status: 200, body: {}, headers: {} };
  });
}

function otherRequest(path: string): NewRequest {
  return { commandId: randomUUID(), caller: 'system:test', idempotencyKey: null, method: 'POST', path, bodyHash: path, order: null };
}

export function command<N extends CommandName>(name: N, body: CommandBodies[N]): GivenCommand<N> {
  return { command: name, body };
}

/** A request as the API makes it. The key tells it from others and finds it again. */
export function requestFor(
  orderId: string,
  actor: Actor,
  commands: readonly GivenCommand[],
  more: { readonly key?: string; readonly expectedVersion?: number; readonly authority?: ClaimedAuthority } = {},
): NewRequest {
  const key = more.key ?? randomUUID();
  return {
    commandId: `cmd-${key}`,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: key,
    method: 'POST',
    path: `/v1/orders/${orderId}/commands`,
    bodyHash: JSON.stringify(commands),
    order: { orderId, actor, authority: more.authority ?? {}, expectedVersion: more.expectedVersion ?? null, commands },
  };
}

export async function orderOf(store: Store, orderId: string): Promise<OrderRecord> {
  const order = await store.orders.get(orderId);
  if (!order) throw new Error('the order is not in the store');
  return order;
}

export async function give(
  { store, service }: Pick<Bench, 'store' | 'service'>,
  orderId: string,
  actor: Actor,
  commands: GivenCommand | readonly GivenCommand[],
  more: Parameters<typeof requestFor>[3] = {},
): Promise<CommandResult> {
  const list = 'command' in commands ? [commands] : commands;
  return service.give(await orderOf(store, orderId), requestFor(orderId, actor, list, more));
}

/** Gives a command that must be accepted. @returns the order's state after it */
export async function accepted(...given: Parameters<typeof give>): Promise<OrderState> {
  const result = await give(...given);
  if (result.kind !== 'answered' || result.answer.outcome !== 'ACCEPTED') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return (await orderOf(given[0].store, given[1])).state;
}
