import type { Express } from 'express';
import { Gauge, Registry } from 'prom-client';
import type { Meters } from '../telemetry/meters.ts';
import { spaced } from '../telemetry/spaced.ts';
import type { AppDeps } from './deps.ts';
import { PARTS, type Readiness } from './readiness.ts';

/** Open to all, so made this often at most, however many ask. */
const MADE_EVERY_MS = 100;

export interface Shown extends Pick<AppDeps, 'metricsElsewhere'> {
  readonly readiness: Readiness;
}

/** For whoever watches the process: open to all, since they say nothing about orders. */
export function mountHealth(app: Express, deps: Shown, meters: Pick<Meters, 'add' | 'text'>): void {
  const { readiness } = deps;
  meters.add(() => gauges(readiness));
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  // It answers once everything of the process is composed: what is asked here before is a refused connection.
  app.get('/startupz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const reasons = await readiness.now();
    const isReady = reasons.length === 0;
    response.status(isReady ? 200 : 503);
    if (!isReady) response.setHeader('Retry-After', '5');
    response.json({ status: isReady ? 'ready' : 'not_ready', failing: reasons.map(({ part }) => part), reasons });
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

/** What the probe would answer at this moment, as a gauge for each part. */
async function gauges(readiness: Readiness): Promise<string> {
  const failing = (await readiness.now()).map(({ part }) => part);
  const registry = new Registry();
  const help = '1: this part of what the process needs is there; 0: it is not, and /readyz answers 503';
  const ready = new Gauge({ name: 'holdfast_ready', help, labelNames: ['part'], registers: [registry] });
  for (const part of PARTS) ready.set({ part }, failing.includes(part) ? 0 : 1);
  return registry.metrics();
}
