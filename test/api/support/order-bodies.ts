import { randomUUID } from 'node:crypto';

// What is sent about an order; shared with the bench and the runs with faults.

type Json = Readonly<Record<string, unknown>>;

export function daysAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

export function newId(prefix = 'so'): string {
  return `${prefix}-${randomUUID().slice(0, 13)}`;
}

export function newOrder(change: Json = {}): Json {
  return {
    orderId: newId(),
    marketplaceId: 'US',
    scopeOfWork: { title: 'TV wall mount', requiredSkills: ['TV_MOUNTING'], items: [{ itemId: 'mount', description: 'Mount the TV' }] },
    serviceLocation: {
      type: 'IN_HOME',
      timeZone: 'America/Los_Angeles',
      address: { name: 'Dana Example', addressLine1: '1 Example Street', city: 'Los Angeles', countryCode: 'US' },
    },
    customer: {
      customerId: 'cust-1',
      name: 'Dana Example',
      locale: 'en-US',
      contact: { channel: 'EMAIL', address: 'relay@marketplace.example' },
    },
    providerId: 'prov-1',
    price: { amountMinor: 12900, currency: 'USD' },
    products: [{ productId: 'tv-55', title: '55 inch TV', quantity: 1 }],
    appointment: { startTime: daysAhead(3), durationInMinutes: 120 },
    ...change,
  };
}

export const INSPECTED: Json = { buyerPresent: true, minorPresent: false, manual: 'REVIEWED', items: [{ name: 'TV', condition: 'OK' }] };
