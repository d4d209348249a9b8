import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';

// The one way to make spans. Off, which is the default, each of these is one comparison.
// A span holds names, ids, numbers and codes: no path, no query, no value, no message of an error.

let tracer: Tracer | null = null;

/** Called once spans have somewhere to go (app/process/tracing.ts); null: nowhere any more. */
export function traceWith(given: Tracer | null): void {
  tracer = given;
}

export function isTracing(): boolean {
  return tracer !== null;
}

interface SpanOptions {
  readonly kind?: 'internal' | 'server' | 'client' | 'consumer';
  readonly attributes?: () => Attributes;
  /** What nobody asked for makes no trace of its own: a poll of the reconciler, a probe. */
  readonly onlyInside?: boolean;
}

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

/** Runs `work` inside a span; an error is named by its class, and thrown on. */
export function spanned<T>(
  name: string,
  { kind = 'internal', attributes, onlyInside = false }: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (tracer === null || (onlyInside && trace.getActiveSpan() === undefined)) return work();
  return tracer.startActiveSpan(name, { kind: KINDS[kind], attributes: attributes?.() ?? {} }, async (span) => {
    try {
      return await work();
    } catch (error) {
      fail(span, error instanceof Error ? error.name : 'unknown');
      throw error;
    } finally {
      span.end();
    }
  });
}

function fail(span: Span, code: string): void {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The span of an HTTP request, which ends when its answer has been written. */
export interface RequestSpan {
  readonly traceId: string;
  /** Runs `work` inside it. */
  run(work: () => void): void;
  end(name: string, attributes: Attributes, failedAs: string | null): void;
}

/**
 * Null: tracing is off.
 * @param traceparent as it came; one that is not valid begins a trace of its own
 */
export function requestSpan(traceparent: string | undefined): RequestSpan | null {
  if (tracer === null) return null;
  const span = tracer.startSpan('HTTP', { kind: SpanKind.SERVER }, parentOf(traceparent));
  const inside = trace.setSpan(ROOT_CONTEXT, span);
  return {
    traceId: span.spanContext().traceId,
    run: (work) => context.with(inside, work),
    end: (name, attributes, failedAs) => {
      span.updateName(name);
      span.setAttributes(attributes);
      if (failedAs !== null) fail(span, failedAs);
      span.end();
    },
  };
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Read here and not by a propagator: what else W3C lets travel (tracestate, baggage) is a stranger's text. */
function parentOf(traceparent: string | undefined): Context {
  const [, traceId = '', spanId = '', flags = '0'] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const traceFlags = (Number.parseInt(flags, 16) & 1) === 1 ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const parent = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** For log lines: the trace that this runs in. */
export function traceIds(): { readonly traceId?: string } {
  if (tracer === null) return {};
  const span = trace.getActiveSpan();
  return span ? { traceId: span.spanContext().traceId } : {};
}
