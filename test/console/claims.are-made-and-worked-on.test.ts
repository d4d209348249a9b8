// Goal: a claimant makes a claim behind the link of the mail, on a phone, by keyboard, with an upload; support works on it.
// Method: the system's Chromium on the served pages; links that were forged, cut or are over open nothing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { claimLinkFor, signClaimLink } from '../../channels/claim-link.ts';
import { PDF } from '../api/support/bytes.ts';
import { completed, filed } from '../api/support/claims.ts';
import { type Edge, LINK_KEY } from '../api/support/edge.ts';
import { command, SYSTEM } from '../api/support/orders.ts';
import { ARGS, executablePath, inBrowser } from './support/browser.ts';
import { openConsole } from './support/open-console.ts';

jest.setTimeout(60_000);

let edge: Edge;
beforeAll(async () => {
  edge = await openConsole();
});
afterAll(() => edge.close());

async function linkTo(orderId: string, key: Uint8Array = LINK_KEY): Promise<string> {
  const order = await edge.store.orders.get(orderId);
  const link = order && claimLinkFor(order.state);
  if (!link) throw new Error('the order has no claim link');
  return `/claim/${signClaimLink(key, { ...link, number: 1 })}`;
}

const text = async (path: string): Promise<readonly [number, string]> => {
  const response = await fetch(`${edge.base}${path}`);
  return [response.status, await response.text()];
};

describe('a claim link', () => {
  it('opens nothing where it is forged, cut off or over, and does not say whether there is such an order', async () => {
    const orderId = await completed(edge);
    const good = await linkTo(orderId);
    const forged = await linkTo(orderId, Buffer.alloc(32, 8));
    const [said = '', signed = ''] = good.slice('/claim/'.length).split('.');
    const other = Buffer.from(JSON.stringify(['so-other', 'CUSTOMER', 'cust-1', Date.now() + 1e9])).toString('base64url');
    for (const path of [forged, good.slice(0, -1), `/claim/${said}`, `/claim/${other}.${signed}`, '/claim/x']) {
      const [status, page] = await text(path);
      expect([status, page.includes('does not open anything'), page.includes(orderId)]).toEqual([404, true, false]);
    }
    expect((await text(good))[0]).toBe(200);
    const ended = await command(edge, orderId, 'advance-clock', SYSTEM, { by: 'P40D' });
    expect(ended.status).toBe(200);
    expect((await text(good))[0]).toBe(410);
  });

  it('takes no form from elsewhere, and no files that are not what they say', async () => {
    const orderId = await completed(edge);
    const path = await linkTo(orderId);
    const form = new FormData();
    const fields = {
      key: 'k-1',
      description: 'Crooked.',
      partnerName: 'Example',
      agreedScope: 'Level.',
      desiredRemedy: 'REDO',
      raisedAt: '2026-01-02',
    };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('receipt', new File(['no pdf'], 'receipt.pdf', { type: 'application/pdf' }));
    const refused = await fetch(`${edge.base}${path}`, { method: 'POST', body: form });
    expect([refused.status, (await refused.text()).includes('Crooked.')]).toEqual([422, true]);
    const foreign = await fetch(`${edge.base}${path}`, { method: 'POST', body: form, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
    expect(await edge.store.claims.ofOrder(orderId)).toEqual([]);
  });
});

inBrowser('in a browser', () => {
  let folder: string;
  let browser: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-claim-'));
    await writeFile(join(folder, 'receipt.pdf'), PDF);
    browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: executablePath ?? '',
      headless: true,
      args: ARGS,
      viewport: { width: 360, height: 740 },
    });
    page = browser.pages()[0] ?? (await browser.newPage());
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('a claim is made on a phone, by keyboard alone but for choosing the file, and then shows where it stands', async () => {
    const orderId = await completed(edge);
    await page.goto(`${edge.base}${await linkTo(orderId)}`);
    await page.getByRole('heading', { name: 'Can I make a claim?' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.getByLabel('What is not as agreed').focus();
    await page.keyboard.type('It hangs at an angle.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Dana Example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Example Home Services');
    // The scope is there already; then the day, by its parts.
    await page.keyboard.press('Tab');
    await page.getByLabel('On which day did you tell the partner?').fill('2026-01-02');
    await page.getByLabel('On which day did you tell the partner?').focus();
    const redo = page.getByRole('radio', { name: 'Do the work again' });
    const isThere = () => redo.evaluate((one) => one.matches(':focus'));
    for (let presses = 0; presses < 12 && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByLabel('Invoice or payment receipt').setInputFiles(join(folder, 'receipt.pdf'));
    await page.getByRole('button', { name: 'Make the claim' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Your claim/ }).waitFor();
    const [claim] = await edge.store.claims.ofOrder(orderId);
    expect(claim?.state).toMatchObject({ name: 'AWAITING_PARTNER', desiredRemedy: 'REDO', claimant: { role: 'CUSTOMER', id: 'cust-1' } });
    expect(claim?.details.filed).toMatchObject({ description: 'It hangs at an angle.' });
    expect(await page.getByRole('heading', { name: 'Make a claim' }).count()).toBe(0);
  });

  it('support finds the claim in the queue, sees why it cannot act yet, and acts when the partner has answered', async () => {
    const orderId = await completed(edge);
    const claimId = await filed(edge, orderId);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${edge.base}/console/claims`);
    await page.getByRole('radio', { name: /^Support/ }).check();
    await page.getByLabel('Id', { exact: true }).fill('claims-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: claimId }).click();
    await page.getByText('Not possible now').click();
    await page.getByText(/The partner has until/).waitFor();
    await page.locator('#action-respond summary').click();
    await page.locator('#action-respond select[name="position"]').selectOption('CONTEST');
    await page.locator('#action-respond textarea[name="text"]').fill('It hung straight.');
    await page.locator('#action-respond select[name="onBehalfOf"]').selectOption('PROVIDER');
    await page.locator('#action-respond button.primary').click();
    await page.locator('#action-investigate summary').click();
    await page.locator('#action-investigate button.primary').click();
    await page.getByText('Investigating', { exact: true }).waitFor();
    await page.locator('#action-decide summary').click();
    await page.locator('#action-decide select[name="outcome"]').selectOption('APPROVED');
    await page.locator('#action-decide select[name="remedy"]').selectOption('REDO');
    await page.locator('#action-decide textarea[name="reason"]').fill('The photo shows it.');
    await page.locator('#action-decide button.primary').click();
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
    expect((await edge.store.claims.get(claimId))?.state).toMatchObject({
      name: 'DECIDED',
      decision: { outcome: 'APPROVED', by: 'claims-1' },
    });
  });

  it('support files for a claimant who telephones, and is told at the form what is missing', async () => {
    const orderId = await completed(edge);
    await page.goto(`${edge.base}/console/orders/${orderId}`);
    await page.getByRole('link', { name: 'File a claim …' }).click();
    await page.getByRole('heading', { name: 'Can it be claimed?' }).waitFor();
    await page.locator('textarea[name="description"]').fill('It fell down.');
    await page.locator('select[name="desiredRemedy"]').selectOption('REFUND');
    await page.getByRole('button', { name: 'File the claim' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('textarea[name="description"]').inputValue()).toBe('It fell down.');
  });
});
