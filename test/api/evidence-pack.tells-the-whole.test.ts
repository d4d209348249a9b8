// Goal: a pack has what the order's people may read, all of it and no more, whatever it is wanted for; without a document's bytes there is none.
// Method: an order with everything that stands beside its events (a blocked message, a refused claim, a corrected attribution), packed for several readers.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Blobs } from '../../storage/blobs.ts';
import { PDF } from './support/bytes.ts';
import { newClaim, uploaded } from './support/claims.ts';
import { type Edge, type Json, openEdge } from './support/edge.ts';
import { CUSTOMER, given, PROVIDER, play, register, SUPPORT } from './support/orders.ts';
import { unzipped } from './support/unzipped.ts';

let edge: Edge;
let orderId: string;
let documentId: string;
let areBytesThere = true;

beforeAll(async () => {
  edge = await openEdge((deps) => {
    const blobs: Blobs = { ...deps.blobs, open: async (sha256) => (areBytesThere ? deps.blobs.open(sha256) : null) };
    return { ...deps, blobs };
  });
  await register(edge);
  orderId = await given(edge);
  documentId = await uploaded(edge, CUSTOMER, { kind: 'OTHER', orderId });
  const blocked = await edge.post(`/v1/orders/${orderId}/messages`, PROVIDER, {
    purpose: 'QUESTION',
    text: '<b>We bring one.</b>',
  });
  expect(blocked.body).toMatchObject({ code: 'message_blocked' });
  await edge.post(`/v1/orders/${orderId}/messages`, CUSTOMER, { purpose: 'QUESTION', text: 'Do you bring a ladder?' });
  await play(
    edge,
    orderId,
    ['add-job-note', SUPPORT, { text: 'Called the customer.' }],
    ['cancel', CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }],
    ['attribute', SUPPORT, { attributedTo: 'MARKETPLACE', reason: 'The listing was wrong.' }],
  );
  const claim = await edge.post(`/v1/orders/${orderId}/claims`, CUSTOMER, await newClaim(edge));
  expect(claim.body['code']).toBe('claim_not_eligible');
});
afterAll(() => edge.close());

const fetched = (token: string, query = ''): Promise<Response> =>
  fetch(`${edge.base}/v1/orders/${orderId}/evidence-pack${query}`, { headers: { authorization: `Bearer ${token}` } });

async function packFor(token: string, query = ''): Promise<ReadonlyMap<string, Buffer>> {
  return unzipped(Buffer.from(await (await fetched(token, query)).arrayBuffer()));
}

function contentOf(files: ReadonlyMap<string, Buffer>, end: string): string {
  const name = [...files.keys()].find((one) => one.endsWith(end));
  if (name === undefined) throw new Error(`no ${end}`);
  return String(files.get(name));
}

it('has every decision, also the one that corrected another, with who made it and why', async () => {
  const { decisions } = JSON.parse(contentOf(await packFor(SUPPORT), 'decisions.json')) as { decisions: readonly Json[] };
  expect(decisions.map(({ type }) => type)).toEqual(['ORDER_CANCELLED', 'ATTRIBUTION_CORRECTED']);
  expect(decisions[1]).toMatchObject({
    actor: { role: 'support', id: 'agent-7' },
    because: [expect.any(String)],
    texts: { reason: 'The listing was wrong.' },
  });
});

it('has what stands outside the chain, without a number: a refused claim', async () => {
  const files = await packFor(CUSTOMER);
  const outside = JSON.parse(contentOf(files, 'outside-the-chain.json')) as readonly Json[];
  expect(outside).toEqual([expect.objectContaining({ type: 'CLAIM_REFUSED', sequence: null })]);
  expect(contentOf(files, 'timeline.txt')).toMatch(/ –.*CLAIM_REFUSED {2}by customer:cust-1 {2}because .*order\.completed/);
});

it('shows each reader the conversation that they see anyway: what was blocked is for the desk', async () => {
  const said = async (token: string): Promise<string> => contentOf(await packFor(token), 'messages.json');
  expect(await said(SUPPORT)).toContain('We bring one');
  for (const token of [CUSTOMER, PROVIDER]) {
    expect(await said(token)).toContain('ladder');
    expect(await said(token)).not.toContain('We bring one');
  }
});

it('has the documents of the order, byte for byte, and not those of its people that it does not use', async () => {
  const files = await packFor(PROVIDER);
  const documents = [...files].filter(([name]) => name.endsWith('.pdf'));
  expect(documents.map(([name]) => name.split('/').at(-1))).toEqual([`${documentId}.pdf`]);
  expect(documents[0]?.[1].equals(PDF)).toBe(true);
});

it('has the same files for every purpose, in another order', async () => {
  const packs = await Promise.all(['claim', 'chargeback', 'performance'].map((purpose) => packFor(CUSTOMER, `?for=${purpose}`)));
  const names = packs.map((files) => [...files.keys()].map((name) => name.replace(/^\d\d-/, '')));
  const [claim = [], chargeback = [], performance = []] = names;
  expect(new Set(chargeback)).toEqual(new Set(claim));
  expect(new Set(performance)).toEqual(new Set(claim));
  expect(new Set(names.map((each) => each.join())).size).toBe(3);
  for (const each of names) expect([each[0], each.at(-1)]).toEqual(['README.txt', 'manifest.json']);
});

it('breaks off where the bytes of a document are gone: a part must not look like the whole', async () => {
  areBytesThere = false;
  await expect(fetched(SUPPORT).then((response) => response.arrayBuffer())).rejects.toThrow(/terminated|fetch failed/);
  areBytesThere = true;
  expect((await packFor(SUPPORT)).has('manifest.json')).toBe(true);
});
