import type { Money } from '../shared/money.ts';
import type { PrivateData } from '../shared/reading/redaction.ts';
import type { RecallOf } from './claims/claims.ts';
import type { OrderEvent } from './events.ts';

export interface ContactPoint {
  readonly channel: 'EMAIL';
  readonly address: string;
}

export interface ScopeItem {
  readonly itemId: string;
  readonly description: string;
}

/** What was given at creation, with defaults filled in. */
export interface OrderGiven {
  readonly orderId: string;
  readonly marketplaceId: string;
  readonly sellerId?: string;
  readonly visitKind: 'SERVICE' | 'DELIVERY' | 'PICKUP';
  readonly scopeOfWork: { readonly title: string; readonly requiredSkills?: readonly string[]; readonly items: readonly ScopeItem[] };
  readonly serviceLocation: {
    readonly type: 'IN_HOME' | 'IN_STORE' | 'BUSINESS' | 'OTHER' | 'ONLINE';
    readonly timeZone: string;
    readonly address?: Readonly<Record<string, string>>;
  };
  readonly customer: { readonly customerId: string; readonly name: string; readonly locale: string; readonly contact?: ContactPoint };
  readonly providerId: string;
  readonly price?: Money;
  readonly agreedTerms?: { readonly documentId: string; readonly remedies: readonly ('REDO' | 'REFUND')[] };
  readonly products?: readonly { readonly productId: string; readonly title: string; readonly quantity: number }[];
  readonly appointment?: { readonly startTime: string; readonly durationInMinutes: number };
  readonly sandbox?: boolean;
  /** The work of that order is done again because of that claim. */
  readonly recallOf?: RecallOf;
  /** What an import had to assume because its form lacks it: JSON Pointers into the order. */
  readonly assumed?: readonly string[];
  /** The service job that the order was imported from, as it came, to give it back. */
  readonly serviceJob?: Readonly<Record<string, unknown>>;
}

/** What people read and the rules do not need: names, addresses, texts. Lives in the store only, folded beside the state. */
export interface OrderDetails {
  readonly given: OrderGiven;
  /** The private data of each event that has some, by sequence. */
  readonly texts: Readonly<Record<string, PrivateData>>;
  /** Every inspection, scope check, sign-off, note and defect, newest last: what lapsed is kept. */
  readonly record: readonly OrderEvent[];
}

const KEPT: ReadonlySet<OrderEvent['type']> = new Set<OrderEvent['type']>([
  'INSPECTION_RECORDED',
  'DEFECT_REPORTED',
  'SUPPORT_CONTACTED',
  'HOLD_DECIDED',
  'SCOPE_CONFIRMED',
  'SIGNED_OFF',
  'JOB_NOTE_ADDED',
  'ORDER_CANCELLED',
  'ISSUE_RAISED',
  'CLAIM_FILED',
  'RATED',
]);

export function detailsOf(given: OrderGiven): OrderDetails {
  return { given, texts: {}, record: [] };
}

/** Folds one event into the details. `texts` is the private side of that event, or null. */
export function evolveDetails(details: OrderDetails, event: OrderEvent, texts: PrivateData | null): OrderDetails {
  const given =
    event.type === 'ORDER_AMENDED'
      ? amended(details.given, texts)
      : event.type === 'PROVIDER_REASSIGNED'
        ? { ...details.given, providerId: event.data.to }
        : details.given;
  return {
    given,
    texts: texts && KEPT.has(event.type) ? { ...details.texts, [event.sequence]: texts } : details.texts,
    record: KEPT.has(event.type) ? [...details.record, event] : details.record,
  };
}

function amended(given: OrderGiven, texts: PrivateData | null): OrderGiven {
  if (!texts) return given;
  const { address, scopeItems, locale } = texts as { address?: Record<string, string>; scopeItems?: ScopeItem[]; locale?: string };
  return {
    ...given,
    ...(address ? { serviceLocation: { ...given.serviceLocation, address } } : {}),
    ...(scopeItems ? { scopeOfWork: { ...given.scopeOfWork, items: scopeItems } } : {}),
    ...(locale ? { customer: { ...given.customer, locale } } : {}),
  };
}
