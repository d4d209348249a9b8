import { setTimeout as delay } from 'node:timers/promises';
import type { Express } from 'express';
import type { AppDeps } from './deps.ts';
import type { Metrics } from './metrics.ts';

const CHECK_MS_MAX = 3_000;

/** What probes look at. */
export type Watched = Pick<AppDeps, 'store' | 'gateway' | 'isReady'>;

/** For whoever watches the process: open to all, since they say nothing about orders. */
export function mountHealth(app: Express, deps: Watched, metrics: Pick<Metrics, 'text'>): void {
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  // It answers once everything of the process is composed: what is asked here before is a refused connection.
  app.get('/startupz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const failing = await failingParts(deps);
    response.status(failing.length === 0 ? 200 : 503);
    if (failing.length > 0) response.setHeader('Retry-After', '5');
    response.json({ status: failing.length === 0 ? 'ready' : 'not_ready', failing });
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics.text();
    response.setHeader('Content-Type', contentType);
    response.send(body);
  });
}

/** The parts without which orders cannot be served, by name; why they fail is in their own logs. */
async function failingParts({ store, gateway, isReady }: Watched): Promise<readonly string[]> {
  const [storeFails, engineFails] = await Promise.all([fails(() => store.check()), fails(() => gateway.check())]);
  return [...(isReady?.() === false ? ['process'] : []), ...(storeFails ? ['store'] : []), ...(engineFails ? ['temporal'] : [])];
}

/** A part that says nothing in time fails too. */
async function fails(check: () => Promise<void>): Promise<boolean> {
  const enough = new AbortController();
  const late = delay(CHECK_MS_MAX, true, { signal: enough.signal }).catch(() => true);
  try {
    return await Promise.race([Promise.resolve(check()).then(() => false), late]);
  } catch {
    return true;
  } finally {
    enough.abort();
  }
}
