import { createHash } from 'node:crypto';
import { PDF } from './bytes.ts';
import type { Calls, Json } from './edge.ts';
import { CUSTOMER, given, play, TO_COMPLETED } from './orders.ts';

/** An uploaded document. @returns its id */
export async function uploaded(edge: Calls, token: string, more: Json = {}, bytes: Buffer = PDF): Promise<string> {
  const announced = { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: bytes.length, ...more };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { body, status } = await edge.post('/v1/documents', token, { ...announced, sha256 });
  if (status !== 201) throw new Error(`not announced: ${JSON.stringify(body)}`);
  const put = await edge.call('PUT', String(body['uploadUrl']), { token, raw: bytes });
  if (put.status !== 200) throw new Error(`not uploaded: ${JSON.stringify(put.body)}`);
  return String(body['documentId']);
}

export async function completed(edge: Calls, change: Json = {}): Promise<string> {
  const orderId = await given(edge, { sandbox: true, ...change });
  await play(edge, orderId, ...TO_COMPLETED);
  return orderId;
}

export async function newClaim(edge: Calls, change: Json = {}): Promise<Json> {
  return {
    claimant: { role: 'CUSTOMER', id: 'cust-1', name: 'Dana Example' },
    partnerName: 'Example Home Services',
    receiptDocumentId: await uploaded(edge, CUSTOMER),
    agreedScope: 'Mount the TV level.',
    description: 'It hangs at an angle.',
    raisedWithPartner: { at: new Date(Date.now() - 1_000).toISOString(), channel: 'PHONE', outcome: 'UNRESOLVED' },
    desiredRemedy: 'REFUND',
    ...change,
  };
}

/** A claim that was accepted. @returns its id */
export async function filed(edge: Calls, orderId: string, change: Json = {}): Promise<string> {
  const { status, body } = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge, change));
  if (status !== 201) throw new Error(`not filed: ${JSON.stringify(body)}`);
  return String(body['claimId']);
}
