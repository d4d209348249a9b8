// Goal: staff see which order or claim stands still, since when and what to do; its parties do not; a supervisor's button starts it again.
// Method: the real app over HTTP with a real store, marked as the reconciler marks it, and pages read as each role.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { completed, filed } from '../api/support/claims.ts';
import type { Edge } from '../api/support/edge.ts';
import { AUDITOR, CUSTOMER, given, PROVIDER, register, SUPERVISOR, SUPPORT } from '../api/support/orders.ts';
import { openConsole } from './support/open-console.ts';

let edge: Edge;
let orderId: string;
let claimId: string;
beforeAll(async () => {
  edge = await openConsole();
  await register(edge);
  orderId = await completed(edge);
  claimId = await filed(edge, orderId);
  const stuck = { why: 'TASK_FAILS', attempts: 7, since: Date.parse('2027-01-10T10:00:00Z') } as const;
  await edge.store.stuck.mark({ orderId, ...stuck });
  await edge.store.stuck.mark({ orderId, claimId, ...stuck });
});
afterAll(() => edge.close());

async function page(path: string, token: string): Promise<string> {
  const response = await fetch(`${edge.base}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return response.text();
}

function press(path: string, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${edge.base}${path}`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ idempotencyKey: path }) });
}

it.each([SUPPORT, SUPERVISOR, AUDITOR])('%s reads it in the list and on the pages', async (token) => {
  expect(await page('/console?state=ANY', token)).toContain('Stuck');
  expect(await page(`/console/orders/${orderId}`, token)).toContain('its workflow fails');
  expect(await page(`/console/claims/${claimId}`, token)).toContain('its workflow fails');
});

it.each([PROVIDER, CUSTOMER])('%s does not', async (token) => {
  for (const path of ['/console?state=ANY', `/console/orders/${orderId}`, `/console/claims/${claimId}`])
    expect(await page(path, token)).not.toContain('Stuck');
});

it('another order shows nothing of it', async () => {
  const other = await given(edge);
  expect(await page(`/console/orders/${other}`, SUPERVISOR)).not.toContain('Stuck');
});

it('a supervisor presses the button; nobody else has it, or may press it', async () => {
  const button = 'Start its workflow again';
  for (const token of [SUPPORT, AUDITOR]) expect(await page(`/console/orders/${orderId}`, token)).not.toContain(button);
  for (const token of [SUPPORT, AUDITOR, PROVIDER, CUSTOMER]) {
    expect((await press(`/console/orders/${orderId}/workflow/restart`, token)).status).toBe(403);
    expect((await press(`/console/claims/${claimId}/workflow/restart`, token)).status).toBe(403);
  }
  expect(await page(`/console/orders/${orderId}`, SUPERVISOR)).toContain(button);
  for (const path of [`/console/orders/${orderId}`, `/console/claims/${claimId}`]) {
    const pressed = await press(`${path}/workflow/restart`, SUPERVISOR);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, path]);
    expect(await page(path, SUPERVISOR)).not.toContain('Stuck');
  }
  expect(edge.logged.filter((line) => line.includes('started again from the store') && line.includes('supervisor:boss-1'))).toHaveLength(2);
});
