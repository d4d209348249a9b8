// Goal: a form with files is on the disk as it comes and never whole in memory; what is too large, too much or no form is refused, and
// nothing of it stays.
// Method: the claim page over HTTP, forms as a browser sends them, in pieces; a form is looked for in the folder while half of it is sent.
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claimLinkFor, signClaimLink } from '../../channels/claim-link.ts';
import { PDF, PNG } from '../api/support/bytes.ts';
import { completed } from '../api/support/claims.ts';
import { type Edge, LINK_KEY } from '../api/support/edge.ts';
import { eventually } from '../support/eventually.ts';
import { openConsole } from './support/open-console.ts';

const MIB = 1024 * 1024;
let edge: Edge;
let incoming: string;
let orderId: string;
let path: string;
beforeAll(async () => {
  edge = await openConsole();
  orderId = await completed(edge);
  const order = await edge.store.orders.get(orderId);
  const link = order && claimLinkFor(order.state);
  if (!link) throw new Error('the order has no claim link');
  path = `/claim/${signClaimLink(LINK_KEY, { ...link, number: 1 })}`;
  incoming = edge.incoming;
});
afterAll(() => edge.close());

type Part = readonly [name: string, value: string | File];

const FIELDS: readonly Part[] = [
  ['key', 'k-streamed'],
  ['description', 'Crooked.\r\nAnd loose.'],
  ['partnerName', 'Example'],
  ['agreedScope', 'Level.'],
  ['desiredRemedy', 'REDO'],
  ['raisedAt', '2026-01-02'],
];

async function post(parts: readonly Part[]): Promise<readonly [number, string]> {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const response = await fetch(`${edge.base}${path}`, { method: 'POST', body: form, redirect: 'manual' });
  return [response.status, await response.text()];
}

const file = (bytes: Uint8Array<ArrayBuffer>, name: string, type: string): File => new File([bytes], name, { type });
const filled = (length: number): File => file(new Uint8Array(length), 'video.mp4', 'video/mp4');
const receipt: Part = ['receipt', file(Uint8Array.from(PDF), 'receipt.pdf', 'application/pdf')];
const nothingStays = () => eventually('an empty folder', async () => (await readdir(incoming)).length === 0);

describe('a form with files', () => {
  it('is refused where it is too much, with what was written, and nothing of it stays', async () => {
    const tooMuch: readonly (readonly Part[])[] = [
      [...FIELDS, ['documents', filled(50 * MIB + 1)]],
      [...FIELDS, ...Array.from({ length: 13 }, (): Part => ['documents', file(Uint8Array.from(PNG), 'photo.png', 'image/png')])],
      [...FIELDS, ['note', 'x'.repeat(20_001)]],
      Array.from({ length: 41 }, (_, index): Part => [`field-${index}`, 'x']),
    ];
    for (const parts of tooMuch) expect((await post(parts))[0]).toBe(413);
    await nothingStays();
    expect(await edge.store.claims.ofOrder(orderId)).toEqual([]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['an end that does not come', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nk'],
    [
      'a file that does not end',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="receipt"; filename="a"\r\n\r\nk',
    ],
    ['another type', 'application/json', '{}'],
    [
      'a header too large',
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="${'n'.repeat(20_000)}"\r\n\r\nk\r\n--b--`,
    ],
  ])('is refused where it is none: %s', async (_case, type, body) => {
    const response = await fetch(`${edge.base}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
    expect([413, 415, 422]).toContain(response.status);
    await nothingStays();
    expect((await edge.call('GET', '/livez')).status).toBe(200);
  });

  it('is on the disk as it comes', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="documents"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n';
    const { hostname, port } = new URL(edge.base);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${20 * MIB}\r\n\r\n${head}`,
    );
    socket.write(Buffer.alloc(8 * MIB));
    await eventually('seven MiB of it', async () => (await bytesIn(incoming)) > 7 * MIB);
    // Whoever goes away leaves nothing behind.
    socket.destroy();
    await nothingStays();
  });

  it('is taken with all its files as they are', async () => {
    const photo = file(Uint8Array.from(PNG), 'photo.png', 'image/png');
    const empty = file(new Uint8Array(0), '', 'application/octet-stream');
    const [status, page] = await post([...FIELDS, receipt, ['documents', photo], ['documents', empty]]);
    expect([status, page]).toEqual([303, expect.any(String)]);
    const [claim] = await edge.store.claims.ofOrder(orderId);
    expect(claim).toBeDefined();
    const documents = await edge.store.documents.ofOrder(orderId);
    const hashes = documents.filter(({ storedAt }) => storedAt !== null).map(({ sha256 }) => sha256);
    for (const bytes of [PDF, PNG]) expect(hashes).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(JSON.stringify(claim)).toContain('Crooked.\\nAnd loose.');
    await nothingStays();
  });
});

async function bytesIn(folder: string): Promise<number> {
  let length = 0;
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    length += found === null ? 0 : found.isDirectory() ? await bytesIn(join(folder, name)) : found.size;
  }
  return length;
}
