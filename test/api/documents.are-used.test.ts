// Goal: what a command names as a document is one that its giver uploaded for this order; the first use binds it, a refused one does not.
// Method: signatures, defects and agreed terms over HTTP, each with documents that are not there, not whole, or somebody else's.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDF, PNG } from './support/bytes.ts';
import { uploaded } from './support/claims.ts';
import { type Edge, type Json, openEdge } from './support/edge.ts';
import { CUSTOMER, command, given, newOrder, PROVIDER, play, register, SYSTEM, TO_FINISHED, TO_WORK } from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

const SIGNATURE: Json = { kind: 'SIGNATURE', contentType: 'image/png' };
const PHOTO: Json = { kind: 'PHOTO', contentType: 'image/png' };
const SIGNED: Json = { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE' };
const DEFECT = () => ({
  description: 'Dead pixels',
  cause: 'Panel',
  needed: 'Decision',
  customerNotified: { at: new Date().toISOString(), summary: 'Shown' },
  mediaAuthorised: true,
});

async function orderAfter(steps: Parameters<typeof play>[2][]): Promise<string> {
  const orderId = await given(edge);
  await play(edge, orderId, ...steps);
  return orderId;
}

const boundTo = async (documentId: string, token: string): Promise<unknown> =>
  (await edge.get(`/v1/documents/${documentId}`, token)).body['orderId'];

async function notUploaded(): Promise<string> {
  const sha256 = createHash('sha256').update(PNG).digest('hex');
  const { body } = await edge.post('/v1/documents', PROVIDER, { ...SIGNATURE, contentLength: PNG.length, sha256 });
  return String(body['documentId']);
}

describe('a signature', () => {
  it.each([{}, { complete: true }])('brings its picture, which then belongs to the order and is seen by its people: %j', async (more) => {
    const orderId = await orderAfter([...TO_FINISHED, ['add-job-note', PROVIDER, { text: 'Mounted.', topics: ['SAFETY'] }]]);
    const documentId = await uploaded(edge, PROVIDER, SIGNATURE, PNG);
    expect((await edge.get(`/v1/documents/${documentId}`, CUSTOMER)).status).toBe(404);
    expect((await command(edge, orderId, 'sign-off', PROVIDER, { ...SIGNED, ...more, documentId })).status).toBe(200);
    expect(await boundTo(documentId, CUSTOMER)).toBe(orderId);
  });

  it('is refused with a document that is unknown, without bytes, somebody else’s, or of another order; nothing changes', async () => {
    const orderId = await orderAfter([...TO_FINISHED]);
    const other = await orderAfter([...TO_FINISHED]);
    const used = await uploaded(edge, PROVIDER, SIGNATURE, PNG);
    expect((await command(edge, other, 'sign-off', PROVIDER, { ...SIGNED, documentId: used })).status).toBe(200);
    const foreign = await uploaded(edge, CUSTOMER, SIGNATURE, PNG);
    for (const documentId of ['doc-unknown', await notUploaded(), foreign, used]) {
      const { status, body } = await command(edge, orderId, 'sign-off', PROVIDER, { ...SIGNED, documentId });
      expect([status, body['code'], body['errors']]).toEqual([
        422,
        'invalid_request',
        [expect.objectContaining({ pointer: '/documentId' })],
      ]);
    }
    expect((await edge.get(`/v1/orders/${orderId}`, PROVIDER)).body['signOff']).toBeNull();
    expect([await boundTo(foreign, CUSTOMER), await boundTo(used, PROVIDER)]).toEqual([null, other]);
  });
});

describe('a defect', () => {
  it('is shown by pictures that the customer authorised, and by none without', async () => {
    const orderId = await orderAfter([...TO_WORK]);
    const documentId = await uploaded(edge, PROVIDER, PHOTO, PNG);
    const defect = { ...DEFECT(), documentIds: [documentId] };
    const refused = await command(edge, orderId, 'report-defect', PROVIDER, { ...defect, mediaAuthorised: false });
    expect([refused.status, refused.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/documentIds' })]]);
    expect(await boundTo(documentId, PROVIDER)).toBeNull();
    expect((await command(edge, orderId, 'report-defect', PROVIDER, defect)).status).toBe(200);
    expect(await boundTo(documentId, CUSTOMER)).toBe(orderId);
  });

  it('of which nothing is on record lets no picture of the provider be announced for its order; the customer’s may be', async () => {
    const orderId = await orderAfter([...TO_WORK]);
    const announced = { ...PHOTO, contentLength: PNG.length, sha256: createHash('sha256').update(PNG).digest('hex'), orderId };
    const announce = (token: string) => edge.post('/v1/documents', token, announced);
    const refused = await announce(PROVIDER);
    expect([refused.status, refused.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/kind' })]]);
    expect((await announce(CUSTOMER)).status).toBe(201);
    expect((await command(edge, orderId, 'report-defect', PROVIDER, DEFECT())).status).toBe(200);
    expect((await announce(PROVIDER)).status).toBe(201);
  });

  it('says which of its documents cannot be used', async () => {
    const orderId = await orderAfter([...TO_WORK]);
    const documentIds = [await uploaded(edge, PROVIDER, PHOTO, PNG), await notUploaded()];
    const { status, body } = await command(edge, orderId, 'report-defect', PROVIDER, { ...DEFECT(), documentIds });
    expect([status, body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/documentIds/1' })]]);
  });

  it('gives the same documents by the same key once, and binds them once', async () => {
    const orderId = await orderAfter([...TO_WORK]);
    const body = { ...DEFECT(), documentIds: [await uploaded(edge, PROVIDER, PHOTO, PNG)] };
    const key = { 'idempotency-key': `defect-${orderId}` };
    const answers = [];
    for (let time = 1; time <= 2; time += 1) answers.push(await command(edge, orderId, 'report-defect', PROVIDER, body, key));
    expect(answers.map(({ status, headers }) => [status, headers.get('idempotency-replayed')])).toEqual([
      [200, null],
      [200, 'true'],
    ]);
  });
});

describe('agreed terms', () => {
  it('are a document that whoever creates the order uploaded', async () => {
    const documentId = await uploaded(edge, SYSTEM, { kind: 'SCOPE' }, PDF);
    const orderId = await given(edge, { agreedTerms: { documentId, remedies: ['REDO'] } });
    expect(await boundTo(documentId, CUSTOMER)).toBe(orderId);
    for (const other of [documentId, await uploaded(edge, CUSTOMER, { kind: 'SCOPE' }, PDF), 'doc-unknown']) {
      const { status, body } = await edge.post('/v1/orders', SYSTEM, newOrder({ agreedTerms: { documentId: other, remedies: ['REDO'] } }));
      expect([status, body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/agreedTerms/documentId' })]]);
    }
  });
});
