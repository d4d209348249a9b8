import { newOrder as orderOf } from '../test/api/support/order-bodies.ts';

/** A command as it is given over HTTP. */
export interface Given {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const SYSTEM = 'dev-system:bench';
export const PROVIDER = 'dev-provider:bench-1';
export const SUPPORT = 'dev-support:bench';

export const REGISTERED = {
  name: 'Example Home Services',
  marketplaceIds: ['US'],
  contact: { channel: 'EMAIL', address: 'bench-1@provider.example' },
  technicians: [
    { technicianId: 'tech-1', name: 'Sam Example', backgroundCheck: { status: 'CLEAR', validUntil: '2999-12-31' }, licences: [] },
  ],
} as const;

/** A visit as a technician's app reports it, from the assignment to the signature that completes the order. */
export const VISIT: readonly Given[] = [
  { command: 'assign-technicians', body: { technicianIds: ['tech-1'] } },
  { command: 'arrive', body: {} },
  {
    command: 'record-inspection',
    body: { buyerPresent: true, minorPresent: false, manual: 'REVIEWED', items: [{ name: '55 inch TV', condition: 'OK' }] },
  },
  { command: 'start-work', body: {} },
  { command: 'finish-work', body: {} },
  { command: 'confirm-scope', body: { customerPresent: true, items: [{ itemId: 'mount', done: true }], qualityAccepted: true } },
  { command: 'add-job-note', body: { text: 'Mounted and levelled.', topics: ['PLACEMENT'] } },
  { command: 'sign-off', body: { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true } },
];

/** @param days until its appointment, late in the morning in Los Angeles */
export function newOrder(orderId: string, days = 3): Readonly<Record<string, unknown>> {
  return orderOf({
    orderId,
    scopeOfWork: { title: 'TV wall mount', items: [{ itemId: 'mount', description: 'Mount the TV on the wall' }] },
    providerId: 'bench-1',
    appointment: { startTime: dayAhead(days), durationInMinutes: 120 },
  });
}

function dayAhead(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T18:00:00Z`;
}
