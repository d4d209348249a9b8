import { context, diag, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import { traceWith } from '../../telemetry/spans.ts';
import { within } from '../../telemetry/text.ts';
import type { Tracing } from '../config/settings-tracing.ts';
import { TRACEPARENT_ONLY } from './traceparent.ts';

const EXPORT_MS_MAX = 5_000;
const FLUSH_MS_MAX = 3_000;
/** What waits for an exporter that does not answer; more is dropped. */
const SPANS_MAX = 4_096;

/**
 * Starts tracing, before anything is traced: spans go to the collector in batches, beside the work that they tell of. A collector
 * that is away costs the spans and nothing else.
 * @returns flushes, 3 s at most, and stops
 */
export function startTracing({ endpoint, serviceName, share }: Tracing): () => Promise<void> {
  const exporter = withoutWords(new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: EXPORT_MS_MAX }));
  const provider = new NodeTracerProvider({
    resource: new Resource({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, { maxQueueSize: SPANS_MAX, scheduledDelayMillis: 1_000, exportTimeoutMillis: EXPORT_MS_MAX }),
    ],
  });
  provider.register({ propagator: TRACEPARENT_ONLY });
  traceWith(trace.getTracer('holdfast'));
  return async () => {
    traceWith(null);
    await within(FLUSH_MS_MAX, () => provider.shutdown(), undefined);
    for (const global of [trace, context, propagation, diag]) global.disable();
  };
}

/** The SDK's interceptors write an error's message and stack into their spans, which may quote anything: its class stays. */
function withoutWords(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(wordless), done),
    shutdown: () => exporter.shutdown(),
  };
}

function wordless(span: ReadableSpan): ReadableSpan {
  if (span.events.length === 0 && span.status.message === undefined) return span;
  const events = span.events.map((event) => {
    const type = event.attributes?.['exception.type'];
    return { ...event, attributes: type === undefined ? {} : { 'exception.type': type } };
  });
  return Object.create(span, { events: { value: events }, status: { value: { code: span.status.code } } }) as ReadableSpan;
}
