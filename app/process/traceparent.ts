import { isSpanContextValid, type TextMapPropagator, trace } from '@opentelemetry/api';

/** Only W3C's `traceparent` travels on: tracestate and baggage are strangers' text. What comes in is read by telemetry/spans.ts. */
export const TRACEPARENT_ONLY: TextMapPropagator = {
  inject(context, carrier, setter) {
    const span = trace.getSpanContext(context);
    if (!span || !isSpanContextValid(span)) return;
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`);
  },
  extract: (context) => context,
  fields: () => ['traceparent'],
};
