// Goal: a note that the customer reads in a letter passes the checks of a message: what is refused as a message is refused as a note.
// Method: generated from the gate's own findings: each text is given as a note, as a note among several commands and as a message.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Edge, type Json, openEdge } from './support/edge.ts';
import { command, given, PROVIDER, register, SUPPORT } from './support/orders.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
});
afterAll(() => edge.close());

const BAD: readonly (readonly [string, string])[] = [
  ['HTML', 'Mounted. <a href="https://evil.example">Details</a>'],
  ['HTML', 'Mounted.<script>alert(1)</script>'],
  ['UNRESOLVED_VARIABLE', 'Hello {{customerName}}, it is done.'],
  ['UNRESOLVED_VARIABLE', 'It is done: <%= it.claimLink %>'],
  ['TOO_LONG', 'x'.repeat(2_001)],
];
const GOOD: readonly string[] = [
  'Mounted on brick, level.',
  'a < b, 3 > 2',
  'https://shop.example/?take=[claim link]',
  'x'.repeat(2_000),
  'NONE',
];

async function asMessage(orderId: string, text: string): Promise<readonly Json[]> {
  const { body } = await edge.post(`/v1/orders/${orderId}/messages/check`, PROVIDER, { purpose: 'QUESTION', text });
  return body['reasons'] as readonly Json[];
}

async function notesOf(orderId: string): Promise<number> {
  return ((await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body['jobNotes'] as readonly Json[]).length;
}

describe('a job note', () => {
  it.each(BAD)('is refused with %s as the message %j would be, and nothing is written', async (code, text) => {
    const orderId = await given(edge);
    const reasons = await asMessage(orderId, text);
    expect(reasons).toMatchObject([{ code }]);
    const alone = await command(edge, orderId, 'add-job-note', PROVIDER, { text });
    expect([alone.status, alone.body['code'], alone.body['reasons']]).toEqual([422, 'message_blocked', reasons]);
    const onBehalfOf = { role: 'PROVIDER', id: 'prov-1' };
    const told = await command(edge, orderId, 'add-job-note', SUPPORT, { text, onBehalfOf });
    expect([told.status, told.body['reasons']]).toEqual([422, reasons]);
    const commands = [
      { command: 'add-job-note', body: { text: GOOD[0] } },
      { command: 'add-job-note', body: { text } },
    ];
    const among = await edge.post(`/v1/orders/${orderId}/commands`, PROVIDER, { commands });
    expect([among.status, among.body['code'], among.body['index'], among.body['reasons']]).toEqual([422, 'message_blocked', 1, reasons]);
    expect(await notesOf(orderId)).toBe(0);
  });

  it.each(GOOD)('is taken where the message would be: %j', async (text) => {
    const orderId = await given(edge);
    expect(await asMessage(orderId, text)).toEqual([]);
    expect((await command(edge, orderId, 'add-job-note', PROVIDER, { text })).status).toBe(200);
    expect(await notesOf(orderId)).toBe(1);
  });

  it('that was refused can be given again with other words, under the same key', async () => {
    const orderId = await given(edge);
    const headers = { 'idempotency-key': `note-${orderId}` };
    const [, bad = ''] = BAD[0] ?? [];
    expect((await command(edge, orderId, 'add-job-note', PROVIDER, { text: bad }, headers)).status).toBe(422);
    expect((await command(edge, orderId, 'add-job-note', PROVIDER, { text: 'Mounted.' }, headers)).status).toBe(200);
  });
});
