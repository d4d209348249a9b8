// Goal: nobody fills the storage: what one caller may have unused and on one order is limited by number and by bytes, nobody takes the room
// of another, and what nobody uses is forgotten with its bytes, unless something still names it or them.
// Method: the real app over HTTP with small quotas on a real store and folder; age is asked for as no time at all.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Blobs } from '../../storage/blobs.ts';
import { PDF } from './support/bytes.ts';
import { type Answer, type Edge, openEdge } from './support/edge.ts';
import { CUSTOMER, given, PROVIDER, register, SUPPORT, SYSTEM } from './support/orders.ts';

const KIB = 1024;
let edge: Edge;
let blobs: Blobs;
let orderId: string;
beforeAll(async () => {
  edge = await openEdge((deps) => {
    ({ blobs } = deps);
    return { ...deps, quotas: { unbound: { count: 3, bytes: 100 * KIB }, perOrder: { count: 2, bytes: 50 * KIB } } };
  });
  await register(edge);
  orderId = await given(edge);
});
afterAll(() => edge.close());

let made = 0;
function announce(token: string, more: object = {}, key?: string): Promise<Answer> {
  made += 1;
  const sha256 = createHash('sha256').update(`document ${made}`).digest('hex');
  const body = { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: KIB, sha256, ...more };
  return edge.post('/v1/documents', token, body, key === undefined ? {} : { 'idempotency-key': key });
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function stored(token: string, bytes: Buffer, more: object = {}): Promise<string> {
  const { body } = await announce(token, { contentLength: bytes.length, sha256: hashOf(bytes), ...more });
  expect((await edge.call('PUT', String(body['uploadUrl']), { token, raw: bytes })).status).toBe(200);
  return String(body['documentId']);
}

/** As the process does it every ten minutes, with what is older than this moment. */
const expired = () => edge.store.documents.expire(0, (sha256) => blobs.remove(sha256));
const isKept = async (bytes: Buffer) => {
  const found = await blobs.open(hashOf(bytes));
  found?.destroy();
  return found !== null;
};
const pdf = (word: string) => Buffer.concat([PDF, Buffer.from(`% ${word}\n`)]);

describe('documents of one caller', () => {
  it('that no order has are limited by number, and by nobody else’s', async () => {
    const caller = 'dev-customer:collector';
    for (let count = 0; count < 3; count += 1) expect((await announce(caller)).status).toBe(201);
    const refused = await announce(caller, {}, 'one-too-many');
    expect([refused.status, refused.body['code']]).toEqual([422, 'quota_exceeded']);
    expect((await announce('dev-customer:other')).status).toBe(201);
    expect((await announce('dev-provider:collector')).status).toBe(201);
    // The refusal is not kept: with room, the same request is taken.
    await expired();
    made -= 1;
    expect((await announce(caller, {}, 'one-too-many')).status).toBe(201);
  });

  it('are limited by bytes', async () => {
    const caller = 'dev-customer:heavy';
    expect((await announce(caller, { contentLength: 99 * KIB })).status).toBe(201);
    expect((await announce(caller, { contentLength: KIB + 1 })).body['code']).toBe('quota_exceeded');
    expect((await announce(caller, { contentLength: KIB })).status).toBe(201);
  });

  it('are counted one after the other, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => announce('dev-customer:crowd')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(9);
  });

  it('on one order are limited too, and leave the others on it their room', async () => {
    expect((await announce(SUPPORT, { orderId, contentLength: 50 * KIB })).status).toBe(201);
    expect((await announce(SUPPORT, { orderId })).body['code']).toBe('quota_exceeded');
    for (let count = 0; count < 2; count += 1) expect((await announce(CUSTOMER, { orderId })).status).toBe(201);
    expect((await announce(CUSTOMER, { orderId })).body['code']).toBe('quota_exceeded');
    expect((await announce(PROVIDER, { orderId })).status).toBe(201);
    const elsewhere = await given(edge);
    expect((await announce(CUSTOMER, { orderId: elsewhere })).status).toBe(201);
  });
});

describe('what nobody uses', () => {
  it('is forgotten with its bytes; a document of an order stays with its own', async () => {
    const [unused, used] = [pdf('unused'), pdf('used')];
    const own = await given(edge);
    const forgotten = await stored(SYSTEM, unused);
    const kept = await stored(SYSTEM, used, { orderId: own });
    await expired();
    expect((await edge.get(`/v1/documents/${forgotten}`, SYSTEM)).status).toBe(404);
    expect((await edge.get(`/v1/documents/${kept}`, SYSTEM)).status).toBe(200);
    expect([await isKept(unused), await isKept(used)]).toEqual([false, true]);
  });

  it('leaves bytes that another document names, and they can come again', async () => {
    const bytes = pdf('shared');
    const own = await given(edge);
    await stored('dev-customer:sharer', bytes);
    const kept = await stored(SYSTEM, bytes, { orderId: own });
    await expired();
    const download = await fetch(`${edge.base}/v1/documents/${kept}/content`, { headers: { authorization: `Bearer ${SYSTEM}` } });
    expect([download.status, download.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
    const again = pdf('unused');
    await stored('dev-customer:sharer', again);
    expect(await isKept(again)).toBe(true);
  });

  it('was announced and never came: forgotten, whatever order it was for', async () => {
    const own = await given(edge);
    const { body } = await announce(SYSTEM, { orderId: own });
    await expired();
    expect((await edge.get(`/v1/documents/${String(body['documentId'])}`, SYSTEM)).status).toBe(404);
  });

  it('is kept while it is young, and where the storage does not remove it', async () => {
    const bytes = pdf('young');
    const documentId = await stored('dev-customer:young', bytes);
    await edge.store.documents.expire(3_600_000, (sha256) => blobs.remove(sha256));
    expect((await edge.get(`/v1/documents/${documentId}`, 'dev-customer:young')).status).toBe(200);
    await expect(edge.store.documents.expire(0, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await edge.get(`/v1/documents/${documentId}`, 'dev-customer:young')).status).toBe(200);
  });

  it('is kept while a command names it that nobody has decided', async () => {
    const bytes = pdf('named');
    const own = await given(edge);
    const documentId = await stored(PROVIDER, bytes);
    const request = {
      commandId: 'pending-1',
      caller: 'provider:prov-1',
      idempotencyKey: null,
      method: 'POST',
      path: `/v1/orders/${own}/commands/report-defect`,
      bodyHash: 'x',
      order: {
        orderId: own,
        actor: { role: 'provider', id: 'prov-1' },
        expectedVersion: null,
        commands: [{ command: 'report-defect', body: { documentIds: [documentId] } }],
      },
    };
    await edge.store.inbox.receive(request as unknown as Parameters<typeof edge.store.inbox.receive>[0]);
    await expired();
    expect((await edge.get(`/v1/documents/${documentId}`, PROVIDER)).status).toBe(200);
    expect(await isKept(bytes)).toBe(true);
  });
});
