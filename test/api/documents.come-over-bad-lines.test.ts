// Goal: an upload that is slow, broken off, doubled or met by a storage that fails ends whole or not at all, and says so.
// Method: requests written by hand over the wire; the storage behind its port fails when it is told to.
import { createHash, randomBytes } from 'node:crypto';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Blobs, StorageUnavailable } from '../../storage/blobs.ts';
import { eventually } from '../support/eventually.ts';
import { PDF } from './support/bytes.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { CUSTOMER, register } from './support/orders.ts';

const REQUEST_MS = 1_500;
let edge: Edge;
let isFailing = false;
let blobs: Blobs;

function failingAtTimes(inner: Blobs): Blobs {
  const failing = (): never => {
    throw new StorageUnavailable('the disk is full');
  };
  return {
    incoming: inner.incoming,
    keep: async (sha256, file) => (isFailing ? failing() : inner.keep(sha256, file)),
    remove: (sha256) => inner.remove(sha256),
    open: async (sha256) => (isFailing ? failing() : inner.open(sha256)),
  };
}

beforeAll(async () => {
  edge = await openEdge(
    (deps) => {
      blobs = failingAtTimes(deps.blobs);
      return { ...deps, blobs };
    },
    { requestMs: REQUEST_MS },
  );
  await register(edge);
});
afterAll(() => edge.close());
beforeEach(() => {
  isFailing = false;
});

interface Announced {
  readonly documentId: string;
  readonly uploadUrl: string;
  readonly bytes: Buffer;
}

async function announce(): Promise<Announced> {
  const bytes = Buffer.concat([PDF, randomBytes(200_000)]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const announced = { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: bytes.length, sha256 };
  const { body } = await edge.post('/v1/documents', CUSTOMER, announced);
  return { documentId: String(body['documentId']), uploadUrl: String(body['uploadUrl']), bytes };
}

const stateOf = async ({ documentId }: Announced): Promise<unknown> =>
  (await edge.get(`/v1/documents/${documentId}`, CUSTOMER)).body['state'];

/** A request that is written piece by piece. */
function begin(method: string, path: string, headers: Readonly<Record<string, string | number>> = {}): ClientRequest {
  return httpRequest(new URL(path, edge.base), { method, headers: { authorization: `Bearer ${CUSTOMER}`, ...headers } });
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
}

function written(request: ClientRequest, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => void request.write(bytes, () => resolve()));
}

it('has more time than any other request, once its sender is known', async () => {
  const document = await announce();
  const half = document.bytes.length >> 1;
  const upload = begin('PUT', document.uploadUrl, { 'content-length': document.bytes.length });
  const uploaded = answerOf(upload);
  await written(upload, document.bytes.subarray(0, half));
  // Two that come later and are as slow are cut off before the upload goes on.
  const stranger = begin('PUT', document.uploadUrl, { authorization: 'Bearer dev-customer:cust-2', 'content-length': 1_000 });
  const order = begin('POST', '/v1/documents', { 'content-type': 'application/json', 'content-length': 1_000 });
  const cut = [answerOf(stranger), answerOf(order)];
  const strangersEnd = new Promise<void>((resolve) => void stranger.once('close', () => resolve()));
  await Promise.all([written(stranger, Buffer.from('%PDF')), written(order, Buffer.from('{'))]);
  expect((await Promise.all(cut)).map(({ statusCode }) => statusCode)).toEqual([404, 408]);
  stranger.on('error', () => undefined);
  (await cut[0])?.resume();
  await strangersEnd;
  upload.end(document.bytes.subarray(half));
  const response = await uploaded;
  expect([response.statusCode, JSON.parse(await text(response))]).toEqual([200, expect.objectContaining({ state: 'STORED' })]);
});

it('that is broken off leaves nothing and is no failure of ours; it may come again', async () => {
  const document = await announce();
  const upload = begin('PUT', document.uploadUrl, { 'content-length': document.bytes.length });
  upload.on('error', () => undefined);
  const before = edge.logged.length;
  await written(upload, document.bytes.subarray(0, 1_000));
  upload.destroy();
  await eventually('the line of the request', async () =>
    edge.logged.slice(before).some((line) => line.includes('/v1/documents/{documentId}/content')),
  );
  expect(edge.logged.slice(before).some((line) => line.includes('a request failed'))).toBe(false);
  expect(await stateOf(document)).toBe('AWAITING_UPLOAD');
  expect((await edge.call('PUT', document.uploadUrl, { token: CUSTOMER, raw: document.bytes })).status).toBe(200);
});

it('may come in pieces of unknown number', async () => {
  const document = await announce();
  const upload = begin('PUT', document.uploadUrl);
  upload.write(document.bytes.subarray(0, 70_000));
  upload.end(document.bytes.subarray(70_000));
  expect((await answerOf(upload)).statusCode).toBe(200);
});

it('that comes twice at the same moment is kept once, and both are told so', async () => {
  const document = await announce();
  const answers = await Promise.all([1, 2].map(() => edge.call('PUT', document.uploadUrl, { token: CUSTOMER, raw: document.bytes })));
  expect(answers.map(({ status, body }) => [status, body['state']])).toEqual([
    [200, 'STORED'],
    [200, 'STORED'],
  ]);
});

it('is 503 where the storage fails, for the log with its cause, and is kept when it comes again', async () => {
  const document = await announce();
  isFailing = true;
  const refused = await edge.call('PUT', document.uploadUrl, { token: CUSTOMER, raw: document.bytes });
  expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '5']);
  expect(edge.logged.some((line) => line.includes('no storage'))).toBe(true);
  expect(await stateOf(document)).toBe('AWAITING_UPLOAD');
  isFailing = false;
  expect((await edge.call('PUT', document.uploadUrl, { token: CUSTOMER, raw: document.bytes })).status).toBe(200);
  isFailing = true;
  expect((await edge.get(document.uploadUrl, CUSTOMER)).status).toBe(503);
});
