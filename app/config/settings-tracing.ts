import { z } from 'zod';
import { url } from './settings-values.ts';

/** Variables of tracing, by the names that OpenTelemetry gives them. */
export const TracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https')
    .optional()
    .describe('Where traces are sent, as OTLP over HTTP; `/v1/traces` is added.')
    .meta({ example: 'http://collector.internal:4318', without: 'nothing is traced' }),
  OTEL_SERVICE_NAME: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9._-]+$/, 'expected letters, digits, dots, dashes and underscores')
    .optional()
    .describe('Name of this process in traces.')
    .meta({ example: 'holdfast-api', without: '`holdfast-api`, `holdfast-worker`, or `holdfast` for `npm start`' }),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((value) => /^\d(\.\d{1,9})?$/.test(value) && Number(value) <= 1, { error: 'expected a share from 0 to 1, such as 0.1' })
    .default('1')
    .describe('Share of the requests that are traced, where whoever called did not decide it.'),
};

/** Where traces go and how many. */
export interface Tracing {
  readonly endpoint: string;
  readonly serviceName: string;
  /** From 0 to 1. */
  readonly share: number;
}

const SERVICES: Readonly<Record<string, string>> = { api: 'holdfast-api', worker: 'holdfast-worker' };

/** Null: nothing is traced. */
export function tracingOf(
  program: string,
  read: {
    readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
    readonly OTEL_SERVICE_NAME?: string | undefined;
    readonly OTEL_TRACES_SAMPLER_ARG: string;
  },
): Tracing | null {
  if (!read.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  return {
    endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, ''),
    serviceName: read.OTEL_SERVICE_NAME ?? SERVICES[program] ?? 'holdfast',
    share: Number(read.OTEL_TRACES_SAMPLER_ARG),
  };
}
