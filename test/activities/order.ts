import { randomUUID } from 'node:crypto';
import { detailsOf, type OrderGiven } from '../../domain/order/details.ts';
import { type EventData, type EventType, event, type OrderEvent } from '../../domain/order/events.ts';
import { evolve } from '../../domain/order/evolve.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { termsFor } from '../../domain/policy/pack.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import { stamped as stamp } from '../../domain/shared/recorded.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';

const pack = loadPolicies().forMarketplace('US');
if (!pack) throw new Error('there is no pack for the orders of these tests');
export const terms: Terms = termsFor(pack, 'IN_HOME');

function givenOrder(orderId: string, more: Partial<OrderGiven> = {}): OrderGiven {
  return {
    orderId,
    marketplaceId: 'US',
    visitKind: 'SERVICE',
    scopeOfWork: { title: 'TV mounting', items: [{ itemId: 'mount', description: 'Mount the TV on the wall' }] },
    serviceLocation: { type: 'IN_HOME', timeZone: 'America/Los_Angeles' },
    customer: { customerId: 'cust-1', name: 'Ana Pérez', locale: 'es-US', contact: { channel: 'EMAIL', address: 'ana@customer.example' } },
    providerId: 'prov-1',
    ...more,
  };
}

/** An order whose events a test writes by hand: what the rules say about them is tested in test/domain. */
export interface ScriptedOrder {
  readonly orderId: string;
  readonly given: OrderGiven;
  readonly events: readonly OrderEvent[];
  state(): OrderState;
  /** The next event; it is nowhere yet but here. */
  add<T extends EventType>(type: T, data: EventData[T], at?: Instant): OrderEvent;
}

export function scriptOrder(more: Partial<OrderGiven> = {}, at: Instant = Date.now()): ScriptedOrder {
  const orderId = `so-${randomUUID()}`;
  const given = givenOrder(orderId, more);
  const created = event('ORDER_CREATED', {
    orderId,
    marketplaceId: given.marketplaceId,
    visitKind: given.visitKind,
    locationType: given.serviceLocation.type,
    timeZone: given.serviceLocation.timeZone,
    locale: given.customer.locale,
    customerId: given.customer.customerId,
    sellerId: null,
    providerId: given.providerId,
    requiredSkills: [],
    scopeItemIds: given.scopeOfWork.items.map(({ itemId }) => itemId),
    price: null,
    agreedRemedies: null,
    recallOf: null,
    sandbox: given.sandbox ?? false,
  });
  const actor = { role: 'system', id: 'test' } as const;
  const first = { ...created, sequence: 1, at, actor, commandId: null, command: 'create', step: 0, because: [] } as OrderEvent;
  const events: OrderEvent[] = [first];
  let state = evolve(null, first);
  return {
    orderId,
    given,
    events,
    state: () => state,
    add: (type, data, when = at) => {
      const stamped = stamp(event(type, data), { state, at: when, actor, commandId: null, command: 'deadline', step: 0, because: [] });
      state = evolve(state, stamped);
      events.push(stamped);
      return stamped;
    },
  };
}

/** Puts the order into the store as it was created; its later events are left to record. */
export async function storeOrder(store: Store, { orderId, given, events }: ScriptedOrder): Promise<void> {
  const [first] = events;
  if (!first) throw new Error('an order has a first event');
  const request = {
    commandId: randomUUID(),
    caller: 'system:test',
    idempotencyKey: null,
    method: 'POST',
    path: '/v1/orders',
    bodyHash: orderId,
    order: null,
  };
  await store.inbox.answerOnce(request, async (tx) => {
    await tx.createOrder({ details: detailsOf(given), terms, bodyHash: orderId }, [first], evolve(null, first));
    return { outcome: 'ANSWERED', status: 201, body: {}, headers: {} };
  });
}

export async function storeProvider(store: Store, providerId: string, address: string | null): Promise<void> {
  const request = {
    commandId: randomUUID(),
    caller: 'system:test',
    idempotencyKey: null,
    method: 'PUT',
    path: `/v1/providers/${providerId}`,
    bodyHash: providerId,
    order: null,
  };
  const contact = address === null ? null : ({ channel: 'EMAIL', address } as const);
  await store.inbox.answerOnce(request, async (tx) => {
    await tx.putProvider({ providerId, name: 'Provider', marketplaceIds: ['US'], contact, body: {}, technicians: [] });
    return { outcome: 'ANSWERED', status: 200, body: {}, headers: {} };
  });
}
