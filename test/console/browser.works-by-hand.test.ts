// Goal: support staff can read the queue, give a command and cancel an order in a real browser, by keyboard and on a phone.
// Method: the system's Chromium on the served pages; no request leaves the program, and the browser's console stays clean.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Edge } from '../api/support/edge.ts';
import { given, play, SUPPORT, TO_ON_SITE } from '../api/support/orders.ts';
import { ARGS, executablePath, inBrowser } from './support/browser.ts';
import { openConsole } from './support/open-console.ts';

jest.setTimeout(60_000);

inBrowser('in a browser', () => {
  let edge: Edge;
  let folder: string;
  let browser: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    edge = await openConsole();
    folder = await mkdtemp(join(tmpdir(), 'holdfast-browser-'));
    browser = await chromium.launchPersistentContext(folder, { executablePath: executablePath ?? '', headless: true, args: ARGS });
    page = browser.pages()[0] ?? (await browser.newPage());
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => request.url().startsWith(edge.base) || complaints.push(`left for ${request.url()}`));
    complaints = [];
    await page.goto(`${edge.base}/console`);
    await page.getByRole('radio', { name: /^Support/ }).check();
    await page.getByLabel('Id', { exact: true }).fill('agent-7');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'All open' }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await edge.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    complaints = [];
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  async function stateOf(orderId: string): Promise<unknown> {
    return (await edge.get(`/v1/orders/${orderId}`, SUPPORT)).body['state'];
  }

  it('gives a command from the order’s page, says so, and puts the focus there', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, TO_ON_SITE[0]);
    await page.goto(`${edge.base}/console/orders/${orderId}`);
    await page.locator('#action-arrive > summary').click();
    await page.locator('#action-arrive button').click();
    await page.getByText('Arrive: done.').first().waitFor();
    expect(await stateOf(orderId)).toBe('ON_SITE');
    await page.locator('#main [data-focus]:focus').waitFor();
    expect(await page.locator('#live').textContent()).toContain('Arrive: done.');
    expect(complaints).toEqual([]);
  });

  it('cancels an order by keyboard alone, after showing what it costs', async () => {
    const orderId = await given(edge);
    await page.goto(`${edge.base}/console/orders/${orderId}`);
    await page.locator('#action-cancel > summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('#f-cancel-reasonCode').focus();
    await page.keyboard.type('Customer request');
    await page.locator('#action-cancel button').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Cancel order ${orderId}?` }).waitFor();
    expect([await stateOf(orderId), new URL(page.url()).pathname]).toEqual(['SCHEDULED', `/console/orders/${orderId}`]);
    await page.getByRole('button', { name: 'Cancel the order' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Cancel: done.').first().waitFor();
    expect([await stateOf(orderId), complaints]).toEqual(['CANCELLED', []]);
  });

  it('fits a phone: nothing lies outside of the screen', async () => {
    const orderId = await given(edge);
    await page.setViewportSize({ width: 375, height: 740 });
    for (const path of ['/console', `/console/orders/${orderId}`, '/console/mailbox', '/console/mailbox/m000001']) {
      await page.goto(`${edge.base}${path}`);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 375]);
    }
    expect(complaints).toEqual([]);
  });

  it('draws every form that an order offers, each input with its label', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, ...TO_ON_SITE);
    await page.goto(`${edge.base}/console/orders/${orderId}`);
    const unlabelled = await page.evaluate(`
      [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]
        .filter(({ labels }) => labels.length === 0)
        .map(({ name }) => name)`);
    expect(unlabelled).toEqual([]);
  });

  it('works without scripts', async () => {
    const orderId = await given(edge);
    await play(edge, orderId, TO_ON_SITE[0]);
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(`${edge.base}/console/orders/${orderId}`);
    await page.locator('#action-arrive > summary').click();
    await page.locator('#action-arrive button').click();
    await page.getByText('Arrive: done.').first().waitFor();
    await page.unroute('**/*.js');
    expect(await stateOf(orderId)).toBe('ON_SITE');
  });
});
