import { INSPECTED, newOrder as orderOf } from '../test/api/support/order-bodies.ts';
import type { Json } from './client.ts';

// What the people of the shapes write.

export { INSPECTED };

export const SCOPE: Json = { customerPresent: true, items: [{ itemId: 'mount', done: true }], qualityAccepted: true };
export const SIGNED: Json = { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true };

/** The smallest file that is a PDF. */
export const RECEIPT = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export function defect(): Json {
  return {
    description: 'A stripe of dead pixels.',
    cause: 'Panel fault.',
    needed: 'A decision whether to mount it.',
    customerNotified: { at: new Date(Date.now() - 60_000).toISOString(), summary: 'Shown on site.' },
    mediaAuthorised: true,
  };
}

export function visit(days: number): Json {
  return { startTime: new Date(Date.now() + days * 86_400_000).toISOString(), durationInMinutes: 120 };
}

export function newOrder(orderId: string, providerId: string, isSandbox: boolean): Json {
  const contact = { channel: 'EMAIL', address: `relay+${orderId}@marketplace.example` };
  const customer = { customerId: 'cust-1', name: 'Dana Example', locale: 'en-US', contact };
  return orderOf({ orderId, customer, providerId, sandbox: isSandbox });
}

export function newProvider(providerId: string): Json {
  const licences = [{ skill: 'TV_MOUNTING', validUntil: '2999-12-31' }];
  return {
    name: 'Example Home Services',
    marketplaceIds: ['US'],
    contact: { channel: 'EMAIL', address: `${providerId}@provider.example` },
    technicians: [
      { technicianId: 'tech-1', name: 'Sam Example', backgroundCheck: { status: 'CLEAR', validUntil: '2999-12-31' }, licences },
    ],
  };
}
