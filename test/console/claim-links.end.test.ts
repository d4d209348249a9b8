// Goal: whoever comes with a link that has ended is told why in plain words, learns nothing of the order and changes nothing; support
// ends links and sees which there were.
// Method: the pages over HTTP on a real store, each way in which a link ends, with the twin that still opens.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { customersClaimLink, signClaimLink } from '../../channels/claim-link.ts';
import { completed, filed } from '../api/support/claims.ts';
import { type Edge, items, LINK_KEY } from '../api/support/edge.ts';
import { AUDITOR, CUSTOMER, command, given, PROVIDER, SUPERVISOR, SUPPORT, SYSTEM } from '../api/support/orders.ts';
import { openConsole } from './support/open-console.ts';

jest.setTimeout(60_000);

let edge: Edge;
beforeAll(async () => {
  edge = await openConsole();
});
afterAll(() => edge.close());

/** As the worker does it with the newest feedback mail. @returns the path of its link */
async function mailed(orderId: string): Promise<string> {
  const order = await edge.store.orders.get(orderId);
  const link = order && customersClaimLink(order.state);
  const letter = (await edge.store.messages.of(orderId)).findLast(({ templateId }) => templateId === 'feedback');
  if (!link || !letter) throw new Error('the order has no letter with a link');
  const { messageId, createdAt: letterAt } = letter;
  const { number } = await edge.store.claimLinks.pin({ messageId, orderId, letterAt, subject: 'S', text: '[claim link]', linkAt: 0 });
  return `/claim/${signClaimLink(LINK_KEY, { ...link, number })}`;
}

async function opened(path: string, init: RequestInit = {}): Promise<readonly [number, string]> {
  const response = await fetch(`${edge.base}${path}`, init);
  return [response.status, await response.text()];
}

/** Refused with words, whether it is read or a form comes, and without anything of the order. */
async function hasEnded(path: string, words: RegExp, orderId: string): Promise<void> {
  const before = JSON.stringify(await edge.store.claims.ofOrder(orderId));
  const form = new FormData();
  form.set('description', 'Crooked.');
  const documents = new FormData();
  documents.set('documents', new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }));
  const answers = await Promise.all([
    opened(path),
    opened(path, { method: 'POST', body: form }),
    opened(`${path}/documents`, { method: 'POST', body: documents }),
  ]);
  for (const [status, page] of answers) {
    expect(status).toBe(410);
    expect(page).toMatch(words);
    expect(page).toContain('Write to us through the messages of your order');
    for (const secret of [orderId, 'Dana', 'TV', 'Example', path]) expect(page).not.toContain(secret);
  }
  expect(JSON.stringify(await edge.store.claims.ofOrder(orderId))).toBe(before);
}

describe('a link', () => {
  it('opens in one spelling of its address alone', async () => {
    const orderId = await completed(edge);
    const good = await mailed(orderId);
    const token = good.slice('/claim/'.length);
    const escaped = `/claim/%${token.charCodeAt(0).toString(16)}${token.slice(1)}`;
    const others = [escaped, `${good}/`, `/CLAIM/${token}`, `/Claim/${token}`, `/claim/${token}%20`, `${good}/Documents`];
    for (const other of others) expect([other, (await opened(other))[0]]).toEqual([other, 404]);
    expect((await opened(good))[0]).toBe(200);
    expect((await opened(`${good}?received=yes`))[0]).toBe(200);
  });

  it('ends with the next one that is sent, which opens', async () => {
    const orderId = await completed(edge);
    const first = await mailed(orderId);
    expect((await command(edge, orderId, 'resend-claim-link', SUPPORT, {})).status).toBe(200);
    expect((await opened(first))[0]).toBe(200);
    const second = await mailed(orderId);
    expect(second).not.toBe(first);
    await hasEnded(first, /A newer link was sent/, orderId);
    expect((await opened(second))[0]).toBe(200);
  });

  it('of the version before is good until the first with a number is sent', async () => {
    const orderId = await completed(edge);
    const order = await edge.store.orders.get(orderId);
    const link = order && customersClaimLink(order.state);
    const old = `/claim/${link ? signClaimLink(LINK_KEY, { ...link, number: 0 }) : ''}`;
    expect((await opened(old))[0]).toBe(200);
    await mailed(orderId);
    await hasEnded(old, /A newer link was sent/, orderId);
  });

  it('ends with the claim that was withdrawn; one that is sent after it opens', async () => {
    const orderId = await completed(edge);
    const first = await mailed(orderId);
    const claimId = await filed(edge, orderId);
    expect((await opened(first))[1]).toContain('Your claim');
    const withdrawn = await edge.post(`/v1/claims/${claimId}/commands/withdraw`, CUSTOMER, { reason: 'They came back.' });
    expect(withdrawn.status).toBe(200);
    await hasEnded(first, /The claim was withdrawn/, orderId);
    // The test clock moves, so that the letter is later than the withdrawal.
    await command(edge, orderId, 'advance-clock', SYSTEM, { by: 'PT1M' });
    expect((await command(edge, orderId, 'resend-claim-link', SUPPORT, {})).status).toBe(200);
    expect((await opened(await mailed(orderId)))[0]).toBe(200);
  });

  it('shows a claim that runs when the window is over, and ends with the order', async () => {
    const [orderId, other] = [await completed(edge), await completed(edge)];
    const [path, unused] = [await mailed(orderId), await mailed(other)];
    await filed(edge, orderId);
    for (const id of [orderId, other]) expect((await command(edge, id, 'advance-clock', SYSTEM, { by: 'P40D' })).status).toBe(200);
    const [status, page] = await opened(path);
    expect([status, page.includes('Your claim'), page.includes('Make the claim')]).toEqual([200, true, false]);
    await hasEnded(unused, /The order is closed/, other);
  });
});

describe('revoking', () => {
  const revoke = (orderId: string, token: string, body: object = { reason: 'It was forwarded.' }, headers = {}) =>
    edge.post(`/v1/orders/${orderId}/claim-links/revoke`, token, body, headers);

  it('ends every link that there was, says so on the page, and leaves room for a new one', async () => {
    const orderId = await completed(edge);
    const path = await mailed(orderId);
    const key = { 'idempotency-key': `revoke-${orderId}` };
    const answer = await revoke(orderId, SUPPORT, { reason: 'It was forwarded.' }, key);
    expect([answer.status, answer.body]).toEqual([200, { number: 2, revokedAt: expect.any(String) }]);
    const repeat = await revoke(orderId, SUPPORT, { reason: 'It was forwarded.' }, key);
    expect([repeat.body, repeat.headers.get('idempotency-replayed')]).toEqual([answer.body, 'true']);
    await hasEnded(path, /We have ended this link/, orderId);
    await command(edge, orderId, 'resend-claim-link', SUPPORT, {});
    expect((await opened(await mailed(orderId)))[0]).toBe(200);
    await hasEnded(path, /We have ended this link/, orderId);
    const listed = items(await edge.get(`/v1/orders/${orderId}/claim-links`, AUDITOR));
    expect(listed).toMatchObject([
      { number: 1, change: 'GIVEN', isNewest: false, by: null },
      { number: 2, change: 'REVOKED', by: { role: 'support', id: 'agent-7' }, reason: 'It was forwarded.' },
      { number: 3, change: 'GIVEN', isNewest: true },
    ]);
    expect(JSON.stringify(listed)).not.toContain(path.slice('/claim/'.length));
  });

  it('is for support alone, and its list for nobody outside', async () => {
    const orderId = await completed(edge);
    for (const token of [CUSTOMER, PROVIDER, SYSTEM, AUDITOR]) expect((await revoke(orderId, token)).status).toBe(403);
    for (const token of [CUSTOMER, PROVIDER, SYSTEM]) expect((await edge.get(`/v1/orders/${orderId}/claim-links`, token)).status).toBe(403);
    expect((await revoke(orderId, SUPERVISOR)).status).toBe(200);
  });

  it('needs a reason, and an order that has given a link', async () => {
    const orderId = await completed(edge);
    expect((await revoke(orderId, SUPPORT, {})).body).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/reason' }] });
    const early = await revoke(await given(edge), SUPPORT);
    expect([early.status, early.body['unmet']]).toEqual([409, [expect.objectContaining({ id: 'claim-link.given' })]]);
  });
});
