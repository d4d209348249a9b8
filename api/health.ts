import type { Express } from 'express';
import { Gauge, Registry } from 'prom-client';
import type { Meters } from '../telemetry/meters.ts';
import { spaced } from '../telemetry/spaced.ts';
import { within } from '../telemetry/text.ts';
import type { AppDeps } from './deps.ts';

const CHECK_MS_MAX = 3_000;
/** Open to all, so made this often at most, however many ask. */
const MADE_EVERY_MS = 100;

/** What probes look at. */
export type Watched = Pick<AppDeps, 'store' | 'gateway' | 'isReady' | 'metricsElsewhere'>;

/** For whoever watches the process: open to all, since they say nothing about orders. */
export function mountHealth(app: Express, deps: Watched, meters: Pick<Meters, 'add' | 'text'>): void {
  meters.add(() => readiness(deps));
  const failingNow = spaced(MADE_EVERY_MS, () => failingParts(deps));
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  // It answers once everything of the process is composed: what is asked here before is a refused connection.
  app.get('/startupz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const failing = await failingNow();
    response.status(failing.length === 0 ? 200 : 503);
    if (failing.length > 0) response.setHeader('Retry-After', '5');
    response.json({ status: failing.length === 0 ? 'ready' : 'not_ready', failing });
  });
  if (!deps.metricsElsewhere) mountMetrics(app, meters);
}

export function mountMetrics(app: Express, meters: Pick<Meters, 'text'>): void {
  const made = spaced(MADE_EVERY_MS, () => meters.text());
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await made();
    response.setHeader('Content-Type', contentType);
    response.send(body);
  });
}

const PARTS = ['process', 'store', 'temporal'] as const;

/** The parts without which orders cannot be served, by name; why they fail is in their own logs. */
async function failingParts({ store, gateway, isReady }: Watched): Promise<readonly (typeof PARTS)[number][]> {
  const [storeFails, engineFails] = await Promise.all([fails(() => store.check()), fails(() => gateway.check())]);
  const failing = { process: isReady?.() === false, store: storeFails, temporal: engineFails };
  return PARTS.filter((part) => failing[part]);
}

/** A part that says nothing in time fails too. */
function fails(check: () => Promise<void>): Promise<boolean> {
  return within(CHECK_MS_MAX, () => check().then(() => false), true);
}

/** What the probe would answer at this moment, as a gauge for each part. */
async function readiness(deps: Watched): Promise<string> {
  const failing = await failingParts(deps);
  const registry = new Registry();
  const help = '1: this part of what the process needs is there; 0: it is not, and /readyz answers 503';
  const ready = new Gauge({ name: 'holdfast_ready', help, labelNames: ['part'], registers: [registry] });
  for (const part of PARTS) ready.set({ part }, failing.includes(part) ? 0 : 1);
  return registry.metrics();
}
