// Goal: who watches the program sees what it does, by metrics, log lines and traces, and nothing of what is private.
// Method: the whole program with everything on (LOG_LEVEL=trace, a collector of traces that is real); an order with a word of its own
// in every free text; what is scraped is compared with the documentation and the alarms.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig } from '../../app/config/config.ts';
import { freePort } from '../../app/embedded/free-port.ts';
import { type Holdfast, startHoldfast } from '../../app/process/compose.ts';
import { createLogger } from '../../app/process/logger.ts';
import { startTracing } from '../../app/process/tracing.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { INSPECTED, newOrder, PROVIDER, REGISTERED, SYSTEM } from '../api/support/orders.ts';
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.ts';
import { eventually } from '../support/eventually.ts';

jest.setTimeout(120_000);

const CANARY = 'Zanzibarcanary';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

let folder: string;
let collector: Collector;
let program: Holdfast;
let stopTracing: () => Promise<void>;
let scraped = '';
const logged: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-seen-'));
  collector = await startCollector();
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const config = readConfig(env, folder);
  if (!config.tracing) throw new Error('tracing is on');
  stopTracing = startTracing(config.tracing);
  const logger = createLogger(config.logLevel, { isTraced: true }, { write: (line) => void logged.push(line) });
  const coreMetrics = installRuntime(logger, await freePort('127.0.0.1'));
  program = await startHoldfast({ config, env, logger, coreMetrics });
  await playAnOrder();
}, 120_000);
afterAll(async () => {
  await program.stop();
  await stopTracing();
  await collector.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

type Json = Readonly<Record<string, unknown>>;

async function send(path: string, token: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const response = await fetch(`${program.running.api}${path}`, {
    method: path.startsWith('/v1/providers') ? 'PUT' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

const give = (name: string, token: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<number> =>
  send(`/v1/orders/so-seen/commands/${name}`, token, body, headers);

/** Words of its own in every place that takes text; ids stay as they are. */
function marked(value: unknown, key = ''): unknown {
  const isText = /name|description|title|address|city|text|note|summary|reason|guidance|addressLine\d/i.test(key);
  if (typeof value === 'string')
    return isText && !/id$/i.test(key) ? (value.includes('@') ? `${CANARY}@shop.example` : `${value} ${CANARY}`) : value;
  if (Array.isArray(value)) return value.map((one) => marked(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner, name)]));
}

async function playAnOrder(): Promise<void> {
  await send('/v1/providers/prov-1', SYSTEM, marked(REGISTERED));
  expect(await send('/v1/orders', SYSTEM, marked(newOrder({ orderId: 'so-seen', sandbox: true })))).toBe(201);
  await give('assign-technicians', PROVIDER, { technicianIds: ['tech-1'] });
  const traceparent = `00-${TRACE}-${PARENT}-01`;
  const strangers = { baggage: `name=${CANARY}`, tracestate: `shop=${CANARY}` };
  expect(await give('arrive', PROVIDER, {}, { traceparent, ...strangers, 'idempotency-key': 'seen-1' })).toBe(200);
  expect(await give('arrive', PROVIDER, {}, { 'idempotency-key': 'seen-1', traceparent: `00-${CANARY}-x-01` })).toBe(200);
  expect(await give('start-work', PROVIDER, {})).toBe(409);
  await give('record-inspection', PROVIDER, marked(INSPECTED) as Json);
  await give('start-work', PROVIDER);
  await send('/v1/orders/so-seen/messages', PROVIDER, { purpose: 'OTHER', text: `Says ${CANARY}.` });
  await give('finish-work', PROVIDER);
  await give('confirm-scope', PROVIDER, { customerPresent: true, items: [{ itemId: 'mount', done: true }], qualityAccepted: true });
  expect(await give('add-job-note', PROVIDER, { text: `A note of ${CANARY}.`, topics: ['SAFETY'] })).toBe(200);
  const signed = await give('sign-off', PROVIDER, { signedBy: `Dana ${CANARY}`, proofType: 'CUSTOMER_SIGNATURE', complete: true });
  expect(signed).toBe(200);
  // Refused where it is wrong: the answer quotes, the log must not.
  await give(CANARY, PROVIDER);
  await send(`/v1/orders/${CANARY}?q=${CANARY}`, PROVIDER, { [CANARY]: CANARY });
  scraped = await eventually('the mails have gone out', async () => {
    const text = await metrics();
    return /holdfast_activities_total\{type="sendMessage",outcome="completed"\}/.test(text) && text.includes('holdfast_messages_queued 0')
      ? text
      : null;
  });
  await eventually('the spans have arrived', async () => named('activity sendMessage').length > 0 && ofTrace().length > 5);
}

async function metrics(): Promise<string> {
  return (await fetch(`${program.running.api}/metrics`)).text();
}

const ofTrace = (): readonly CollectedSpan[] => collector.spans.filter(({ traceId }) => traceId === TRACE);
const named = (name: string): readonly CollectedSpan[] => collector.spans.filter((span) => span.name === name);

it('counts commands by how they ended, and activities', () => {
  const ended = (command: string, outcome: string, code: string): string =>
    `holdfast_commands_total{subject="order",command="${command}",outcome="${outcome}",code="${code}"} 1`;
  expect(scraped).toContain(ended('arrive', 'accepted', 'none'));
  expect(scraped).toContain(ended('arrive', 'replayed', 'none'));
  expect(scraped).toContain(ended('start-work', 'refused', 'not_allowed_now'));
  expect(scraped).toMatch(/holdfast_activities_total\{type="sendMessage",outcome="completed"\} [1-9]/);
  expect(scraped).toMatch(/^temporal_\w+\{.*task_queue=/m);
  expect(scraped).toContain('holdfast_commands_oldest_undecided_seconds 0');
  expect(scraped).toContain('holdfast_ready{part="temporal"} 1');
});

it('continues the trace that the caller began, from the request over the update to the SQL', () => {
  const spans = ofTrace();
  const server = spans.find(({ parentSpanId }) => parentSpanId === PARENT);
  expect(server).toMatchObject({
    name: 'POST /v1/orders/{orderId}/commands/arrive',
    attributes: { 'http.response.status_code': 200, orderId: 'so-seen' },
  });
  const below = (span: CollectedSpan | undefined): readonly CollectedSpan[] =>
    span ? [span, ...spans.filter(({ parentSpanId }) => parentSpanId === span.spanId).flatMap(below)] : [];
  expect(below(server)).toHaveLength(spans.length);
  const names = spans.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['receive', 'send', 'record', 'StartWorkflowUpdate:command', 'INSERT inbox', 'UPDATE orders']),
  );
});

it('begins a trace of its own where what came is no trace', () => {
  const requests = named('POST /v1/orders/{orderId}/commands/arrive');
  expect(requests).toHaveLength(2);
  expect(requests.filter(({ traceId }) => traceId === TRACE)).toHaveLength(1);
});

it('writes the request, the order and the command into one line, with the trace; and a line for each activity', () => {
  const lines = logged.map((line) => JSON.parse(line) as Json);
  const line = lines.find(({ msg, traceId }) => msg === 'request' && traceId === TRACE);
  const ids = { requestId: expect.any(String), commandId: expect.any(String), orderId: 'so-seen', status: 200 };
  expect(line).toMatchObject(ids);
  const recorded = lines.find(
    ({ msg, activity, commandId }) => msg === 'activity' && activity === 'sendMessage' && commandId !== undefined,
  );
  expect(recorded).toMatchObject({ orderId: 'so-seen', attempt: 1, outcome: 'completed', traceId: expect.any(String) });
});

it('shows nothing private in any line, metric or span', () => {
  expect(logged.length).toBeGreaterThan(10);
  expect(scraped).toContain('holdfast_');
  for (const text of [...logged, ...collector.bodies, scraped]) {
    expect(text).not.toContain(CANARY);
    for (const secret of ['Dana', '1 Example Street', 'Bearer', PROVIDER]) expect(text).not.toContain(secret);
  }
});

const exported = (): ReadonlySet<string> => new Set([...scraped.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
const namesIn = (text: string): readonly string[] => [...text.matchAll(/\b(?:holdfast|temporal|nodejs)_[a-z0-9_]+/g)].map(([name]) => name);
const family = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

it('is documented: every metric of its own, and none that is not there', () => {
  const page = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `((?:holdfast|temporal|nodejs)_\w+)` \|/gm)].map(([, name = '']) => name);
  expect(rows.filter((name) => name.startsWith('holdfast_')).toSorted()).toEqual(
    [...exported()].filter((name) => name.startsWith('holdfast_')).toSorted(),
  );
});

/** The runtime names a counter only once it has counted: test/worker/runtime.counts-failing-tasks.test.ts makes it. */
const COUNTED_LATER = 'temporal_workflow_task_execution_failed_total';

it('has alarms that look at metrics that are there', () => {
  interface Rules {
    readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
  }
  const { groups } = parse(readFileSync(new URL('../../docs/alerts.yml', import.meta.url), 'utf8')) as Rules;
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.map(({ alert }) => alert)).toEqual(
    expect.arrayContaining([
      'HoldfastCommandsPending',
      'HoldfastDiverged',
      'HoldfastDeadlinesLate',
      'HoldfastMessagesFailed',
      'HoldfastWorkflowTaskFailures',
      'HoldfastNotReady',
      'HoldfastReconcilerSilent',
    ]),
  );
  const known = new Set([...exported(), COUNTED_LATER]);
  for (const { alert, expr } of rules) {
    expect([alert, namesIn(expr).length > 0]).toEqual([alert, true]);
    for (const name of namesIn(expr)) expect([alert, known.has(family(name)) ? name : `${name} is not exported`]).toEqual([alert, name]);
  }
});
