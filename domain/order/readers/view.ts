import { CONTACT, EVERYONE, PERSONAL, type Readers, type Table } from '../../shared/reading/readers.ts';
import type { OrderSummary, OrderView } from '../views/whole-view.ts';

// Who reads which field of an order's answer. A field without a row does not compile; what the types do not know (another line of
// an address) has no row at run time either, and is nobody's.

/** The lines of an address, as api/schemas/primitives.ts takes them. A telephone is a way to reach the customer, wherever it stands. */
export const ADDRESS: Readonly<Record<string, Readers>> = {
  name: PERSONAL,
  addressLine1: PERSONAL,
  addressLine2: PERSONAL,
  addressLine3: PERSONAL,
  city: PERSONAL,
  county: PERSONAL,
  district: PERSONAL,
  stateOrRegion: PERSONAL,
  postalCode: PERSONAL,
  countryCode: PERSONAL,
  phone: CONTACT,
};

export const ORDER_VIEW: Table<OrderView> = {
  orderId: EVERYONE,
  version: EVERYONE,
  state: EVERYONE,
  policy: EVERYONE,
  marketplaceId: EVERYONE,
  sellerId: EVERYONE,
  visitKind: EVERYONE,
  scopeOfWork: EVERYONE,
  serviceLocation: { type: EVERYONE, timeZone: EVERYONE, address: ADDRESS },
  customer: { customerId: EVERYONE, name: PERSONAL, locale: EVERYONE, contact: CONTACT },
  providerId: EVERYONE,
  price: EVERYONE,
  agreedTerms: EVERYONE,
  products: EVERYONE,
  sandbox: EVERYONE,
  recallOf: EVERYONE,
  assumed: EVERYONE,
  holds: EVERYONE,
  appointments: EVERYONE,
  inspection: EVERYONE,
  inspections: EVERYONE,
  defects: {
    each: {
      holdId: EVERYONE,
      status: EVERYONE,
      reportedAt: EVERYONE,
      by: EVERYONE,
      description: EVERYONE,
      cause: EVERYONE,
      needed: EVERYONE,
      customerNotified: EVERYONE,
      mediaAuthorised: EVERYONE,
      // What the provider asked support, and what support told it to do, is between the two.
      supportContact: { at: EVERYONE, by: EVERYONE, summary: ['PROVIDER', 'SUPPORT', 'AUDITOR'] },
      decision: EVERYONE,
    },
  },
  scopeCheck: EVERYONE,
  signOff: EVERYONE,
  waivers: EVERYONE,
  jobNotes: EVERYONE,
  cancellation: EVERYONE,
  issues: EVERYONE,
  rating: EVERYONE,
  fees: EVERYONE,
  claims: EVERYONE,
  completedAt: EVERYONE,
  claimWindow: EVERYONE,
  waitingFor: EVERYONE,
  deadlines: EVERYONE,
  allowedActions: EVERYONE,
  createdAt: EVERYONE,
  updatedAt: EVERYONE,
  closedAt: EVERYONE,
  clock: EVERYONE,
};

export const ORDER_SUMMARY: Table<OrderSummary> = {
  orderId: EVERYONE,
  version: EVERYONE,
  state: EVERYONE,
  title: EVERYONE,
  customerName: { orNull: PERSONAL },
  providerId: EVERYONE,
  customerId: EVERYONE,
  holds: EVERYONE,
  waitingFor: EVERYONE,
  nextDeadline: EVERYONE,
  timeZone: EVERYONE,
  createdAt: EVERYONE,
  updatedAt: EVERYONE,
};
