// Goal: documents are what they were announced as, are kept whole or not at all, and are seen by those who may see their order.
// Method: real bytes over HTTP into a folder; what a client may get wrong is sent.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDF, PNG } from './support/bytes.ts';
import { uploaded } from './support/claims.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { AUDITOR, CUSTOMER, command, given, PROVIDER, play, register, SUPPORT, SYSTEM, TO_FINISHED, TO_WORK } from './support/orders.ts';

let edge: Edge;
let orderId: string;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
  orderId = await given(edge);
});
afterAll(() => edge.close());

const announced = (bytes: Buffer, more: object = {}) => ({
  kind: 'RECEIPT',
  contentType: 'application/pdf',
  contentLength: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  ...more,
});

async function announce(bytes: Buffer, more: object = {}): Promise<{ documentId: string; uploadUrl: string }> {
  const { status, body } = await edge.post('/v1/documents', CUSTOMER, announced(bytes, more));
  expect(status).toBe(201);
  return body as unknown as { documentId: string; uploadUrl: string };
}

const upload = (url: string, bytes: Buffer, token: string = CUSTOMER) => edge.call('PUT', url, { token, raw: bytes });

describe('a document', () => {
  it('is announced, uploaded, read by those who may see its order, and downloaded, never shown', async () => {
    const { documentId, uploadUrl } = await announce(PDF, { orderId });
    expect((await edge.get(`/v1/documents/${documentId}`, CUSTOMER)).body).toMatchObject({ state: 'AWAITING_UPLOAD', orderId });
    expect((await edge.get(uploadUrl, CUSTOMER)).status).toBe(404);
    expect(await upload(uploadUrl, PDF)).toMatchObject({ status: 200, body: { state: 'STORED', locked: false } });
    for (const token of [CUSTOMER, PROVIDER, SUPPORT, SYSTEM, AUDITOR])
      expect((await edge.get(`/v1/documents/${documentId}`, token)).status).toBe(200);
    const response = await fetch(new URL(uploadUrl, edge.base), { headers: { authorization: `Bearer ${SUPPORT}` } });
    expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).toBe(true);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('may be sent again, by the same bytes only, and stays as it is', async () => {
    const { uploadUrl } = await announce(PDF);
    expect((await upload(uploadUrl, PDF)).status).toBe(200);
    expect((await upload(uploadUrl, PDF)).status).toBe(200);
    const other = await upload(uploadUrl, Buffer.concat([PDF.subarray(0, -1), Buffer.from('x')]));
    expect([other.status, other.body['code']]).toEqual([409, 'not_allowed_now']);
  });

  it.each([
    ['/contentLength', 'too few bytes', PDF.subarray(0, 10), {}],
    ['/contentLength', 'too many bytes', Buffer.concat([PDF, PDF]), {}],
    ['/sha256', 'another hash', PDF, { sha256: 'a'.repeat(64) }],
    ['/contentType', 'a picture that is called a PDF', PNG, announced(PNG)],
    ['/contentType', 'a PDF that is called a picture', PDF, { contentType: 'image/png' }],
  ] as const)('is refused by %s for %s, and nothing is kept', async (pointer, _what, bytes, more) => {
    const { documentId, uploadUrl } = await announce(PDF, more);
    const { status, body } = await upload(uploadUrl, bytes);
    expect([status, body['errors']]).toEqual([422, [expect.objectContaining({ pointer })]]);
    expect((await edge.get(`/v1/documents/${documentId}`, CUSTOMER)).body['state']).toBe('AWAITING_UPLOAD');
    expect((await edge.get(uploadUrl, CUSTOMER)).status).toBe(404);
  });

  it.each([
    ['/contentLength', { contentLength: 5 * 1024 * 1024 + 1 }],
    ['/contentType', { contentType: 'text/html' }],
    ['/contentType', { contentType: 'video/mp4' }],
    ['/contentLength', { kind: 'VIDEO', contentType: 'video/mp4', contentLength: 50 * 1024 * 1024 + 1 }],
    ['/sha256', { sha256: 'x' }],
    ['/kind', { kind: 'LETTER' }],
    ['/orderId', { orderId: 'so-unknown' }],
  ])('is not announced where %s is wrong: %j', async (pointer, more) => {
    const { status, body } = await edge.post('/v1/documents', CUSTOMER, announced(PDF, more));
    expect([status, body['errors']]).toEqual([422, expect.arrayContaining([expect.objectContaining({ pointer })])]);
  });

  it('may be a video of up to 50 MiB', async () => {
    const video = { kind: 'VIDEO', contentType: 'video/mp4', contentLength: 50 * 1024 * 1024 };
    expect((await edge.post('/v1/documents', CUSTOMER, announced(PDF, video))).status).toBe(201);
  });

  it('is nobody else’s to upload or to see while it belongs to no order', async () => {
    const { documentId, uploadUrl } = await announce(PDF);
    for (const token of [PROVIDER, SUPPORT, 'dev-customer:cust-other']) {
      expect((await upload(uploadUrl, PDF, token)).status).toBe(404);
      expect((await edge.get(`/v1/documents/${documentId}`, token)).status).toBe(404);
    }
    expect((await edge.get('/v1/documents/doc-unknown', SUPPORT)).status).toBe(404);
  });

  it('is bound to an order by its first use there, and is no other order’s then', async () => {
    const first = await given(edge);
    await play(edge, first, ...TO_FINISHED);
    const documentId = await uploaded(edge, PROVIDER, { kind: 'SIGNATURE' });
    const signed = { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', documentId };
    expect((await command(edge, first, 'sign-off', PROVIDER, { ...signed, documentId: 'doc-unknown' })).status).toBe(422);
    expect((await command(edge, first, 'sign-off', PROVIDER, signed)).status).toBe(200);
    expect((await edge.get(`/v1/documents/${documentId}`, CUSTOMER)).body).toMatchObject({ orderId: first });
    const second = await given(edge);
    await play(edge, second, ...TO_FINISHED);
    const other = await command(edge, second, 'sign-off', PROVIDER, signed);
    expect([other.status, other.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/documentId' })]]);
  });

  it('by the provider that shows the home needs the authorisation of the customer', async () => {
    const order = await given(edge);
    await play(edge, order, ...TO_WORK);
    const documentIds = [await uploaded(edge, PROVIDER, { kind: 'PHOTO', contentType: 'image/png' }, PNG)];
    const customerNotified = { at: new Date().toISOString(), summary: 'Shown' };
    const defect = { description: 'Dead pixels', cause: 'Panel', needed: 'Decision', customerNotified, documentIds };
    expect((await command(edge, order, 'report-defect', PROVIDER, { ...defect, mediaAuthorised: false })).status).toBe(422);
    expect((await command(edge, order, 'report-defect', PROVIDER, { ...defect, mediaAuthorised: true })).status).toBe(200);
  });
});
