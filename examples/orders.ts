import type { Caller } from './caller.ts';
import type { CommandBody, NewOrder } from './client.ts';

/** A provider with one technician who is cleared until the year after next, registered anew by each story. */
export async function registerProvider(system: Caller, providerId: string): Promise<void> {
  const validUntil = `${new Date().getUTCFullYear() + 2}-12-31`;
  const body = {
    name: 'Example Home Services',
    marketplaceIds: ['US'],
    contact: { channel: 'EMAIL' as const, address: `${providerId}@provider.example` },
    technicians: [
      {
        technicianId: 'tech-1',
        name: 'Sam Example',
        backgroundCheck: { status: 'CLEAR' as const, validUntil },
        licences: [{ skill: 'TV_MOUNTING', validUntil }],
      },
    ],
  };
  await system.put('/v1/providers/{providerId}', { params: { path: { providerId } }, body });
}

/** A television to be mounted in a home in Los Angeles, three days from now; a sandbox order, so that its clock can be moved. */
export function tvMount(orderId: string, providerId: string): NewOrder {
  return {
    orderId,
    marketplaceId: 'US',
    scopeOfWork: {
      title: 'TV wall mount',
      requiredSkills: ['TV_MOUNTING'],
      items: [
        { itemId: 'mount', description: 'Mount the TV on the wall' },
        { itemId: 'cables', description: 'Hide the cables' },
      ],
    },
    serviceLocation: {
      type: 'IN_HOME',
      timeZone: 'America/Los_Angeles',
      address: { name: 'Dana Example', addressLine1: '1 Example Street', city: 'Los Angeles', countryCode: 'US' },
    },
    customer: {
      customerId: 'cust-1',
      name: 'Dana Example',
      locale: 'en-US',
      contact: { channel: 'EMAIL', address: 'relay+dana@marketplace.example' },
    },
    providerId,
    price: { amountMinor: 12900, currency: 'USD' },
    products: [{ productId: 'tv-55', title: '55 inch TV', quantity: 1 }],
    appointment: { startTime: daysAhead(3), durationInMinutes: 120 },
    sandbox: true,
  };
}

/** 18:00 UTC some days from now: late morning in Los Angeles. */
export function daysAhead(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T18:00:00Z`;
}

export const INSPECTED: CommandBody<'record-inspection'> = {
  buyerPresent: true,
  minorPresent: false,
  manual: 'REVIEWED',
  items: [{ name: '55 inch TV', condition: 'OK' }],
};

export const SCOPE_DONE: CommandBody<'confirm-scope'> = {
  customerPresent: true,
  qualityAccepted: true,
  items: [
    { itemId: 'mount', done: true },
    { itemId: 'cables', done: true },
  ],
};

export const NOTE: CommandBody<'add-job-note'> = {
  text: 'TV mounted on a brick wall, level checked. Do not pull on the arm. Old bracket left with the customer.',
  topics: ['PRODUCT_CONDITION', 'SAFETY', 'PLACEMENT', 'ADVICE', 'AGREEMENT'],
};
