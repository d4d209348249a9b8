import type { Answer, Calls, Json } from './edge.ts';
import { INSPECTED, newOrder } from './order-bodies.ts';

export { daysAhead, INSPECTED, newId, newOrder } from './order-bodies.ts';

export const SYSTEM = 'dev-system:backend';
export const SUPPORT = 'dev-support:agent-7';
export const SUPERVISOR = 'dev-supervisor:boss-1';
export const AUDITOR = 'dev-auditor:aud-1';
export const PROVIDER = 'dev-provider:prov-1';
export const CUSTOMER = 'dev-customer:cust-1';

export const REGISTERED: Json = {
  name: 'Example Home Services',
  marketplaceIds: ['US', 'UK', 'IN'],
  contact: { channel: 'EMAIL', address: 'prov-1@provider.example' },
  technicians: [
    {
      technicianId: 'tech-1',
      name: 'Sam Example',
      backgroundCheck: { status: 'CLEAR', validUntil: '2999-12-31' },
      licences: [{ skill: 'TV_MOUNTING', validUntil: '2999-12-31' }],
    },
    { technicianId: 'tech-2', name: 'Kim Example', backgroundCheck: { status: 'PENDING', validUntil: '2999-12-31' }, licences: [] },
  ],
};

export async function register(edge: Calls, providerId = 'prov-1'): Promise<void> {
  const { status } = await edge.put(`/v1/providers/${providerId}`, SYSTEM, REGISTERED);
  if (status >= 300) throw new Error(`the provider was not registered: ${status}`);
}

/** @returns the new order's id */
export async function given(edge: Calls, change: Json = {}): Promise<string> {
  const { status, body } = await edge.post('/v1/orders', SYSTEM, newOrder(change));
  if (status !== 201) throw new Error(`the order was not created: ${status} ${JSON.stringify(body)}`);
  return String(body['orderId']);
}

export function command(
  edge: Calls,
  orderId: string,
  name: string,
  token: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  return edge.post(`/v1/orders/${orderId}/commands/${name}`, token, body, headers);
}

/** Gives a row of commands, each of which must be accepted. */
export async function play(
  edge: Calls,
  orderId: string,
  ...steps: readonly (readonly [name: string, token: string, body?: unknown])[]
): Promise<Answer> {
  let last: Answer | null = null;
  for (const [name, token, body] of steps) {
    last = await command(edge, orderId, name, token, body);
    if (last.status !== 200) throw new Error(`${name}: ${last.status} ${JSON.stringify(last.body)}`);
  }
  if (!last) throw new Error('nothing was played');
  return last;
}

export const TO_ON_SITE = [
  ['assign-technicians', PROVIDER, { technicianIds: ['tech-1'] }],
  ['arrive', PROVIDER],
] as const;
export const TO_WORK = [...TO_ON_SITE, ['record-inspection', PROVIDER, INSPECTED], ['start-work', PROVIDER]] as const;
export const TO_FINISHED = [
  ...TO_WORK,
  ['finish-work', PROVIDER],
  ['confirm-scope', PROVIDER, { customerPresent: true, items: [{ itemId: 'mount', done: true }], qualityAccepted: true }],
] as const;
export const TO_COMPLETED = [
  ...TO_FINISHED,
  ['add-job-note', PROVIDER, { text: 'Mounted on a brick wall.', topics: ['SAFETY'] }],
  ['sign-off', PROVIDER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true }],
] as const;
