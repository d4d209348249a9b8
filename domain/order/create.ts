import { type PolicyPack, termsFor } from '../policy/pack.ts';
import type { Terms } from '../policy/terms.ts';
import type { Actor } from '../shared/actor.ts';
import { appendTo } from '../shared/deciding/append.ts';
import { invalid, type Refusal } from '../shared/deciding/refusal.ts';
import { ruledBy } from '../shared/rules.ts';
import { RULES } from '../shared/rules-numbers.ts';
import { type Instant, isTimeZone } from '../shared/time.ts';
import type { OrderGiven } from './details.ts';
import { event, type NewEvent, type OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { makeAppointment, startRefusal } from './rules.ts';
import type { OrderState } from './state.ts';

export interface CreateInput {
  readonly given: OrderGiven;
  readonly pack: PolicyPack;
  readonly now: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  /** An import takes appointments in the past as they are. */
  readonly imported?: boolean;
  /** The number of its rules. */
  readonly rules?: number;
}

export type Creation =
  | { readonly ok: true; readonly events: readonly OrderEvent[]; readonly state: OrderState; readonly terms: Terms }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Decides the creation of an order. It is decided in the API itself: there is nothing yet to race with, so an order exists
 * whenever the store is up. The terms of its pack are pinned here.
 */
export function createOrder({ given, pack, now, actor, commandId, imported = false, rules = RULES }: CreateInput): Creation {
  const terms = termsFor(pack, given.serviceLocation.type);
  const refusal = givenRefusal(given, pack) ?? (given.appointment && !imported ? startRefusal(given.appointment, now, terms) : null);
  if (refusal) return { ok: false, refusal: inAppointment(refusal) };
  const marks = { at: now, actor, commandId, command: 'create' as const, step: 0, because: [`policy.${pack.id}@${pack.version}`] };
  const created: OrderEvent = { ...createdEvent(given, rules), sequence: 1, ...marks } as OrderEvent;
  const first = evolve(null, created);
  const scheduled = given.appointment ? [event('APPOINTMENT_SCHEDULED', makeAppointment(first, given.appointment))] : [];
  const { events, state } = appendTo(first, scheduled, marks, evolve);
  return { ok: true, events: [created, ...events], state, terms };
}

function createdEvent(given: OrderGiven, rules: number): NewEvent {
  const { orderId, marketplaceId, visitKind, serviceLocation, customer, sellerId, providerId, scopeOfWork, price, sandbox } = given;
  const { agreedTerms, recallOf } = given;
  return event('ORDER_CREATED', {
    ...ruledBy(rules),
    orderId,
    marketplaceId,
    visitKind,
    locationType: serviceLocation.type,
    timeZone: serviceLocation.timeZone,
    locale: customer.locale,
    customerId: customer.customerId,
    sellerId: sellerId ?? null,
    providerId,
    requiredSkills: scopeOfWork.requiredSkills ?? [],
    scopeItemIds: scopeOfWork.items.map((item) => item.itemId),
    price: price ?? null,
    agreedRemedies: agreedTerms ? agreedTerms.remedies : null,
    recallOf: recallOf ?? null,
    sandbox: sandbox ?? false,
  });
}

function givenRefusal({ serviceLocation, visitKind, scopeOfWork, price }: OrderGiven, pack: PolicyPack): Refusal | null {
  if (!pack.locationTypes.includes(serviceLocation.type)) return invalid('/serviceLocation/type', `is not served under ${pack.id}`);
  if (!pack.visitKinds.includes(visitKind)) return invalid('/visitKind', `is not served under ${pack.id}`);
  if (!isTimeZone(serviceLocation.timeZone)) return invalid('/serviceLocation/timeZone', 'is not an IANA zone');
  if (new Set(scopeOfWork.items.map((item) => item.itemId)).size !== scopeOfWork.items.length)
    return invalid('/scopeOfWork/items', 'has two items of one id');
  if (price && price.currency !== pack.currency) return invalid('/price/currency', `is not ${pack.currency}, the currency of ${pack.id}`);
  return null;
}

/** The appointment lies one level deeper here than in `schedule`. */
function inAppointment(refusal: Refusal): Refusal {
  if (refusal.code !== 'invalid_request') return refusal;
  return {
    ...refusal,
    errors: refusal.errors.map(({ pointer, message }) => ({
      pointer: pointer === '/startTime' ? '/appointment/startTime' : pointer,
      message,
    })),
  };
}
