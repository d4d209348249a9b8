// Goal: without a collector nothing is traced and nobody is asked; with one that is away the work goes on and the stop is short.
// Method: the edge over HTTP beside a real collector; then a collector's address where nothing listens.
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config/config.ts';
import { startTracing } from '../../app/process/tracing.ts';
import { isTracing, requestSpan, spanned, traceIds } from '../../telemetry/spans.ts';
import { type Edge, openEdge } from '../api/support/edge.ts';
import { given, register } from '../api/support/orders.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { eventually } from '../support/eventually.ts';

let edge: Edge;
let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  edge = await openEdge();
});
afterEach(async () => {
  await edge.close();
  await collector.close();
});

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

it('nothing is traced unless a collector is named', async () => {
  expect(readConfig({}, '/srv').tracing).toBeNull();
  expect([isTracing(), requestSpan(TRACEPARENT), traceIds()]).toEqual([false, null, {}]);
  const work = Promise.resolve(1);
  expect(spanned('work', {}, () => work)).toBe(work);
  await register(edge);
  await given(edge);
  expect(collector.bodies).toEqual([]);
});

it('a request is traced once one is named, and no more when it has stopped', async () => {
  const { tracing } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` }, '/srv');
  expect(tracing).toEqual({ endpoint: collector.url, serviceName: 'holdfast', share: 1 });
  const stop = startTracing(tracing ?? { endpoint: '', serviceName: '', share: 0 });
  await register(edge);
  await stop();
  await eventually('the spans are flushed', async () => collector.spans.some(({ name }) => name === 'INSERT inbox'));
  expect(collector.spans.map(({ name }) => name)).toContain('PUT /v1/providers/{providerId}');
  expect([isTracing(), requestSpan(TRACEPARENT)]).toEqual([false, null]);
});

it('only the share that was asked for is traced, unless the caller decided it', async () => {
  const stop = startTracing({ endpoint: collector.url, serviceName: 'holdfast', share: 0 });
  await register(edge);
  await edge.call('GET', '/livez', { headers: { traceparent: TRACEPARENT } });
  await stop();
  expect(collector.spans.map(({ traceId }) => traceId)).toEqual(['0af7651916cd43dd8448eb211c80319c']);
});

it('a collector that says nothing costs neither the request nor more than three seconds of the stop', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = startTracing({ endpoint: `http://127.0.0.1:${port}`, serviceName: 'holdfast', share: 1 });
  await register(edge);
  const startedAt = performance.now();
  await stop();
  expect(performance.now() - startedAt).toBeLessThan(4_500);
  silent.closeAllConnections();
  await new Promise<void>((resolve) => void silent.close(() => resolve()));
});

it.each([
  ['another share', { OTEL_TRACES_SAMPLER_ARG: '1.5' }],
  ['no URL', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }],
])('%s is refused by its name', (_what, env) => {
  expect(() => readConfig(env, '/srv')).toThrow(Object.keys(env)[0]);
});
